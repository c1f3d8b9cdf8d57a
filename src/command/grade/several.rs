//! Labs that are about several instances of a submission.

use super::Class;
use super::prepare::NotStarted;
use crate::class::journal::GradingPlan;
use crate::command::inputs;
use crate::exit::Failure;
use crate::labs::{self, Lab};
use crate::message::Message;
use crate::report::class::Outcome;
use crate::sandbox::{MoreInstances, Running};
use std::net::SocketAddr;
use std::path::Path;

/// The labs that the class was asked to be graded on and that are about several servers.
pub struct SeveralServers {
    pub labs: Vec<String>,
    /// How many instances of a submission they take, beside the first.
    pub more: MoreInstances,
    /// Nothing else was asked for.
    pub are_all: bool,
}

pub fn of(plan: &GradingPlan) -> Result<Option<SeveralServers>, Failure> {
    let told = |name: &'static str| plan.what.chunks(2).filter(move |pair| pair[0] == name).map(|pair| &*pair[1]);
    let given = inputs::contract(told("--contract").next().map(Path::new))?;
    let asked: Vec<&Lab> = told("--lab").filter_map(labs::named).collect();
    let several = asked.iter().filter_map(|lab| Some((lab.id.to_string(), (lab.driver.several?)(&given))));
    let (names, instances): (Vec<String>, Vec<_>) = several.unzip();
    let are_all = names.len() == asked.len();
    Ok(instances.into_iter().next().map(|one| {
        let count = u16::try_from(one.count.saturating_sub(1)).unwrap_or(u16::MAX);
        SeveralServers { labs: names, more: MoreInstances { count, port_variable: one.port_variable }, are_all }
    }))
}

/// The further instances that each submission is started with.
pub fn wanted(class: &Class) -> Option<&MoreInstances> {
    // Where all share one network, a second instance of one would take the port of another.
    class.several.as_ref().filter(|_| class.isolation.has_networks()).map(|several| &several.more)
}

/// Where they are; that they are not there is noted, and an error if nothing else is asked for.
pub async fn instances(
    class: &Class,
    running: &Running,
    notes: &mut Vec<Message>,
) -> Result<Vec<SocketAddr>, NotStarted> {
    let found = match wanted(class) {
        Some(more) => running.more(more).await,
        None => None,
    };
    match (found, are_all(class)) {
        (Some(found), _) => Ok(found),
        (None, Some(not)) => Err(not),
        (None, None) => {
            notes.extend(not_there(class));
            Ok(vec![])
        }
    }
}

fn not_there(class: &Class) -> Option<Message> {
    let several = class.several.as_ref()?;
    let ports: Vec<String> = several.more.ports().map(|port| port.to_string()).collect();
    let message = Message::new("grade-no-second").text("labs", several.labs.join(", "));
    Some(message.text("ports", ports.join(", ")).text("variable", &several.more.port_variable))
}

/// Why a submission of which there is one instance is not judged, if the class is graded on nothing else.
pub fn are_all(class: &Class) -> Option<NotStarted> {
    class.several.as_ref().filter(|several| several.are_all)?;
    Some(NotStarted { outcome: Outcome::NotJudged, ..NotStarted::new(not_there(class)?) })
}
