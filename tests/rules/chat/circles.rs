//! What several rules make of one fault: it is failed once, and the rest is blocked by it.

use super::{Cast, How, came, canary, gone, rooms, text};
use lab::checker::Verdict;
use lab::labs::socketio::chat::ID;
use std::collections::BTreeMap;

/// The rules that fail, and those that are blocked, each with the rule that it is laid to. Every scenario of the program
/// looks at the same story.
fn evaluated(cast: Cast) -> BTreeMap<String, (Verdict, Option<String>)> {
    cast.story().everywhere(&ID)
}

fn failed(cast: Cast) -> Vec<String> {
    let all = evaluated(cast);
    all.into_iter().filter(|(_, (verdict, _))| *verdict == Verdict::Fail).map(|(rule, _)| rule).collect()
}

/// As it should be: who comes and goes is announced, and what is said is heard, in its room alone.
fn right() -> Cast {
    let cast = rooms().hear(&["member 1", "member 2"], 410, "room message", came("member 2")).hear(
        &["neighbour 1", "neighbour 2"],
        310,
        "room message",
        came("neighbour 2"),
    );
    canary(talk(cast), 3000)
}

fn talk(cast: Cast) -> Cast {
    (0..3)
        .fold(cast, |cast, number| cast.talk("member 1", &text(number), 600 + 600 * number, &["member 1", "member 2"]))
}

#[test]
fn a_right_chat_fails_nothing() {
    let failed = failed(right());
    let expected = ["acks", "chat-page-missing"];
    assert!(failed.iter().all(|rule| expected.contains(&rule.as_str()) || rule == "recovery"), "{failed:?}");
}

#[test]
fn who_is_never_in_a_room_is_told_once() {
    let silent = rooms().says("member 1", &text(1), 1000).says("neighbour 2", &text(2), 1100);
    let all = evaluated(silent.leaves("member 2", How::Clean, 8000));
    let of = |rule: &str| all[rule].clone();
    assert_eq!(of("message-not-delivered"), (Verdict::Fail, None));
    let cause = Some("message-not-delivered".to_owned());
    for rule in ["join-not-announced", "message-leaves-room", "sender-unnamed", "message-late", "message-twice"] {
        assert_eq!(of(rule), (Verdict::Blocked, cause.clone()), "{rule}");
    }
    assert_eq!(of("newcomer-not-told").0, Verdict::Blocked);
    assert_eq!(of("join-announced-elsewhere").0, Verdict::Blocked);
}

#[test]
fn one_room_for_all_is_a_leak() {
    let astray = rooms().hear(&["member 1"], 410, "room message", came("member 2"));
    let astray = astray.says("member 1", &text(1), 1000).hear(&["neighbour 1"], 1010, "chat message", text(1));
    let all = evaluated(astray);
    assert_eq!(all["message-leaves-room"].0, Verdict::Fail);
    assert_eq!(all["message-not-delivered"], (Verdict::Blocked, Some("message-leaves-room".into())));
}

#[test]
fn a_silent_departure_is_one_failure() {
    let silent = talk(right_until()).leaves("member 2", How::Clean, 3500);
    let all = evaluated(canary(silent, 3600));
    assert_eq!(all["leave-not-announced"], (Verdict::Fail, None));
    assert_eq!(all["leave-announced-elsewhere"], (Verdict::Blocked, Some("leave-not-announced".into())));
}

#[test]
fn a_departure_under_another_name_is_one_failure() {
    let misnamed = talk(right_until()).leaves("member 2", How::Clean, 3500);
    let misnamed = misnamed.hear(&["member 1"], 3510, "room message", gone("neighbour 2"));
    let all = evaluated(canary(misnamed, 3600));
    assert_eq!(all["leave-not-announced"].0, Verdict::Pass);
    assert_eq!(all["leave-announced-elsewhere"], (Verdict::Fail, None));
}

fn right_until() -> Cast {
    rooms().hear(&["member 1", "member 2"], 410, "room message", came("member 2")).hear(
        &["neighbour 1", "neighbour 2"],
        310,
        "room message",
        came("neighbour 2"),
    )
}
