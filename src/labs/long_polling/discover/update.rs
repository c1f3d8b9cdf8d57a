//! Finds the update: where it is taken, in which form and with which statuses. An update is believed if a read shows its
//! status, whatever its own answer says.

use super::endpoint::{Endpoint, UpdateSearch};
use super::forms;
use super::hints::Hints;
use super::outcome::{Outcome, Taken, permission, refuses};
use super::poll::is_of_a_poll;
use super::probe::Probe;
use super::{Clues, candidates, missing, same_with_slash};
use crate::driver::Missing;
use crate::driver::tried::{ProbeResult, Tried};
use crate::labs::long_polling::contract::{Method, UPDATE_PATH, given};
use std::time::{Duration, Instant};

const UPDATE_PATHS: [&str; 10] = [
    "/update-status",
    "/api/update-status",
    "/update",
    "/api/update",
    "/status",
    "/api/status",
    "/update_status",
    "/updateStatus",
    "/tasks",
    "/tasks/1",
];
/// Forms are tried for so long in all; most targets take the first.
const BUDGET: Duration = Duration::from_secs(15);

/// Finds the update, and leaves it in the probe's contract; or tells what was tried, and why none was found.
pub async fn find(probe: &mut Probe, clues: &Clues<'_>) -> Result<(), (Vec<Tried>, Missing)> {
    let mut search = UpdateSearch { probe, clues, until: Instant::now() + BUDGET, told: vec![], refused: vec![] };
    let given_path = clues.given("update", "path");
    let Hints { update_paths: hinted, other_paths, .. } = &clues.hints;
    let paths = search.paths(candidates(given_path.clone(), hinted, &UPDATE_PATHS, other_paths));
    let methods: Option<Method> = given(clues.file, "update", "method");
    let methods = methods.map_or(vec![Method::Post, Method::Put, Method::Patch, Method::Get], |method| vec![method]);
    let (mut tried, mut found): (Vec<Tried>, Option<Endpoint>) = (vec![], None);
    'search: for method in methods {
        // A GET that changes the state is recognised by its name only: every read is answered 200 too.
        let named = |path: &&String| method != Method::Get || given_path.is_some() || path.contains("update");
        for path in paths.iter().filter(named) {
            // The lab text's own path is the update whatever it answers, and so is one that the file names.
            let is_named = given_path.is_some() || path.trim_end_matches('/').ends_with(UPDATE_PATH);
            // Something takes updates already: what is only there as well is looked at once.
            let is_weak = found.as_ref().is_some_and(|endpoint| endpoint.best == Outcome::Unseen);
            let mut endpoint = search.endpoint(path, method, is_weak).await;
            if let Outcome::Elsewhere(ProbeResult::Moved(_, to)) = &endpoint.best
                && same_with_slash(path, to)
            {
                endpoint = search.endpoint(&format!("{path}/"), method, is_weak).await;
            }
            match &endpoint.best {
                Outcome::Believed => {
                    found = Some(endpoint);
                    break 'search;
                }
                Outcome::Elsewhere(came) if !is_named => {
                    tried.push(Tried { asked: format!("{} {path}", method.as_str()), came: came.clone() });
                }
                Outcome::NotHere(came) => {
                    tried.push(Tried { asked: format!("{} {path}", method.as_str()), came: came.clone() });
                }
                Outcome::Failed | Outcome::Refused if !is_named && !hinted.contains(path) => {
                    let came = endpoint.refused.as_ref().map_or(500, |refusal| refusal.code);
                    let came = ProbeResult::Code(came);
                    tried.push(Tried { asked: format!("{} {path}", method.as_str()), came });
                }
                best => {
                    if let Outcome::Elsewhere(came) = best {
                        tried.push(Tried { asked: format!("{} {path}", method.as_str()), came: came.clone() });
                    }
                    // Where updates are refused, what fails for another method says nothing of that, nor does a page that
                    // is given for every path.
                    let is_page = matches!(best, Outcome::Elsewhere(_));
                    let is_taken = best.rank() >= Outcome::Unseen.rank();
                    let better = found.as_ref().is_none_or(|other| {
                        best.rank() > other.best.rank() && (is_taken || other.method == method && !is_page)
                    });
                    found = if better { Some(endpoint) } else { found };
                    // Where nothing is answered, each more takes its time.
                    if Instant::now() > search.until {
                        break 'search;
                    }
                }
            }
        }
        // Another method is for a target that has nothing here, or nothing that works.
        if found.as_ref().is_some_and(|endpoint| endpoint.best.rank() >= Outcome::Unseen.rank()) {
            break;
        }
    }
    // What answers with an error, or is called something else, is the lab only if there is a poll beside it.
    let poll = &search.probe.api.contract.poll.path;
    let has_poll = search.probe.has_poll && (clues.given("poll", "path").is_some() || is_of_a_poll(poll));
    let is_lab = |endpoint: &Endpoint| {
        let is_named = given_path.is_some() || endpoint.path.contains("update");
        match endpoint.best {
            Outcome::Believed => true,
            // If there is no poll to show it, then that is what is missing.
            Outcome::Unseen if is_named => true,
            _ => has_poll,
        }
    };
    match found {
        Some(endpoint) if is_lab(&endpoint) => search.settle(endpoint).await.map_err(|why| (vec![], why)),
        other => {
            let came = |endpoint: &Endpoint| {
                endpoint.refused.as_ref().map_or(ProbeResult::Nothing, |r| ProbeResult::Code(r.code))
            };
            let asked = |endpoint: &Endpoint| format!("{} {}", endpoint.method.as_str(), endpoint.path);
            // A page or a redirect stands in its place already.
            let is_listed = |endpoint: &Endpoint| matches!(endpoint.best, Outcome::Elsewhere(_));
            let first = other.filter(|endpoint| !is_listed(endpoint));
            let first = first.map(|endpoint| Tried { asked: asked(&endpoint), came: came(&endpoint) });
            let tried: Vec<Tried> = first.into_iter().chain(tried).collect();
            let why = missing("trouble-no-update", &tried);
            Err((tried, why))
        }
    }
}

