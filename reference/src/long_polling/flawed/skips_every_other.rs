//! While the server goes through the list of waiting clients, it removes those it has told from that
//! same list, and so steps over every second one. With two clients waiting one is told, with eight
//! four; the others wait on. Take the whole list away first, then go through it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "skips-every-other",
    row: "D062",
    lab: "long-polling",
    fails: &["waiter-not-woken"],
    may_fail: &[],
    source: include_str!("skips_every_other.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(State(hall): State<Hall>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut board = hall.board();
    let news = board.advance(status);
    let mut place = 0;
    while place < board.waiters.len() {
        // Once this one is removed, the next one has its place, and `place` moves past it.
        let _ = board.waiters.remove(place).send(news.clone());
        place += 1;
    }
    Json(news)
}

fn app(hold: Duration) -> Router {
    with_board_update(post(update), hold)
}
