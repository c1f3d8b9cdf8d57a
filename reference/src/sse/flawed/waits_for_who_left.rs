//! One loop sends each quote to every client, through a channel for each, and waits until the channel takes it. A
//! client that leaves stays in the list, and nobody reads its channel any more: as soon as that is full, the loop
//! waits for ever, and no client gets anything. Take whoever leaves off the list, and never wait for one client.

use std::pin::pin;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "waits-for-who-left",
    row: "",
    lab: "sse",
    fails: &["leavers-still-served"],
    may_fail: &[],
    source: include_str!("waits_for_who_left.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// Each client, with its end of the channel: that is what keeps the channel open when the client has left.
type Clients = Arc<Mutex<Vec<(mpsc::Sender<String>, Receiver)>>>;
type Receiver = Arc<tokio::sync::Mutex<mpsc::Receiver<String>>>;

/// So many events a client may leave unread.
const ROOM: usize = 4;

async fn stream(State(clients): State<Clients>) -> Response {
    let (sender, receiver) = mpsc::channel(ROOM);
    let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
    clients.lock().expect("nobody panics here").push((sender, receiver.clone()));
    event_stream(stream::unfold(receiver, async |receiver| {
        let event = receiver.lock().await.recv().await?;
        Some((event, receiver))
    }))
}

async fn send_to_all(lab: Quotes, clients: Clients) {
    let mut quotes = pin!(quotes(&lab));
    while let Some(quote) = quotes.next().await {
        let all = clients.lock().expect("nobody panics here").clone();
        for (client, _) in all {
            // Here the loop waits for one that is not there any more.
            let _ = client.send(event(quote.clone())).await;
        }
    }
}

fn app(interval: Duration) -> Router {
    let clients = Clients::default();
    tokio::spawn(send_to_all(lab(interval), clients.clone()));
    routes(get(sse::page), get(stream), clients)
}
