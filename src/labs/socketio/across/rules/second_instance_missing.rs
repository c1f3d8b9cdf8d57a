use crate::checker::Finding;
use crate::history::{Nanos, Outcome};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::contract::INSTANCES;
use crate::labs::socketio::record::Unopened;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// So long a server may take to open a link and to connect it to its namespace.
const PATIENCE: Nanos = 5_000_000_000;

/// A client gets a connection with each of the two instances, which are there until the end.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("second-instance-missing-seen.{what}"));
    // What another lab does to a server is not said here.
    if let Some(death) = case.death().filter(|death| death.lab.as_ref() == Some(&case.run.kin.id)) {
        return Finding::fail(id("died").time("at", death.started)).showing([death]);
    }
    let links = &case.scene().links;
    let of = |instance: u32| links.iter().filter(move |link| link.detail.instance == instance);
    let is_there = |instance: u32| of(instance).any(|link| link.detail.connected().is_some());
    // The second one is why the rule is there.
    let Some(missing) = (1..=INSTANCES).rev().find(|instance| !is_there(*instance)) else {
        let connected = links.iter().filter(|link| link.detail.connected().is_some()).count();
        return Finding::pass(id("pass").count("links", connected));
    };
    let Some(first) = of(missing).next() else { return case.nothing() };
    match why(case, first, missing, &id) {
        Ok(message) => {
            Finding::fail(message.count("instance", missing as usize)).showing(of(missing).map(|link| link.operation))
        }
        Err(finding) => *finding,
    }
}

/// What keeps a client from connecting with an instance; or why nothing is said of that.
fn why(case: &ChatCase, link: &Link, instance: u32, id: &impl Fn(&str) -> Message) -> Result<Message, Box<Finding>> {
    if let Some(said) = link.detail.refused() {
        return Ok(id("refused").text("said", said));
    }
    let (from, to) = (link.operation.started, link.operation.done);
    let is_refused = matches!(link.operation.outcome, Outcome::Refused(_));
    match &link.detail.unopened {
        Some(Unopened::Status(code, said)) => Ok(id("status").count("code", (*code).into()).text("said", said)),
        Some(Unopened::Bad(why)) => Ok(id("bad").text("why", why)),
        Some(Unopened::Protocol3) => Ok(id("bad").text("why", "Engine.IO 3")),
        Some(Unopened::TransportUnknown) => Ok(id("bad").text("why", "Transport unknown")),
        // Of the first one we know that it was there.
        _ if is_refused && instance > 1 => Ok(id("nobody")),
        _ if is_refused => Err(Box::new(case.noisy_for(from, to, PATIENCE))),
        _ if to.saturating_sub(from) < PATIENCE || case.limits.too_noisy_for(from, to, PATIENCE) => {
            Err(Box::new(case.noisy_for(from, to, PATIENCE)))
        }
        _ => Ok(id("silent").time("waited", to - from)),
    }
}
