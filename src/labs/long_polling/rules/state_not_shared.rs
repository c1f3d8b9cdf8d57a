use crate::checker::{Finding, Verdict};
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use std::collections::BTreeMap;

/// All clients see one state, the one that the last update made. Looked at some time after that update: whether it
/// shows at once is for another rule, and so is an answer that does not come.
pub fn judge(case: &PollCase) -> Finding {
    if let Some(finding) = of_each_visitor(case) {
        return finding;
    }
    let crowds: Vec<_> = case.rounds().iter().filter_map(|round| crowd(case, *round)).collect();
    let is_told = |(_, asked): &&Crowd| asked.iter().any(|o| o.state().is_some());
    // One that nobody was told anything in says nothing about the others.
    let told: Vec<_> = crowds.iter().filter(is_told).map(|crowd| of_crowd(case, crowd)).collect();
    let of = |wanted: Verdict| told.iter().find(|finding| finding.verdict == wanted);
    match of(Verdict::Fail).or(of(Verdict::Unknown)).or(told.first()) {
        Some(finding) => finding.clone(),
        None if crowds.is_empty() => case.nothing(),
        None => Finding::requires("behind-kept-waiting"),
    }
}

/// The last update of a round, and those that asked some time after it.
type Crowd<'a> = (&'a PollOperation<'a>, Vec<&'a PollOperation<'a>>);

fn of_crowd(case: &PollCase, (update, asked): &Crowd) -> Finding {
    let id = |what: &str| Message::new(format!("state-not-shared-seen.{what}"));
    let reads: Vec<_> = asked.iter().copied().filter(|o| o.state().is_some()).collect();
    let mut versions = by_version(reads.iter().copied());
    if versions.len() > 1 && switches(&reads) < versions.len() {
        // Who was told what the update has replaced is for another rule.
        let is_old = |o: &&PollOperation| o.state().is_some_and(|state| case.pair_seen_before(state, update.started));
        let newer = by_version(reads.iter().copied().filter(|o| !is_old(o)));
        if newer.len() != 1 || newer.len() == versions.len() {
            // Each version has its time, one after the other: somebody else updated meanwhile.
            return case.foreign();
        }
        versions = newer;
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
        return Finding::fail(message).showing([*update, reads[0]]);
    }
    Finding::pass(id("pass").count("reads", reads.len()))
}

fn by_version<'a>(reads: impl Iterator<Item = &'a PollOperation<'a>>) -> BTreeMap<&'a str, Vec<&'a PollOperation<'a>>> {
    let mut versions: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for read in reads {
        let state = read.state().expect("filtered");
        versions.entry(state.version.token.as_str()).or_default().push(read);
    }
    versions
}

/// Each visitor is given a cookie and a state of its own: every update comes to the same version, and nobody else sees it.
fn of_each_visitor(case: &PollCase) -> Option<Finding> {
    let all: Vec<_> = case.all().collect();
    let mut answers = all.iter().filter_map(|o| o.answer());
    answers.find(|answer| answer.header("set-cookie").is_some())?;
    let updates: Vec<_> = all.iter().filter(|o| o.kind == PollKind::Update && o.succeeded()).copied().collect();
    let states: Vec<_> = updates.iter().filter_map(|o| o.state()).collect();
    let first = *states.first().filter(|_| states.len() >= ENOUGH && states.len() == updates.len())?;
    let same_version = states.iter().all(|state| state.version == first.version);
    let other_status = states.iter().any(|state| state.status != first.status);
    let after = |o: &PollOperation| o.kind == PollKind::Read && o.started > updates[0].done;
    let was_shown = all.iter().filter(|o| after(o)).any(|o| o.state().is_some_and(|s| s.version == first.version));
    let (version, count) = (&first.version.token, updates.len());
    let message = Message::new("state-not-shared-seen.visitor").count("updates", count).text("version", version);
    let is_so = same_version && other_status && !was_shown && all.iter().any(|o| after(o) && o.was_open());
    is_so.then(|| Finding::fail(message).showing([updates[0], updates[count - 1]]))
}

/// So many updates that come to the same version are no chance.
const ENOUGH: usize = 3;

/// How often the version changes from one answer to the next, in the order in which they came.
fn switches(reads: &[&PollOperation]) -> usize {
    let mut ordered = reads.to_vec();
    ordered.sort_by_key(|o| o.done);
    let version = |o: &PollOperation| o.state().map(|state| state.version.token.clone());
    ordered.windows(2).filter(|pair| version(pair[0]) != version(pair[1])).count()
}

/// The last update of a round, and the clients that asked after it, where they are enough.
fn crowd<'a>(case: &PollCase<'a>, round: u32) -> Option<Crowd<'a>> {
    let update = case.updates().filter(|o| o.round == round && o.succeeded()).max_by_key(|o| o.started)?;
    let asked: Vec<_> = case.reads().filter(|o| o.round == round && o.started > update.done).collect();
    (asked.len() >= case.at_least).then_some((update, asked))
}
