//! A held poll looks at the state again and again without ever sleeping. Every answer is right, but
//! one waiting client keeps a processor at 100 %, and with several everything becomes slow. Let the
//! poll sleep until the update wakes it.

use super::kit::*;

pub static FLAW: Flaw = Flaw {
    name: "busy-wait",
    row: "D115",
    lab: "long-polling",
    fails: &["busy-wait"],
    dies: false,
    source: include_str!("busy_wait.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let news = async {
        loop {
            let now = lab.task.current();
            if now.version != known {
                return now;
            }
            tokio::task::yield_now().await;
        }
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
