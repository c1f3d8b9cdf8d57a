use crate::checker::{Case, Finding, Message};
use crate::history::Operation;
use std::collections::BTreeMap;

/// All clients see one state, the one that the last update made. Looked at some time after that update: whether it
/// shows at once is for another rule.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("state-not-shared-seen.{what}"));
    let Some(update) = case.updates().filter(|o| o.succeeded()).max_by_key(|o| o.started) else {
        return case.nothing();
    };
    let reads: Vec<_> = case.reads().filter(|o| o.started > update.done && o.state().is_some()).collect();
    if reads.len() < case.at_least {
        return case.nothing();
    }
    let mut versions: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for read in &reads {
        let state = read.state().expect("filtered");
        versions.entry(&state.version.token).or_default().push(read);
    }
    if versions.len() > 1 {
        let seen = versions.iter().map(|(token, reads)| format!("{token} × {}", reads.len())).collect::<Vec<_>>();
        let message = id("split").count("reads", reads.len()).count("versions", versions.len());
        return Finding::fail(message.text("seen", seen.join(", "))).showing(versions.values().map(|o| o[0]));
    }
    let version = versions.keys().next().copied().unwrap_or_default();
    if case.seen_before(version, update.started) {
        let message = id("unmoved").count("reads", reads.len()).text("version", version);
        return Finding::fail(message).showing([update, reads[0]]);
    }
    Finding::pass(id("pass").count("reads", reads.len()))
}
