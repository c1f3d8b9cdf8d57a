use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A version stands for one status, whichever client looks and however many updates come at once; and when all is quiet, the
/// version is not lower than one that was seen. Learned from what clients read, never from the replies to updates.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("version-ambiguous-seen.{what}"));
    let reads: Vec<(&PollOperation, &State)> = case
        .of(PollKind::Read)
        .filter(|o| o.role != Some(PollRole::Liveness))
        .filter_map(|o| Some((o, o.state()?)))
        .collect();
    let updates = case.updates().filter(|o| o.succeeded()).count();
    if updates < case.at_least || reads.is_empty() {
        return case.nothing();
    }
    let mut seen: BTreeMap<&str, (&PollOperation, &str)> = BTreeMap::new();
    for (read, state) in &reads {
        let (first, status) = seen.entry(&state.version.token).or_insert((read, &state.status));
        if !same_status(status, &state.status) {
            // Versions made of a clock may repeat within a tick: many updates at once are not what they are for.
            if state.version.is_clock() {
                return Finding::pass(id("clock").count("updates", updates));
            }
            let message = id("fail").text("version", &state.version.token).text("one", *status);
            return Finding::fail(message.text("other", &state.status)).showing([*first, *read]);
        }
    }
    for round in case.rounds() {
        let of_round: Vec<_> = reads.iter().filter(|(o, _)| o.round == round).collect();
        let Some((last, end)) = of_round.iter().max_by_key(|(o, _)| o.started) else { continue };
        let higher = of_round.iter().find(|(o, s)| {
            o.done < last.started && s.version.compare(&end.version) == Some(Ordering::Greater) && !s.version.is_clock()
        });
        if let Some((before, state)) = higher {
            let message = id("lower").text("seen", &state.version.token).text("end", &end.version.token);
            return Finding::fail(message).showing([*before, *last]);
        }
    }
    Finding::pass(id("pass").count("updates", updates).count("reads", reads.len()).count("versions", seen.len()))
}
