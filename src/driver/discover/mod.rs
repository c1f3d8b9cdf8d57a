//! Finds out how a target is spoken to. The lab text gives most of its names as examples, so they are looked for.
//!
//! First the update (it is recognised by being accepted), then the poll path and its fields (a status just sent comes
//! back in an answer), then the parameter (a poll that has the current version is held), then the rest.

mod answers;
mod ask;
mod found;
mod page;
mod probe;
mod restless;
mod stream;

use crate::contract::{Contract, Draft, Encoding, Method, Page, Stream};
use crate::history::Event;
use crate::scenario::Lab;
pub use answers::{Came, usual_answer};
pub use found::{Found, NotFound, Tried, Wanted};
use page::Hints;
pub use probe::Probe;

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
const STATUS_FIELDS: [&str; 6] = ["status", "state", "current_status", "current_task_status", "new_status", "value"];
const VERSION_FIELDS: [&str; 11] = [
    "version",
    "status_version",
    "last_version",
    "lastVersion",
    "statusVersion",
    "rev",
    "revision",
    "seq",
    "timestamp",
    "updatedAt",
    "updated_at",
];

/// Finds what the draft leaves out of each lab that is wanted. A lab that the target does not have is left out, unless
/// it was asked for.
pub async fn discover(probe: &mut Probe, draft: &Draft, labs: &[Wanted]) -> Result<Found, NotFound> {
    let wanted = |lab: Lab| labs.iter().find(|wanted| wanted.lab == lab);
    let hints = page::read(probe).await?;
    let (mut stream, mut streams) = (None, vec![]);
    if let Some(Wanted { asked, .. }) = wanted(Lab::Sse) {
        match stream::find(probe, draft, &hints).await {
            Ok(found) => stream = Some(found),
            Err(_) if *asked => stream = Some(Stream::default()),
            Err(tried) => streams = tried,
        }
    }
    let mut long_polling = None;
    if let Some(Wanted { asked, .. }) = wanted(Lab::LongPolling) {
        match find_long_polling(probe, draft, &hints).await {
            Ok(()) => long_polling = Some(probe.contract.clone()),
            Err(NotFound::NoUpdate { .. } | NotFound::NoPoll { .. }) if stream.is_some() && !asked => {}
            Err(NotFound::NoUpdate { tried, airplay, .. }) => {
                return Err(NotFound::NoUpdate { tried, airplay, streams });
            }
            Err(why) => return Err(why),
        }
    }
    let answer = &probe.contract.answer;
    let initial = hints.before.iter().find_map(|body| crate::contract::read(body, answer).state);
    let initial = initial.filter(|_| long_polling.is_some()).map(|state| state.status);
    let contract = Contract { long_polling, stream };
    Ok(Found { contract, known: std::mem::take(&mut probe.known), initial })
}

async fn find_long_polling(probe: &mut Probe, draft: &Draft, hints: &Hints) -> Result<(), NotFound> {
    probe.contract.hold = draft.hold();
    probe.contract.no_change = draft.no_change();
    find_update(probe, draft, hints).await?;
    find_poll(probe, draft, hints).await?;
    find_parameter(probe, draft).await;
    if probe.doubts && probe.moves_by_itself().await {
        probe.world().note(&Probe::who(), Event::Restless);
    }
    find_read(probe, draft).await;
    Ok(())
}

/// The given value alone, or every candidate: what the page names first.
fn candidates(given: Option<&String>, hinted: &[String], usual: &[&str]) -> Vec<String> {
    if let Some(given) = given {
        return vec![given.clone()];
    }
    let mut all: Vec<String> = usual.iter().take(2).map(ToString::to_string).collect();
    all.extend(hinted.iter().cloned());
    all.extend(usual.iter().skip(2).map(ToString::to_string));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|path| seen.insert(path.clone()));
    all
}

async fn find_update(probe: &mut Probe, draft: &Draft, hints: &Hints) -> Result<(), NotFound> {
    let paths = candidates(draft.update.path.as_ref(), &hints.update_paths, &UPDATE_PATHS);
    let methods = draft.update.method.map_or(vec![Method::Post, Method::Put, Method::Patch, Method::Get], |m| vec![m]);
    let mut tried = Vec::new();
    let mut refused = None;
    for method in methods {
        // A GET that changes the state is recognised by its name only: every read is answered 200 too.
        let named = |path: &&String| method != Method::Get || draft.update.path.is_some() || path.contains("update");
        for path in paths.iter().filter(named) {
            probe.contract.update.path.clone_from(path);
            probe.contract.update.method = method;
            match accepted(probe, draft, hints).await {
                Accepted::Yes(values) => {
                    probe.contract.statuses.values = values;
                    return Ok(());
                }
                Accepted::Refused(answer) => refused = refused.or(Some((path.clone(), answer))),
                Accepted::NotHere(answer) => {
                    tried.push(Tried { asked: format!("{} {path}", method.as_str()), came: answer });
                }
            }
        }
    }
    match refused {
        Some((path, answer)) => Err(NotFound::Refused { path, answer }),
        None => Err(NotFound::NoUpdate { airplay: hints.airplay, tried, streams: vec![] }),
    }
}

