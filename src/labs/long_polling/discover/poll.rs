//! Finds the poll: its path at first, before anything is known of the update, and what it is asked by once updates work.

use super::hints::Hints;
use super::pair;
use super::probe::{HoldProbe, PollProbe, Probe};
use super::{Clues, candidates, missing, same_with_slash};
use crate::driver::Missing;
use crate::driver::tried::{ProbeResult, Tried};
use crate::labs::long_polling::contract::{AnswerFields, Poll, given};

const POLL_PATHS: [&str; 11] = [
    "/poll-status",
    "/api/poll-status",
    "/poll",
    "/api/poll",
    "/poll_status",
    "/pollStatus",
    "/long-poll",
    "/longpoll",
    "/long-polling",
    "/status/poll",
    "/tasks",
];
/// What the version may be called in a poll.
pub const PARAMETERS: [&str; 10] = [
    "last_version",
    "lastVersion",
    "version",
    "since",
    "last",
    "current_version",
    "client_version",
    "derniere_version",
    "last_update",
    "v",
];
/// What is sent as a version that no server has.
const LOWEST: &str = "-1";
/// So many pairs of fields are tried, the likeliest first.
const PAIRS: usize = 4;

/// How sure it is that a path is the poll's.
enum Likely {
    /// A page or an error: the poll only if the lab text, the page or the file says so.
    Odd(ProbeResult),
    /// It answers as an interface does, or waits.
    Yes,
}

/// Finds the path of the poll, and leaves it in the probe's contract; if there is none, what was tried, and what is most
/// like one stays there.
pub async fn locate(probe: &mut Probe, clues: &Clues<'_>) -> Result<(), Vec<Tried>> {
    let given_path = clues.given("poll", "path");
    let usual = probe.api.contract.poll.clone();
    let Hints { poll_paths: hinted, other_paths, .. } = &clues.hints;
    let (mut tried, mut odd): (Vec<Tried>, Option<(Poll, ProbeResult)>) = (vec![], None);
    for path in candidates(given_path.clone(), hinted, &POLL_PATHS, other_paths) {
        let is_named = given_path.is_some() || is_of_a_poll(&path) || hinted.contains(&path);
        let mut came = look(probe, clues, &path).await;
        if let Err(ProbeResult::Moved(_, to)) = &came
            && same_with_slash(&path, to)
        {
            came = look(probe, clues, &format!("{path}/")).await;
        }
        match came {
            Ok(Likely::Yes) => return Ok(()),
            Ok(Likely::Odd(came)) if is_named => odd = odd.or(Some((probe.api.contract.poll.clone(), came))),
            Ok(Likely::Odd(came)) | Err(came) => tried.push(Tried { asked: format!("GET {path}"), came }),
        }
    }
    let Some((poll, came)) = odd else {
        probe.api.contract.poll = usual;
        return Err(tried);
    };
    let asked = format!("GET {}", poll.path);
    // Catch-all routes: if a random path gives the same, this one proves nothing.
    let is_for_all = given_path.is_none() && look(probe, clues, "/no-such-path-of-this-lab").await.is_ok();
    probe.api.contract.poll = poll;
    if is_for_all {
        tried.insert(0, Tried { asked, came });
        return Err(tried);
    }
    Ok(())
}

/// Whether a path is called as the lab text calls the poll's.
pub fn is_of_a_poll(path: &str) -> bool {
    path.to_ascii_lowercase().contains("poll")
}

/// Asks at a path, by the names and the first versions that a poll may want.
async fn look(probe: &mut Probe, clues: &Clues<'_>, path: &str) -> Result<Likely, ProbeResult> {
    let parameters = parameters(clues);
    let mut odd = None;
    probe.api.contract.poll.path = path.into();
    probe.api.contract.poll.header = clues.given("poll", "header");
    for parameter in parameters.iter().take(3) {
        for first in firsts(clues) {
            probe.api.contract.poll.parameter.clone_from(parameter);
            probe.api.contract.poll.first.clone_from(&first);
            let response = match probe.knock().await {
                Ok(Some(response)) => response,
                // It waits: nobody does that by mistake at a path that is not there.
                Ok(None) => return Ok(Likely::Yes),
                Err(came @ ProbeResult::Unreadable(_)) => return Ok(Likely::Odd(came)),
                Err(came) => return Err(came),
            };
            match ProbeResult::of(&response) {
                // An error may be its answer to who is up to date: a version below all others is asked for too.
                ProbeResult::Code(404) if is_of_a_poll(path) && first != LOWEST && parameter == &parameters[0] => {}
                came @ (ProbeResult::Code(404 | 405 | 410) | ProbeResult::Moved(..) | ProbeResult::Events(_)) => {
                    return Err(came);
                }
                ProbeResult::Code(200..400) => return Ok(Likely::Yes),
                // Another name than this may be what it wants.
                came => odd = odd.or(Some((parameter.clone(), probe.api.contract.poll.first.clone(), came))),
            }
        }
    }
    let (parameter, first, came) = odd.ok_or(ProbeResult::Nothing)?;
    let poll = &mut probe.api.contract.poll;
    (poll.parameter, poll.first) = (parameter, first);
    Ok(Likely::Odd(came))
}

