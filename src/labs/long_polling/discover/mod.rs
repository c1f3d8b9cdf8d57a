//! Finds out how a target is spoken to. The lab text gives most of its names as examples, so they are looked for.
//!
//! First the path of the poll, then the update (it is believed if a read shows its status), then the pair in the answers
//! (a version moves with each update) and the parameter (a poll that has the current version is held), then the rest.

mod broken;
mod endpoint;
mod forms;
mod hints;
mod look;
mod object;
mod outcome;
mod pair;
mod poll;
mod probe;
mod refusal;
mod restless;
mod update;

use super::contract::{LongPolling, NoChange, Page, given};
use super::found::FoundLongPolling;
use super::notes;
use super::reading::{self, State};
use super::sends::Sends;
use super::state::LongPollState;
use super::state_cache::StateCache;
use crate::contract::Contract;
use crate::driver::tried::{ProbeResult, Tried, listed};
use crate::driver::{Absent, LabSearch, Missing, Search};
use crate::message::Message;
use hints::Hints;
use probe::Probe;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use pair::usual_answer;
pub use poll::PARAMETERS;

const READ_PATHS: [&str; 5] = ["/status", "/api/status", "/get-status", "/current-status", "/state"];
/// How the state may be read before we changed it.
const BEFORE: [&str; 4] =
    ["/status", "/api/status", "/poll-status?last_version=-1", "/api/poll-status?last_version=-1"];

/// What a contract file gives, and what the target's page says.
struct Clues<'a> {
    file: &'a Contract,
    hints: Hints,
}

impl Clues<'_> {
    /// What the file says at a key, if it says anything.
    fn given(&self, table: &str, key: &str) -> Option<String> {
        given(self.file, table, key)
    }
}

/// Looks for the lab on a target.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let mut probe = Probe::new(search.context.clone());
    let found = look(&mut probe, &search).await;
    let (is_broken, state) = (probe.is_broken, |initial| LongPollState::new(probe.api, probe.cache, initial));
    match found {
        Ok(first) => Ok(Arc::new(FoundLongPolling(Arc::new(state(first.map(|first| first.status)))))),
        Err(why) if is_broken => Err(Absent { why, remains: Some(Arc::new(FoundLongPolling(Arc::new(state(None))))) }),
        Err(why) => Err(why.into()),
    }
}

/// Finds what a contract file leaves out; and what the state was before we changed it, if it was told.
pub async fn find(search: &Search<'_>) -> Result<(LongPollState, Option<State>), Missing> {
    let mut probe = Probe::new(search.context.clone());
    let first = look(&mut probe, search).await?;
    let initial = first.as_ref().map(|first| first.status.clone());
    Ok((LongPollState::new(probe.api, probe.cache, initial), first))
}

