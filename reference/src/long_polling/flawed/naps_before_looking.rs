//! The waiting loop sleeps first and looks afterwards. So even a client that is behind, and could be
//! answered at once, waits for nearly a second, and a change is delivered as late. Look before you
//! sleep; better, let the update wake the poll.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "naps-before-looking",
    row: "D032",
    lab: "long-polling",
    fails: &["behind-kept-waiting", "woken-late"],
    may_fail: &[],
    source: include_str!("naps_before_looking.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const NAP: Duration = Duration::from_millis(700);

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let news = async {
        loop {
            sleep(NAP).await;
            let now = lab.task.current();
            if now.version != known {
                return now;
            }
        }
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
