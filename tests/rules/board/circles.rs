//! What several rules make of one fault: it is failed once, and the rest is blocked by it.

use super::{Cast, How, TokenGiven, came, canary, connected, gone, rooms, text};
use lab::checker::Verdict;
use lab::labs::socketio::board::ID;
use std::collections::BTreeMap;

/// Every scenario of the program looks at the same story.
fn evaluated(cast: Cast) -> BTreeMap<String, (Verdict, Option<String>)> {
    cast.story().everywhere(&ID)
}

fn failed(cast: Cast) -> Vec<String> {
    let all = evaluated(cast);
    all.into_iter().filter(|(_, (verdict, _))| *verdict == Verdict::Fail).map(|(rule, _)| rule).collect()
}

fn right() -> Cast {
    let told = rooms().hear(&["member 1"], 410, "notification", came("member 2")).hear(
        &["neighbour 1"],
        310,
        "notification",
        came("neighbour 2"),
    );
    let written =
        (0..3).fold(told, |cast, number| cast.writes("member 1", &text(number), 600 + 600 * number, &["member 2"]));
    canary(written, 3000)
}

#[test]
fn a_right_board_fails_nothing() {
    let gone = right().leaves("neighbour 2", How::Clean, 4000).hear(
        &["neighbour 1"],
        4010,
        "notification",
        gone("neighbour 2"),
    );
    assert_eq!(failed(gone), [""; 0]);
}

#[test]
fn a_room_that_nobody_is_put_into_is_told_once() {
    let silent = rooms().says("member 1", &text(1), 1000).says("neighbour 2", &text(2), 1100);
    let all = evaluated(silent.leaves("member 2", How::Clean, 8000));
    assert_eq!(all["update-not-delivered"], (Verdict::Fail, None));
    for rule in
        ["arrival-not-announced", "departure-not-announced", "update-leaves-room", "update-mangled", "update-late"]
    {
        let cause = Some("update-not-delivered".to_owned());
        assert_eq!(all[rule], (Verdict::Blocked, cause), "{rule}");
    }
}

#[test]
fn a_stranger_who_hears_all_is_not_told_that_it_stays() {
    let cast = connected(&["member 1", "member 2", "intruder 1"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 200)
        .intrudes("intruder 1", "first", TokenGiven::Bad, 500)
        .opened("intruder 1", 500)
        .writes("member 1", "mot-1-q", 1000, &["member 2", "intruder 1"]);
    let all = evaluated(cast);
    assert_eq!(all["bad-token-hears"], (Verdict::Fail, None));
    assert_eq!(all["bad-token-speaks"].0, Verdict::Pass);
    assert_eq!(all["bad-token-stays"], (Verdict::Blocked, Some("bad-token-hears".into())));
}
