//! The waiting polls are answered before the change is stored, so their clients get the status and the version
//! that they already have. They must ask a second time to learn what happened. Store the change first, then
//! answer the polls.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "wakes-with-old-pair",
    row: "D096",
    lab: "long-polling",
    fails: &["woken-with-old-pair"],
    may_fail: &[],
    source: include_str!("wakes_with_old_pair.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(State(hall): State<Hall>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut board = hall.board();
    let old = board.now.clone();
    for waiter in std::mem::take(&mut board.waiters) {
        let _ = waiter.send(old.clone());
    }
    Json(board.advance(status))
}

fn app(hold: Duration) -> Router {
    with_board_update(post(update), hold)
}