fn parameters(clues: &Clues) -> Vec<String> {
    candidates(clues.given("poll", "parameter"), &clues.hints.parameters, &PARAMETERS, &[])
}

fn firsts(clues: &Clues) -> Vec<String> {
    clues.given("poll", "first").map_or(vec!["0".into(), LOWEST.into()], |first| vec![first])
}

/// Finds the pair in the answers, and the name under which its version makes a poll wait.
pub async fn understand(probe: &mut Probe, clues: &Clues<'_>) {
    if !probe.is_believed || !by_movement(probe, clues).await {
        by_names(probe, clues).await;
    }
}

/// The version is what moved with each update, and is held if it is sent back.
async fn by_movement(probe: &mut Probe, clues: &Clues<'_>) -> bool {
    let seen = probe.seen.clone();
    let mut pairs = pair::pairs(&seen, None);
    if pairs.len() > 1 {
        let again = probe.observe().await.filter(|again| seen.last().is_some_and(|last| last.sent == again.sent));
        pairs = pair::pairs(&seen, again.as_ref());
    }
    for pair in &mut pairs {
        pair.status = clues.given("answer", "status").unwrap_or(pair.status.clone());
        pair.version = clues.given("answer", "version").unwrap_or(pair.version.clone());
        pair.version_header = clues.given("answer", "version_header").or(pair.version_header.clone());
    }
    let names = names(probe, clues);
    for pair in pairs.iter().take(PAIRS) {
        if waits_with(probe, pair, &names).await {
            return true;
        }
    }
    // None made it wait: that is for the rules to say, of the likeliest pair that is in the body.
    probe.api.contract.poll.header = clues.given("poll", "header");
    let Some(pair) = pairs.into_iter().find(|pair| pair.version_header.is_none()) else { return false };
    probe.holds_with(pair, &[]).await;
    probe.cache.current().is_some()
}

async fn waits_with(probe: &mut Probe, pair: &AnswerFields, names: &[String]) -> bool {
    let is_tag = pair.version_header.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("etag"));
    if is_tag && probe.api.contract.poll.header.is_none() {
        probe.api.contract.poll.header = Some("If-None-Match".into());
        let held = probe.holds_with(pair.clone(), &names[..1]).await;
        if matches!(held, HoldProbe::Held) {
            if !probe.api.contract.no_change.codes.contains(&304) {
                probe.api.contract.no_change.codes.push(304);
            }
            return true;
        }
        probe.api.contract.poll.header = None;
    }
    let came = probe.holds_with(pair.clone(), names).await;
    // What a server makes of its own, such as a tag, is a version only if it makes a poll wait.
    matches!(came, HoldProbe::Held) || matches!(came, HoldProbe::SaidNoChange) && pair.version_header.is_none()
}

/// The names that the version may have in a poll: the one that was answered, then the others.
fn names(probe: &Probe, clues: &Clues) -> Vec<String> {
    let mut names = vec![probe.api.contract.poll.parameter.clone()];
    if clues.given("poll", "parameter").is_none() {
        names.extend(parameters(clues).into_iter().filter(|name| *name != names[0]).collect::<Vec<_>>());
    }
    names
}

/// Nothing is certain: fields with a usual name, if there are any.
async fn by_names(probe: &mut Probe, clues: &Clues<'_>) {
    let found = probe.api.contract.poll.clone();
    'names: for parameter in parameters(clues).into_iter().take(3) {
        for first in firsts(clues) {
            probe.api.contract.poll.parameter.clone_from(&parameter);
            probe.api.contract.poll.first = first;
            match probe.look_for_state(clues.file).await {
                PollProbe::State => {
                    let names = if given::<String>(clues.file, "poll", "parameter").is_some() {
                        vec![]
                    } else {
                        names(probe, clues)
                    };
                    let answer = probe.api.contract.answer.clone();
                    if !names.is_empty() {
                        probe.holds_with(answer, &names).await;
                    }
                    return;
                }
                PollProbe::Something => {}
                PollProbe::NotHere => break 'names,
            }
        }
    }
    probe.api.contract.poll = found;
}

/// What was tried in vain, as a message.
pub fn not_found(tried: &[Tried]) -> Missing {
    missing("trouble-no-poll", tried)
}
