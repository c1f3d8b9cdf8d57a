use super::answer_cached;
use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::labs::long_polling::record::PollOperation;
use crate::message::Message;
use std::collections::BTreeMap;

/// All clients see one state, the one that the last update made. Looked at some time after that update: whether it
/// shows at once is for another rule, and so is an answer that does not come.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("state-not-shared-seen.{what}"));
    // What each client sees is an answer of before then, whoever asks.
    if answer_cached::is_habit(case) {
        return Finding::requires("answer-cached");
    }
    let Some((update, asked)) = case.rounds().iter().find_map(|round| crowd(case, *round)) else {
        return case.nothing();
    };
    let reads: Vec<_> = asked.into_iter().filter(|o| o.state().is_some()).collect();
    let mut versions: BTreeMap<&str, Vec<&PollOperation>> = BTreeMap::new();
    for read in &reads {
        let state = read.state().expect("filtered");
        versions.entry(&state.version.token).or_default().push(read);
    }
    if versions.len() > 1 && switches(&reads) < versions.len() {
        // Each version has its time, one after the other: somebody else updated meanwhile.
        return case.foreign();
    }
    if versions.len() > 1 {
        let seen = versions.iter().map(|(token, reads)| format!("{token} × {}", reads.len())).collect::<Vec<_>>();
        let message = id("split").count("reads", reads.len()).count("versions", versions.len());
        return Finding::fail(message.text("seen", seen.join(", "))).showing(versions.values().map(|o| o[0]));
    }
    let Some((version, state)) =
        versions.first_key_value().and_then(|(version, same)| Some((version, same[0].state()?)))
    else {
        return Finding::requires("behind-kept-waiting");
    };
    let moved = update.status().as_ref().is_some_and(|sent| same_status(sent, &state.status));
    if case.pair_seen_before(state, update.started) && !moved {
        let message = id("unmoved").count("reads", reads.len()).text("version", *version);
        return Finding::fail(message).showing([update, reads[0]]);
    }
    Finding::pass(id("pass").count("reads", reads.len()))
}

/// How often the version changes from one answer to the next, in the order in which they came.
fn switches(reads: &[&PollOperation]) -> usize {
    let mut ordered = reads.to_vec();
    ordered.sort_by_key(|o| o.done);
    let version = |o: &PollOperation| o.state().map(|state| state.version.token.clone());
    ordered.windows(2).filter(|pair| version(pair[0]) != version(pair[1])).count()
}

/// The last update of a round, and the clients that asked after it, where they are enough.
fn crowd<'a>(case: &PollCase<'a>, round: u32) -> Option<(&'a PollOperation<'a>, Vec<&'a PollOperation<'a>>)> {
    let update = case.updates().filter(|o| o.round == round && o.succeeded()).max_by_key(|o| o.started)?;
    let asked: Vec<_> = case.reads().filter(|o| o.round == round && o.started > update.done).collect();
    (asked.len() >= case.at_least).then_some((update, asked))
}
