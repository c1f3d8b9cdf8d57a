use super::{ABRUPT, LEAVERS};
use crate::checker::Finding;
use crate::history::{Nanos, Outcome};
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::ending::Cause;
use crate::labs::websocket::record::{How, NotOpened};
use crate::labs::websocket::scene::Link;
use crate::message::Message;

/// So long a server may take to open a connection.
const PATIENCE: Nanos = 5_000_000_000;

/// A client gets a connection, and the server is there until the end.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("websocket-unreachable-seen.{what}"));
    // What a server ends of has a rule of its own, if it is anything but its ordinary work.
    if let Some(end) = case.run.end_of(|cause| !matches!(cause, Cause::Frame(_))) {
        let finding = Finding::fail(id("died").time("at", end.at)).showing([end.seen]);
        let requires = match end.cause {
            Cause::Left(How::Clean) => Some(LEAVERS),
            Cause::Left(How::Reset) => Some(ABRUPT),
            Cause::Frame(_) | Cause::Nothing => None,
        };
        return Finding { requires, ..finding };
    }
    let links = &case.scene().links;
    let open = links.iter().filter(|link| link.is_open()).count();
    if open > 0 {
        return Finding::pass(id("pass").count("links", open));
    }
    let Some(first) = links.first() else { return case.nothing() };
    unreachable(case, first, &id)
}

/// Why somebody could not connect.
pub fn unreachable(case: &NativeCase, link: &Link, id: &dyn Fn(&str) -> Message) -> Finding {
    let operation = link.operation;
    let path = operation.request.path.as_str();
    let (from, to) = (operation.started, operation.done);
    let message = match &link.detail.not_opened {
        Some(NotOpened::Status(code, said)) => id("status").count("code", (*code).into()).text("said", said),
        Some(NotOpened::Bad(why)) => id("bad").text("why", why),
        Some(NotOpened::Refused(why)) => id("refused").text("why", why),
        _ if matches!(operation.outcome, Outcome::Refused(_)) => return case.noisy_for(from, to, PATIENCE),
        _ if to.saturating_sub(from) < PATIENCE || case.limits.too_noisy_for(from, to, PATIENCE) => {
            return case.noisy_for(from, to, PATIENCE);
        }
        _ => id("silent").time("waited", to - from),
    };
    Finding::fail(message.text("path", path)).showing([operation])
}
