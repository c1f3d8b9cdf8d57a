//! A poll keeps a lock for as long as it waits, and every other poll needs that lock. So while one client
//! waits, another that is behind, and should be answered at once, is kept waiting too, and may even be told 'no
//! change'. Hold a lock only while you read; wait without it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "reads-blocked",
    row: "",
    lab: "long-polling",
    fails: &["read-blocked"],
    may_fail: &[],
    source: include_str!("reads_blocked.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(
    State(lab): State<LongPolling>,
    Extension(turn): Extension<Arc<tokio::sync::Mutex<()>>>,
    LastVersion(known): LastVersion,
) -> Response {
    let news = async {
        let _turn = turn.lock().await;
        lab.task.other_than(known).await
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold)).layer(Extension(Arc::<tokio::sync::Mutex<()>>::default()))
}
