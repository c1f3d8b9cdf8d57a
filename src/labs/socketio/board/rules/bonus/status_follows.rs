use crate::checker::Finding;
use crate::history::{Nanos, Operation};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::ChatKind;
use crate::message::Message;
use serde_json::Value;
use std::collections::BTreeMap;

/// A number in it is how many are connected: it goes up with each of us who comes, and down with each who leaves.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("status-follows-seen.{what}"));
    let asked: Vec<&Operation> = case
        .run
        .operations
        .iter()
        .filter(|o| o.kind == ChatKind::Status)
        .map(|o| o.operation())
        .filter(|o| case.is_of_this(o))
        .collect();
    let Some(first) = asked.first() else { return case.nothing() };
    let path = &first.request.path;
    let read: Vec<(&Operation, BTreeMap<String, i64>)> = asked
        .iter()
        .filter_map(|one| Some((*one, numbers(&serde_json::from_slice(&one.answer()?.body.bytes).ok()?))))
        .collect();
    if read.is_empty() {
        let code = first.answer().map_or(0, |answer| usize::from(answer.code));
        return Finding::fail(id("none").text("path", path).count("code", code)).showing([*first]);
    }
    let present = |at: Nanos| {
        let links = case.scene().links.iter().filter(|link| link.detail.connected().is_some_and(|since| since < at));
        i64::try_from(links.filter(|link| link.until > at).count()).unwrap_or(i64::MAX)
    };
    // Of each number of clients, the last answer: who came or went is counted a moment later.
    let mut last: Vec<(i64, &Operation, &BTreeMap<String, i64>)> = vec![];
    for (operation, numbers) in &read {
        let now = present(operation.started);
        match last.last_mut() {
            Some(before) if before.0 == now => *before = (now, operation, numbers),
            _ => last.push((now, operation, numbers)),
        }
    }
    if last.len() < 2 {
        return case.nothing();
    }
    let (base, _, at_first) = last[0];
    let follows = |key: &&String| {
        let own = at_first[*key];
        last.iter().all(|(there, _, numbers)| numbers.get(*key).is_some_and(|number| number - own == there - base))
    };
    let shown = last.iter().map(|(_, operation, _)| *operation);
    match at_first.keys().find(follows) {
        Some(key) => Finding::pass(id("pass").text("path", path).text("key", key).count("answers", last.len())),
        None => Finding::fail(id("fail").text("path", path)).showing(shown),
    }
}

/// Each whole number in it, by its place, and how long each list is.
fn numbers(value: &Value) -> BTreeMap<String, i64> {
    let mut found = BTreeMap::new();
    gather(value, "", &mut found);
    found
}

fn gather(value: &Value, place: &str, found: &mut BTreeMap<String, i64>) {
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match value {
        Value::Number(number) => found.extend(number.as_i64().map(|number| (place.to_owned(), number))),
        Value::Array(items) => {
            found.insert(below("length"), i64::try_from(items.len()).unwrap_or(i64::MAX));
        }
        Value::Object(keys) => {
            found.insert(below("keys"), i64::try_from(keys.len()).unwrap_or(i64::MAX));
            keys.iter().for_each(|(key, value)| gather(value, &below(key), found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_the_lengths_of_lists_are_found_by_their_place() {
        let found = numbers(&json!({ "connections": 3, "rooms": { "a": ["x", "y"] }, "up": 1.5, "since": "9" }));
        assert_eq!(found.get("connections"), Some(&3));
        assert_eq!(found.get("rooms.a.length"), Some(&2));
        assert_eq!(found.get("rooms.keys"), Some(&1));
        assert!(!found.contains_key("up") && !found.contains_key("since"));
        assert_eq!(numbers(&json!(7)), BTreeMap::from([(String::new(), 7)]));
    }
}
