use crate::checker::{Case, Finding, Message};
use crate::contract::PARAMETER;

/// The one name that the lab text fixes.
pub fn judge(case: &Case) -> Finding {
    let name = &case.long_polling().poll.parameter;
    if name == PARAMETER {
        return Finding::pass(Message::new("parameter-renamed-seen.pass"));
    }
    Finding::fail(Message::new("parameter-renamed-seen.fail").text("name", name))
}
