//! One connection to Redis for both: it has subscribed, and a connection that has may not publish any more. Redis answers
//! with an error, which nobody reads, and since messages reach the clients by way of Redis only, nobody reads anything.
//! Take two connections, as with 'client.duplicate()'.

use socketioxide::extract::State;
use tokio::io::AsyncWriteExt;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "subscriber-publishes",
    row: "",
    lab: "socketio-redis",
    fails: &["local-delivery-lost", "not-across"],
    may_fail: &[],
    source: include_str!("subscriber_publishes.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// Everybody has it from Redis, those of this instance too.
async fn say(socket: SocketRef, State(others): State<Others>, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let (namespace, data) = (socket.ns().to_owned(), message(&member, &text));
    others.tell(Notice { namespace, room: Some(member.room), event: "chat message".into(), data });
}

/// Writes all commands on the connection that has subscribed. What Redis answers is thrown away.
async fn on_one_connection(address: String, mut outbox: mpsc::Receiver<Notice>) {
    let Ok((mut answers, mut commands)) = redis::open(&address).await else { return };
    tokio::spawn(async move { tokio::io::copy(&mut answers, &mut tokio::io::sink()).await });
    let _ = commands.write_all(&redis::command(&["SUBSCRIBE", redis::CHANNEL])).await;
    while let Some(notice) = outbox.recv().await {
        let text = json!(notice).to_string();
        let _ = commands.write_all(&redis::command(&["PUBLISH", redis::CHANNEL, &text])).await;
    }
}

fn app(_: Duration) -> Router {
    let (engine, redis) = chat_with(async |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on("chat message", say);
    });
    if let Some((address, outbox)) = redis {
        engine.spawn(on_one_connection(address, outbox));
    }
    routes(get(socketio::page), engine)
}
