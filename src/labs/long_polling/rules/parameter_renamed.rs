use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::contract::PARAMETER;
use crate::message::Message;

/// The one name that the lab text fixes.
pub fn judge(case: &PollCase) -> Finding {
    let name = &case.contract().poll.parameter;
    if name == PARAMETER {
        return Finding::pass(Message::new("parameter-renamed-seen.pass"));
    }
    Finding::fail(Message::new("parameter-renamed-seen.fail").text("name", name))
}
