use super::{CROSSING, between};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::scene::Link;
use crate::message::Message;
use serde_json::Value;

/// What is heard on the other instance is what is heard on the same one: the whole text, at the same place of the event.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("mangled-across-seen.{what}"));
    let scene = case.scene();
    let (mut compared, mut lost, mut unsure) = (0, false, None);
    for say in scene.says() {
        let Some(from) = between::instance(scene, say) else { continue };
        let own = scene.link(say.client(), say.operation.started);
        let near: Vec<&Link> = scene.room_mates(say).filter(|link| link.detail.instance == from).chain(own).collect();
        for link in scene.room_mates(say).filter(|link| link.detail.instance != from) {
            let Some(heard) = scene.first(link, say) else { continue };
            compared += 1;
            let here: Vec<&Heard> = near.iter().flat_map(|link| carrying(link, say)).collect();
            let there: Vec<&Heard> = carrying(link, say).collect();
            if let Some(what) = spoilt(say, &here, &there) {
                let local = here.first().map_or("", |one| one.data.as_str());
                let message = id(what).text("sent", &say.detail.text).text("here", local).text("there", &heard.data);
                let message = message.count("to", link.detail.instance as usize).text("event", &heard.name);
                return Finding::fail(message).showing([say.operation, link.operation]);
            }
        }
    }
    for instance in 1..=crate::labs::socketio::contract::INSTANCES {
        let way = between::across(case, instance);
        lost |= !way.lost.is_empty() || !way.ended.is_empty();
        unsure = unsure.or(way.unsure.into_iter().next());
    }
    match (compared, lost, unsure) {
        (0, true, _) => Finding::requires(CROSSING),
        (0, false, Some(finding)) => finding,
        _ if compared < case.at_least => case.nothing(),
        _ => Finding::pass(id("pass").count("messages", compared)),
    }
}

/// The events that brought this to a client.
fn carrying<'a>(link: &'a Link<'a>, say: &'a Deed) -> impl Iterator<Item = &'a Heard> {
    link.heard.iter().filter(|heard| heard.at >= say.operation.started && heard.has(say.mark()))
}

/// What is wrong with what came on the other instance, beside what came on the same one.
fn spoilt(say: &Deed, here: &[&Heard], there: &[&Heard]) -> Option<&'static str> {
    let is_whole = |all: &[&Heard]| all.iter().any(|heard| heard.has_exactly(&say.detail.text));
    // What is spoilt on one instance already is not spoilt between two.
    if !is_whole(there) && (here.is_empty() || is_whole(here)) {
        return Some("text");
    }
    // The same event is read by the same line of the page.
    let is_alike = |one: &&Heard| {
        let same = || here.iter().filter(|other| other.name == one.name);
        same().next().is_none() || same().any(|other| places(other, say) == places(one, say))
    };
    (!there.iter().any(is_alike)).then_some("place")
}

/// Where in the arguments of an event what was said stands: the keys that lead there. A text that is JSON is not gone
/// into: no page reads a key of a text.
fn places(heard: &Heard, say: &Deed) -> Vec<Vec<String>> {
    let Ok(arguments) = serde_json::from_str::<Value>(&format!("[{}]", heard.data)) else { return vec![] };
    let mut found = Vec::new();
    gather(&arguments, &say.mark().to_lowercase(), &mut vec![], &mut found);
    found
}

fn gather(value: &Value, mark: &str, way: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let mut inside = |key: String, value: &Value| {
        way.push(key);
        gather(value, mark, way, found);
        way.pop();
    };
    match value {
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(place, value)| inside(place.to_string(), value));
        }
        Value::Object(keys) => keys.iter().for_each(|(key, value)| inside(key.clone(), value)),
        Value::String(text) if text.to_lowercase().contains(mark) => found.push(way.clone()),
        _ => {}
    }
}
