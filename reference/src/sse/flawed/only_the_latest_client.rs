//! The server remembers one client, the latest: each new client takes the place of the one before, which hears
//! nothing more on a connection that stays open. With one tab all is well; open a second, and the first is
//! silent. Keep a list of all clients, and write to each.

use std::pin::pin;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "only-the-latest-client",
    row: "",
    lab: "sse",
    fails: &["subscriber-starved"],
    may_fail: &[],
    source: include_str!("only_the_latest_client.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

type Latest = Arc<Mutex<Option<mpsc::UnboundedSender<String>>>>;

async fn stream(State(latest): State<Latest>) -> Response {
    let (client, mut events) = mpsc::unbounded_channel();
    // The client before is not told, and its connection stays open.
    *latest.lock().expect("nobody panics here") = Some(client);
    event_stream(stream::poll_fn(move |context| events.poll_recv(context)).chain(stream::pending()))
}

fn app(interval: Duration) -> Router {
    let lab = lab(interval);
    let latest = Latest::default();
    let tell = latest.clone();
    tokio::spawn(async move {
        let mut all = pin!(quotes(&lab));
        while let Some(quote) = all.next().await {
            if let Some(client) = &*tell.lock().expect("nobody panics here") {
                let _ = client.send(event(quote));
            }
        }
    });
    routes(get(sse::page), get(stream), latest)
}
