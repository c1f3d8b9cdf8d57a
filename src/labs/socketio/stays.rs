//! Who was in which room when, as far as it asked to be: what a server made of that, the rules tell.

use super::audience::last_scenes;
use super::deed::Deed;
use super::kin::Kin;
use super::report::ms;
use super::scene::Scene;
use crate::history::{History, Nanos};
use crate::labs::lab::Stay;

/// Of the last attempt of each scenario.
pub fn stays(history: &History, kin: &Kin) -> Vec<Stay> {
    let of = |(scenario, scene): &(&str, Scene)| of_scene(scenario, scene);
    last_scenes(history, kin).iter().flat_map(of).collect()
}

/// From each join until the client joins another room, or leaves.
fn of_scene(scenario: &str, scene: &Scene) -> Vec<Stay> {
    let joins: Vec<&Deed> = scene.joins().collect();
    let is_here_already =
        |join: &Deed| scene.room(join.client(), before(join.due())) == Some(join.detail.room.as_str());
    let until = |join: &Deed| {
        let is_next = |other: &&&Deed| {
            other.client() == join.client() && other.due() > join.due() && other.detail.room != join.detail.room
        };
        let next = joins.iter().filter(is_next).map(|other| other.due()).min();
        scene.stays_until(join).min(next.unwrap_or(Nanos::MAX))
    };
    let stay = |join: &&&Deed| Stay {
        scenario: scenario.into(),
        client: join.client().to_string(),
        room: join.detail.room.clone(),
        from_ms: ms(join.due()),
        to_ms: ms(until(join).max(join.due())),
    };
    joins.iter().filter(|join| !is_here_already(join)).map(|join| stay(&join)).collect()
}

fn before(time: Nanos) -> Nanos {
    time.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Header, Record, Tolerance};
    use crate::labs::socketio::chat::KIN;

    /// A link of this client for this long, and what it did.
    fn history(deeds: &[(&str, u32, &str, u64)]) -> History {
        let mut history = History::new(Header::new(1, "http://127.0.0.1:5000".into(), Tolerance::default()));
        let mut add = |kind: &str, number: u32, at: u64, done: u64, detail: serde_json::Value| {
            let operation = serde_json::json!({
                "id": history.operations.len(), "scenario": "message", "attempt": 1, "round": 1, "lab": "socketio",
                "client": format!("member {number}"), "kind": kind,
                "request": { "method": "EMIT", "path": "/" },
                "started": at, "sent": at, "head": null, "done": done,
                "outcome": { "unclear": "no-answer" }, "detail": detail,
            });
            history.push(Record::Operation(Box::new(serde_json::from_value(operation).expect("an operation"))));
        };
        let namespaces = serde_json::json!([{ "name": "/", "asked": 0, "connected": 1 }]);
        for number in [1, 2] {
            add("link", number, 0, 9_000_000, serde_json::json!({ "namespaces": namespaces }));
        }
        for (kind, number, room, at) in deeds {
            add(kind, *number, *at * 1_000_000, *at * 1_000_000 + 5, serde_json::json!({ "user": "a", "room": room }));
        }
        history
    }

    fn told(deeds: &[(&str, u32, &str, u64)]) -> Vec<String> {
        let told = |stay: Stay| format!("{} {} {}-{}", stay.client, stay.room, stay.from_ms, stay.to_ms);
        stays(&history(deeds), &KIN).into_iter().map(told).collect()
    }

    #[test]
    fn a_client_is_in_a_room_until_it_goes_to_another_one_or_leaves() {
        let deeds = [
            ("join", 1, "hall-1", 2),
            ("join", 2, "hall-2", 3),
            ("say", 2, "hall-1", 3),
            ("join", 1, "hall-1", 4),
            ("join", 1, "hall-2", 5),
            ("leave", 2, "hall-2", 6),
        ];
        assert_eq!(told(&deeds), ["member 1 hall-1 2-5", "member 2 hall-2 3-6", "member 1 hall-2 5-9"]);
        assert!(told(&[("say", 1, "hall-1", 2)]).is_empty(), "who never joined is nowhere");
    }
}
