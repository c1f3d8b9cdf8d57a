//! Each client gets a timer of its own, and nothing stops it when the client leaves: it goes on making events
//! that no client gets. All clients share one count of ids, so the clients that stay see holes in it, larger
//! with every tab that was ever closed. Stop the timer when the connection closes.

use std::sync::atomic::{AtomicU64, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "timer-never-stopped",
    row: "D029",
    lab: "sse",
    fails: &["leavers-still-served"],
    may_fail: &[],
    source: include_str!("timer_never_stopped.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

#[derive(Clone)]
struct Shared(Arc<AtomicU64>, Duration);

async fn stream(State(Shared(ids, interval)): State<Shared>) -> Response {
    let (client, events) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut prices = Prices::default();
        loop {
            sleep(interval).await;
            let id = ids.fetch_add(1, Ordering::Relaxed);
            // An error means that the client has left. Here the loop should end.
            let _ = client.send(format!("id: {id}\n{}", event(json!(prices.advance())))).await;
        }
    });
    event_stream(received(events))
}

fn app(interval: Duration) -> Router {
    routes(get(sse::page), get(stream), Shared(Arc::default(), interval))
}
