//! A held poll looks at the state about once a second and sleeps in between: that is polling again, only on the
//! server's side. A change is delivered when the nap ends, up to a second late, not 'immediately'. Let the
//! update wake the waiting polls: an event, a condition, a promise.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "naps-between-looks",
    row: "D032",
    lab: "long-polling",
    fails: &["woken-late"],
    may_fail: &[],
    source: include_str!("naps_between_looks.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// A little under a second, so that it is late, but not taken for lost.
const NAP: Duration = Duration::from_millis(700);

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let news = async {
        loop {
            let now = lab.task.current();
            if now.version != known {
                return now;
            }
            sleep(NAP).await;
        }
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
