//! Finds out how a target is spoken to. The lab text gives most of its names as examples, so they are looked for.
//!
//! First the update (it is recognised by being accepted), then the poll path and its fields (a status just sent comes
//! back in an answer), then the parameter (a poll that has the current version is held), then the rest.

mod answers;
mod hints;
mod probe;
mod restless;

use super::contract::{Encoding, LongPolling, Method, NoChange, Page, STATUSES, given};
use super::found::FoundLongPolling;
use super::notes;
use super::reading;
use super::state::LongPollState;
use crate::contract::Contract;
use crate::driver::tried::{ProbeResult, Tried, listed};
use crate::driver::{FoundLab, Missing, Search};
use crate::message::Message;
use answers::UpdateProbe;
use hints::Hints;
use probe::{HoldProbe, PollProbe, Probe};
use std::collections::BTreeSet;
use std::sync::Arc;

pub use answers::usual_answer;

const UPDATE_PATHS: [&str; 8] = [
    "/update-status",
    "/api/update-status",
    "/update",
    "/api/update",
    "/status",
    "/api/status",
    "/update_status",
    "/tasks",
];
const POLL_PATHS: [&str; 9] = [
    "/poll-status",
    "/api/poll-status",
    "/poll",
    "/api/poll",
    "/poll_status",
    "/long-poll",
    "/longpoll",
    "/status/poll",
    "/tasks",
];
const READ_PATHS: [&str; 5] = ["/status", "/api/status", "/get-status", "/current-status", "/state"];
const UPDATE_FIELDS: [&str; 5] = ["status", "new_status", "newStatus", "state", "value"];
/// What the version may be called in a poll.
pub const PARAMETERS: [&str; 8] =
    ["last_version", "lastVersion", "version", "since", "last", "current_version", "client_version", "v"];
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
pub async fn discover(search: Search<'_>) -> Result<Arc<dyn FoundLab>, Missing> {
    Ok(Arc::new(FoundLongPolling(Arc::new(find(&search).await?))))
}

/// Finds what a contract file leaves out.
pub async fn find(search: &Search<'_>) -> Result<LongPollState, Missing> {
    let mut probe = Probe::new(search.context.clone());
    let clues = Clues { file: search.given, hints: Hints::of(&search.page.text) };
    let whole: LongPolling = search.given.read().unwrap_or_default();
    probe.api.contract.hold = whole.hold;
    probe.api.contract.no_change =
        given(search.given, "no_change", "codes").map_or_else(NoChange::default, |codes| NoChange { codes });
    let mut before = Vec::new();
    for path in BEFORE {
        before.extend(probe.peek(path).await);
    }
    find_update(&mut probe, &clues).await?;
    find_poll(&mut probe, &clues).await?;
    find_parameter(&mut probe, &clues).await;
    if probe.doubts && probe.moves_by_itself().await {
        probe.api.context.note(&Probe::caller(), notes::event(notes::RESTLESS));
    }
    find_read(&mut probe, &clues).await;
    let initial = before.iter().find_map(|body| reading::read(body, &probe.api.contract.answer));
    Ok(LongPollState::new(probe.api, probe.cache, initial.map(|state| state.status)))
}

/// The given value alone, or every candidate: what the page names first.
fn candidates(given: Option<String>, hinted: &[String], usual: &[&str]) -> Vec<String> {
    if let Some(given) = given {
        return vec![given];
    }
    let mut all: Vec<String> = usual.iter().take(2).map(ToString::to_string).collect();
    all.extend(hinted.iter().cloned());
    all.extend(usual.iter().skip(2).map(ToString::to_string));
    let mut seen = BTreeSet::new();
    all.retain(|path| seen.insert(path.clone()));
    all
}

fn missing(id: &str, tried: &[Tried]) -> Missing {
    Missing { message: listed(Message::new(id), tried), is_refusal: false }
}

async fn find_update(probe: &mut Probe, clues: &Clues<'_>) -> Result<(), Missing> {
    let path = clues.given("update", "path");
    let is_given = path.is_some();
    let paths = candidates(path, &clues.hints.update_paths, &UPDATE_PATHS);
    let methods: Option<Method> = given(clues.file, "update", "method");
    let methods = methods.map_or(vec![Method::Post, Method::Put, Method::Patch, Method::Get], |method| vec![method]);
    let mut tried = Vec::new();
    let mut refused = None;
    for method in methods {
        // A GET that changes the state is recognised by its name only: every read is answered 200 too.
        let named = |path: &&String| method != Method::Get || is_given || path.contains("update");
        for path in paths.iter().filter(named) {
            probe.api.contract.update.path.clone_from(path);
            probe.api.contract.update.method = method;
            match accepted(probe, clues).await {
                Accepted::Yes(values) => {
                    probe.api.contract.statuses.values = values;
                    return Ok(());
                }
                Accepted::Refused(answer) => refused = refused.or(Some((path.clone(), answer))),
                Accepted::NotHere(came) => tried.push(Tried { asked: format!("{} {path}", method.as_str()), came }),
            }
        }
    }
    match refused {
        Some((path, answer)) => {
            let message = Message::new("trouble-statuses").text("path", path).text("answer", answer);
            Err(Missing { message, is_refusal: true })
        }
        None => Err(missing("trouble-no-update", &tried)),
    }
}