/// Looks, and leaves what it learned in the probe. Tells the state that was there before we changed it.
async fn look(probe: &mut Probe, search: &Search<'_>) -> Result<Option<State>, Missing> {
    let clues = Clues { file: search.given, hints: Hints::of(&search.page.text) };
    let whole: LongPolling = search.given.read().unwrap_or_default();
    probe.api.contract.poll = whole.poll.clone();
    probe.api.contract.hold = whole.hold.clone();
    probe.api.contract.no_change =
        given(search.given, "no_change", "codes").map_or_else(NoChange::default, |codes| NoChange { codes });
    probe.api.contract.update.headers = given(search.given, "update", "headers").unwrap_or_default();
    let mut before = Vec::new();
    for path in BEFORE {
        before.extend(probe.peek(path).await);
    }
    if probe.api.contract.poll.sends == Sends::Nothing {
        find_state(probe, &clues).await;
    }
    // Nothing but 429: it is the lab, as far as anybody can tell, and a rule says what is wrong.
    let pace = &search.context.pace;
    if pace.refuses_all() && pace.is_closed() {
        probe.api.contract = whole;
        return Ok(None);
    }
    let poll = poll::locate(probe, &clues).await;
    probe.has_poll = poll.is_ok();
    let found = probe.api.contract.poll.clone();
    let update = update::find(probe, &clues).await;
    probe.release().await;
    // What streams where a poll is due is another lab, whatever becomes of updates.
    let streams = |tried: &&Vec<Tried>| tried.iter().any(|one| matches!(one.came, ProbeResult::Events(_)));
    if let (Some(tried), true) = (poll.as_ref().err().filter(streams), update.is_err()) {
        return Err(poll::not_found(tried));
    }
    if poll.is_err() || update.is_err() || !probe.has_heard {
        let tried = poll.as_ref().err().into_iter().chain(update.as_ref().err().map(|(tried, _)| tried));
        probe.is_broken = !probe.has_heard || tried.flatten().any(|one| broken::is_at_a_path_of_the_lab(one, &clues));
    }
    if update.is_err() || !probe.has_heard {
        // Nothing works here: if it is graded all the same, then as the lab text, the file and the poll have it.
        probe.api.contract = LongPolling { poll: found, ..whole };
        (probe.cache, probe.seen) = (StateCache::default(), vec![]);
    }
    update.map_err(|(_, why)| why)?;
    poll.map_err(|tried| poll::not_found(&tried))?;
    // What closes every connection may be anything.
    if !probe.has_heard {
        return Err(poll::not_found(&[]));
    }
    poll::understand(probe, &clues).await;
    if probe.doubts && probe.moves_by_itself().await {
        probe.api.context.note(&Probe::caller(), notes::event(notes::RESTLESS));
    }
    find_read(probe, &clues).await;
    if probe.api.contract.poll.sends == Sends::Nothing && probe.api.contract.read.is_none() {
        return Err(Missing { message: Message::new("trouble-no-read"), is_refusal: true });
    }
    let answer = &probe.api.contract.answer;
    Ok(before.iter().find_map(|page| reading::read(&page.body, &page.headers, answer)))
}

/// The given value alone, or every candidate: the first of the usual ones, what the page names for it, the other usual
/// ones, and whatever else the page names.
fn candidates(given: Option<String>, hinted: &[String], usual: &[&str], others: &[String]) -> Vec<String> {
    if let Some(given) = given {
        return vec![given];
    }
    let mut all: Vec<String> = usual.iter().take(2).map(ToString::to_string).collect();
    all.extend(hinted.iter().cloned());
    all.extend(usual.iter().skip(2).map(ToString::to_string));
    all.extend(others.iter().cloned());
    let mut seen = BTreeSet::new();
    all.retain(|path| seen.insert(path.clone()));
    all
}

fn missing(id: &str, tried: &[Tried]) -> Missing {
    Missing { message: listed(Message::new(id), tried), is_refusal: false }
}

/// Where the state is given at once, if no poll does that: before anything is known of its fields. If it is nowhere, then
/// where something fails: that is for the rules to say.
async fn find_state(probe: &mut Probe, clues: &Clues<'_>) {
    let mut failing = None;
    for path in candidates(clues.given("read", "path"), &[], &READ_PATHS, &[]) {
        match probe.peek(&path).await {
            Ok(page) if !reading::find(&page.body).is_empty() => {
                probe.api.contract.read = Some(Page { path });
                return;
            }
            Err(ProbeResult::Unreadable(_) | ProbeResult::Code(500..)) => failing = failing.or(Some(path)),
            Ok(_) | Err(_) => {}
        }
    }
    probe.api.contract.read = failing.map(|path| Page { path });
}

async fn find_read(probe: &mut Probe, clues: &Clues<'_>) {
    for path in candidates(clues.given("read", "path"), &[], &READ_PATHS, &[]) {
        if path != probe.api.contract.poll.path && probe.reads_state(&path).await {
            probe.api.contract.read = Some(Page { path });
            return;
        }
    }
}

/// Whether a redirect leads to the same path with a slash at its end.
fn same_with_slash(path: &str, to: &str) -> bool {
    let to = to.split_once("://").map_or(to, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    to.split('?').next().and_then(|to| to.strip_suffix('/')).is_some_and(|to| to.ends_with(path))
}

#[cfg(test)]
mod tests {
    use super::same_with_slash;

    #[test]
    fn a_slash_at_the_end_is_told_from_another_path() {
        for to in ["/poll/", "http://localhost:5000/poll/", "/app/poll/?last_version=0"] {
            assert!(same_with_slash("/poll", to), "{to}");
        }
        for to in ["/poll", "/login/", "/", "http://localhost:5000/", "/poll/x/"] {
            assert!(!same_with_slash("/poll", to), "{to}");
        }
    }
}
