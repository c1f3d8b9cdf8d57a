use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status, shown};
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use std::collections::BTreeMap;

/// A version made of a clock's time is the same for two updates within one tick: whoever saw the first then keeps its
/// status. The answers to updates count too: they tell what each of them made.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("version-repeats-seen.{what}"));
    let told = case.operations().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll | PollKind::Update));
    let mut seen: BTreeMap<&str, (&PollOperation, &State)> = BTreeMap::new();
    let mut looked = 0;
    for (operation, state) in told.filter_map(|o| Some((o, o.state()?))).filter(|(_, s)| s.version.is_clock()) {
        looked += 1;
        let (first, one) = seen.entry(&state.version.token).or_insert((operation, state));
        if !same_status(&one.status, &state.status) {
            let message = id("fail").text("version", &state.version.token).text("one", shown(one));
            return Finding::fail(message.text("other", shown(state))).showing([*first, operation]);
        }
    }
    let counted = || case.operations().any(|o| o.state().is_some_and(|state| !state.version.is_clock()));
    match looked {
        0 if counted() => Finding::pass(id("counted")),
        _ if looked < case.at_least => case.nothing(),
        _ => Finding::pass(id("pass").count("states", looked)),
    }
}