enum Accepted {
    /// These statuses, two at least.
    Yes(Vec<String>),
    /// The endpoint is there, and takes none.
    Refused(String),
    NotHere(ProbeResult),
}

/// Whether an update is taken at this path with this method, in whichever form and with whichever statuses.
async fn accepted(probe: &mut Probe, clues: &Clues<'_>) -> Accepted {
    let text = STATUSES.map(String::from).to_vec();
    let statuses: Option<Vec<String>> = given(clues.file, "statuses", "values");
    let lists = match &statuses {
        Some(given) => vec![given.clone()],
        None if clues.hints.options.len() > 1 => vec![text, clues.hints.options.clone()],
        None => vec![text],
    };
    let get = probe.api.contract.update.method == Method::Get;
    let usual = if get { vec![Encoding::Query] } else { vec![Encoding::Json, Encoding::Form, Encoding::Query] };
    let encodings = given(clues.file, "update", "encoding").map_or(usual, |encoding| vec![encoding]);
    let fields = candidates(clues.given("update", "field"), &[], &UPDATE_FIELDS);
    let mut last = None;
    for field in &fields {
        for &encoding in &encodings {
            for list in &lists {
                probe.api.contract.update.encoding = encoding;
                probe.api.contract.update.field.clone_from(field);
                let mut taken = Vec::new();
                for status in list {
                    match answers::update_probe(&probe.update(status).await) {
                        UpdateProbe::Taken => taken.push(status.clone()),
                        UpdateProbe::Refused(why) => last = Some(why),
                        UpdateProbe::NotHere(came) => return Accepted::NotHere(came),
                    }
                    // Two refusals in a row are about the form, not about the word.
                    let is_second = Some(status) == list.get(1);
                    if taken.is_empty() && is_second && list.len() == 4 && statuses.is_none() {
                        break;
                    }
                }
                if taken.len() >= 2 {
                    return Accepted::Yes(taken);
                }
            }
        }
    }
    Accepted::Refused(last.unwrap_or_default())
}

async fn find_poll(probe: &mut Probe, clues: &Clues<'_>) -> Result<(), Missing> {
    let paths = candidates(clues.given("poll", "path"), &clues.hints.poll_paths, &POLL_PATHS);
    let parameters = candidates(clues.given("poll", "parameter"), &clues.hints.parameters, &PARAMETERS);
    let firsts = clues.given("poll", "first").map_or(vec!["0".into(), "-1".into()], |first| vec![first]);
    let mut tried = Vec::new();
    for path in paths {
        let mut answer = PollProbe::NotHere(ProbeResult::Nothing);
        probe.api.contract.poll.path.clone_from(&path);
        // Another name than the first is worth a try only if the path is there and wants something else.
        'names: for (index, parameter) in parameters.iter().enumerate() {
            for first in &firsts {
                probe.api.contract.poll.parameter.clone_from(parameter);
                probe.api.contract.poll.first.clone_from(first);
                answer = probe.look_for_state(clues.file).await;
                match answer {
                    PollProbe::State => return Ok(()),
                    PollProbe::NotHere(_) => break 'names,
                    PollProbe::Something if index < 3 => {}
                    PollProbe::Something => break 'names,
                }
            }
        }
        match answer {
            PollProbe::NotHere(came) => tried.push(Tried { asked: format!("GET {path}"), came }),
            // It answers, if not with a state: the rules will say what is wrong with that.
            _ => {
                probe.api.contract.poll.parameter.clone_from(&parameters[0]);
                probe.api.contract.poll.first.clone_from(&firsts[0]);
                return Ok(());
            }
        }
    }
    Err(missing("trouble-no-poll", &tried))
}

/// The name under which the current version makes a poll wait. If none does, the lab text's name stays.
async fn find_parameter(probe: &mut Probe, clues: &Clues<'_>) {
    if clues.given("poll", "parameter").is_some() {
        return;
    }
    let found = probe.api.contract.poll.parameter.clone();
    for name in std::iter::once(found.as_str()).chain(PARAMETERS) {
        probe.api.contract.poll.parameter = name.into();
        match probe.holds().await {
            HoldProbe::Held => return,
            // It read the version, and says at once that nothing changed: no other name will make it wait.
            HoldProbe::SaidNoChange => break,
            HoldProbe::Answered => {}
        }
    }
    probe.api.contract.poll.parameter = found;
}

async fn find_read(probe: &mut Probe, clues: &Clues<'_>) {
    for path in candidates(clues.given("read", "path"), &[], &READ_PATHS) {
        if path != probe.api.contract.poll.path && probe.reads_state(&path).await {
            probe.api.contract.read = Some(Page { path });
            return;
        }
    }
}