impl UpdateSearch<'_, '_> {
    /// Takes this endpoint: which statuses does it accept?
    async fn settle(&mut self, endpoint: Endpoint) -> Result<(), Missing> {
        let Endpoint { path, method, best, form, refused, inverted } = endpoint;
        self.probe.api.contract.update.path.clone_from(&path);
        self.probe.api.contract.update.method = method;
        self.set(&form);
        if let Some(form) = inverted {
            self.set(&form);
            return Ok(());
        }
        if best == Outcome::Refused {
            if let Some(why) = refused.as_ref().and_then(|refusal| permission(&path, refusal)) {
                return Err(why);
            }
            // What the page itself sends is refused: that is for the rules to say. Else the words may be others than ours.
            let Some(named) = forms::named(self.clues, method) else {
                return Err(refuses(&path, &form, refused.as_ref()));
            };
            self.set(&named);
            return Ok(());
        }
        let seen = std::mem::take(&mut self.probe.seen);
        let mut taken = Vec::new();
        if best.rank() >= Outcome::Unseen.rank()
            && given::<Vec<String>>(self.clues.file, "statuses", "values").is_none()
        {
            for status in &form.statuses.values {
                // What fails is no word that it refuses: that its answer is cut or an error is for the rules to say.
                if matches!(self.send(&form, status).await, Taken::Yes | Taken::Failed) {
                    taken.push(status.clone());
                }
            }
        }
        self.set(&form);
        // With fewer than two there is no change to be seen: then all of them are sent, and what is refused is told.
        if taken.len() >= 2 {
            self.probe.api.contract.statuses.values = taken;
        }
        self.probe.seen = seen;
        self.probe.is_believed = best == Outcome::Believed;
        Ok(())
    }
}
