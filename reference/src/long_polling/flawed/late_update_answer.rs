//! The client that sends an update gets its answer only seconds later if other clients were waiting, although
//! those are told at once: the server looks after all of them, and clears up, before it answers the POST.
//! Answer the POST as soon as the state has changed.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "late-update-answer",
    row: "D113",
    lab: "long-polling",
    fails: &["update-answered-late"],
    may_fail: &[],
    source: include_str!("late_update_answer.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const DELAY: Duration = Duration::from_secs(2);

async fn update(State(lab): State<LongPolling>, status: NewStatus) -> Json<Snapshot> {
    let somebody_waits = lab.task.state.receiver_count() > 0;
    let answer = long_polling::update(State(lab), status).await;
    if somebody_waits {
        sleep(DELAY).await;
    }
    answer
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
