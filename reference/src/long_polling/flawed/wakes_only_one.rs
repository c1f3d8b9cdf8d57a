//! An update wakes only one waiting client, the first in line: the code says 'notify' and not 'notify all'.
//! With a single tab open all looks well; with several, one shows the change and the others wait for the next
//! one or the end of their hold. Wake all of them.

use tokio::sync::Notify;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "wakes-only-one",
    row: "D065",
    lab: "long-polling",
    fails: &["waiter-not-woken"],
    may_fail: &[],
    source: include_str!("wakes_only_one.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, Extension(bell): Extension<Arc<Notify>>, status: NewStatus) -> Json<Snapshot> {
    let answer = long_polling::update(lab, status).await;
    bell.notify_one();
    answer
}

async fn poll(
    State(lab): State<LongPolling>,
    Extension(bell): Extension<Arc<Notify>>,
    LastVersion(known): LastVersion,
) -> Response {
    let news = async {
        while lab.task.current().version == known {
            bell.notified().await;
        }
        lab.task.current()
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    routes(get(poll), post(update), get(long_polling::read), lab(hold)).layer(Extension(Arc::new(Notify::new())))
}
