use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, ChatRun};
use crate::labs::socketio::contract::{JOIN_EVENT, MESSAGE_EVENT, NOTICE_EVENT};
use crate::message::Message;
use std::collections::BTreeSet;

/// The names that the lecture gives to the same events.
const OF_THE_LECTURE: [&str; 3] = ["joinRoom", "chatMessage", "message"];

/// The events have the names of the lab text.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("events-renamed-seen.{what}"));
    let contract = &case.run.contract;
    let join = contract.join.as_ref().map_or("—", |join| join.event.as_str());
    let mut renamed: Vec<(&str, String)> = vec![];
    if join != JOIN_EVENT {
        renamed.push((JOIN_EVENT, join.into()));
    }
    if contract.message.event != MESSAGE_EVENT {
        renamed.push((MESSAGE_EVENT, contract.message.event.clone()));
    }
    let relayed = relayed(case.run);
    if !relayed.is_empty() && !relayed.contains(MESSAGE_EVENT) {
        renamed.push((MESSAGE_EVENT, listed(&relayed)));
    }
    // A notice may come as a message of the chat.
    let notices = notices(case.run);
    if !notices.is_empty() && [NOTICE_EVENT, MESSAGE_EVENT].iter().all(|name| !notices.contains(*name)) {
        renamed.push((NOTICE_EVENT, listed(&notices)));
    }
    renamed.dedup();
    if renamed.is_empty() {
        return Finding::pass(id("pass").text("join", join).text("message", &contract.message.event));
    }
    let told: Vec<String> = renamed.iter().map(|(of_text, name)| format!("{name} ({of_text})")).collect();
    let is_of_the_lecture =
        renamed.iter().all(|(_, names)| names.split(", ").all(|name| OF_THE_LECTURE.contains(&name)));
    if is_of_the_lecture {
        return Finding::half(id("lecture").text("names", told.join(", ")));
    }
    Finding::fail(id("fail").text("names", told.join(", ")))
}

fn listed(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}

/// The names of the events that first brought what was said to somebody else.
fn relayed(run: &ChatRun) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for scene in run.scenes() {
        for say in scene.single_says() {
            let first = scene.room_mates(say).filter_map(|link| scene.first(link, say));
            names.extend(first.map(|heard| heard.name.clone()));
        }
    }
    names
}

/// The names of the events by which those in a room were told that somebody came.
fn notices(run: &ChatRun) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for scene in run.scenes() {
        for join in scene.arrivals() {
            let (user, from, to) = (&join.detail.user, join.operation.started, scene.stays_until(join));
            for link in scene.room_mates(join) {
                let told = scene.of_pseudo(link, user, from).filter(|heard| heard.at < to && heard.says(user));
                names.extend(told.map(|heard| heard.name.clone()));
            }
        }
    }
    names
}