enum Accepted {
    /// These statuses, two at least.
    Yes(Vec<String>),
    /// The endpoint is there, and takes none.
    Refused(String),
    NotHere(Came),
}

/// Whether an update is taken at this path with this method, in whichever form and with whichever statuses.
async fn accepted(probe: &mut Probe, draft: &Draft, hints: &Hints) -> Accepted {
    let text = crate::contract::STATUSES.map(String::from).to_vec();
    let lists = match &draft.statuses.values {
        Some(given) => vec![given.clone()],
        None if hints.options.len() > 1 => vec![text, hints.options.clone()],
        None => vec![text],
    };
    let get = probe.contract.update.method == Method::Get;
    let usual = if get { vec![Encoding::Query] } else { vec![Encoding::Json, Encoding::Form, Encoding::Query] };
    let encodings = draft.update.encoding.map_or(usual, |encoding| vec![encoding]);
    let fields = candidates(draft.update.field.as_ref(), &hints.fields, &UPDATE_FIELDS);
    let mut last = None;
    for field in &fields {
        for &encoding in &encodings {
            for statuses in &lists {
                probe.contract.update.encoding = encoding;
                probe.contract.update.field.clone_from(field);
                let mut taken = Vec::new();
                for status in statuses {
                    let answer = probe.update(status).await;
                    match answers::verdict(&answer) {
                        answers::Verdict::Taken => taken.push(status.clone()),
                        answers::Verdict::Refused(why) => last = Some(why),
                        answers::Verdict::NotHere(why) => return Accepted::NotHere(why),
                    }
                    // Two refusals in a row are about the form, not about the word.
                    if taken.is_empty()
                        && Some(status) == statuses.get(1)
                        && statuses.len() == 4
                        && draft.statuses.values.is_none()
                    {
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

async fn find_poll(probe: &mut Probe, draft: &Draft, hints: &Hints) -> Result<(), NotFound> {
    let paths = candidates(draft.poll.path.as_ref(), &hints.poll_paths, &POLL_PATHS);
    let parameters = candidates(draft.poll.parameter.as_ref(), &hints.parameters, &PARAMETERS);
    let firsts = draft.poll.first.clone().map_or(vec!["0".into(), "-1".into()], |first| vec![first]);
    let mut tried = Vec::new();
    for path in paths {
        let mut answer = found::Look::NotHere(Came::Nothing);
        probe.contract.poll.path.clone_from(&path);
        // Another name than the first is worth a try only where the path is there and wants something else.
        'names: for (index, parameter) in parameters.iter().enumerate() {
            for first in &firsts {
                probe.contract.poll.parameter.clone_from(parameter);
                probe.contract.poll.first.clone_from(first);
                answer = probe.look_for_state(draft, &STATUS_FIELDS, &VERSION_FIELDS).await;
                match answer {
                    found::Look::State => return Ok(()),
                    found::Look::NotHere(_) => break 'names,
                    found::Look::Something if index < 3 => {}
                    found::Look::Something => break 'names,
                }
            }
        }
        match answer {
            found::Look::NotHere(came) => tried.push(Tried { asked: format!("GET {path}"), came }),
            // It answers, if not with a state: the rules will say what is wrong with that.
            _ => {
                probe.contract.poll.parameter.clone_from(&parameters[0]);
                probe.contract.poll.first.clone_from(&firsts[0]);
                return Ok(());
            }
        }
    }
    Err(NotFound::NoPoll { tried })
}

/// The name under which the current version makes a poll wait. Where none does, the lab text's name stays.
async fn find_parameter(probe: &mut Probe, draft: &Draft) {
    if draft.poll.parameter.is_some() {
        return;
    }
    let found = probe.contract.poll.parameter.clone();
    for name in std::iter::once(found.as_str()).chain(PARAMETERS) {
        probe.contract.poll.parameter = name.into();
        match probe.holds().await {
            found::Holds::Yes => return,
            // It read the version, and says at once that nothing changed: no other name will make it wait.
            found::Holds::SaidNoChange => break,
            found::Holds::No => {}
        }
    }
    probe.contract.poll.parameter = found;
}

async fn find_read(probe: &mut Probe, draft: &Draft) {
    for path in candidates(draft.read.path.as_ref(), &[], &READ_PATHS) {
        if path != probe.contract.poll.path && probe.reads_state(&path).await {
            probe.contract.read = Some(Page { path });
            return;
        }
    }
}
