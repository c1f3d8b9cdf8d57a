//! Who says that it leaves gets no answer: the server reads the frames by itself, and knows texts only. The browser waits
//! for the answer, and then reports a connection that was lost (1006), not one that was closed.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "close-kept-waiting",
    row: "",
    lab: "websocket",
    fails: &["close-unanswered"],
    may_fail: &[],
    source: include_str!("close_kept_waiting.rs"),
    serve: |listener, time| run(listener, time, app),
};

const AWHILE: Duration = Duration::from_secs(5);

async fn talk(mut socket: WebSocket, clients: Clients) {
    let (id, mut outgoing) = clients.enter();
    loop {
        tokio::select! {
            message = socket.recv() => match message {
                // The answer would leave with the next `recv`.
                Some(Ok(Message::Close(_))) => break,
                Some(Ok(message)) => pass_on(&clients, id, message),
                Some(Err(_)) | None => return clients.remove(id),
            },
            Some(message) = outgoing.recv() => if socket.send(message).await.is_err() {
                return clients.remove(id);
            },
        }
    }
    clients.remove(id);
    sleep(AWHILE).await;
}

fn app(_: Duration) -> Router {
    let clients = Clients::default();
    let relay = get(async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(move |socket| talk(socket, clients)));
    routes(relay, model_capitals())
}
