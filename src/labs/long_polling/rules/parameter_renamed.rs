use crate::checker::{Finding, Promptness};
use crate::history::{DISCOVERY, Nanos};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::contract::PARAMETER;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation};
use crate::message::Message;

/// Before anything is known of a target, a poll counts as held after little more than this.
const AT_ONCE: Nanos = 350_000_000;

/// The one name that the lab text fixes. That the server reads it shows in what its value makes of the answer: a client
/// that is behind gets the state at once, and one that is up to date does not.
pub fn judge(case: &PollCase) -> Finding {
    let name = &case.contract().poll.parameter;
    if name != PARAMETER {
        return Finding::fail(Message::new("parameter-renamed-seen.fail").text("name", name));
    }
    let polls = || case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll));
    if !polls().any(|o| o.knows() == Some(ClientVersion::Old) && told_at_once(case, o)) {
        return Finding::requires("behind-kept-waiting");
    }
    if !polls().any(|o| o.knows() == Some(ClientVersion::Current) && is_kept(o)) {
        return Finding::requires("not-held");
    }
    Finding::pass(Message::new("parameter-renamed-seen.pass"))
}

fn told_at_once(case: &PollCase, read: &PollOperation) -> bool {
    let is_soon = read.done.saturating_sub(read.started) < AT_ONCE;
    let in_time = || matches!(case.limits.wait_for(read.started, read), Promptness::Prompt | Promptness::Late);
    read.state().is_some() && (is_soon || read.scenario != DISCOVERY && in_time())
}

/// It waited, or was told that nothing is new.
fn is_kept(poll: &PollOperation) -> bool {
    poll.done.saturating_sub(poll.started) >= AT_ONCE || poll.answer().is_some() && poll.state().is_none()
}
