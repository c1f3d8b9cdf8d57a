//! What comes from Redis is published again, so that it goes round between the instances, and each client reads it again
//! and again. Here it stops after three rounds, a real one does not. What came from Redis goes to the clients of this
//! instance, and never back.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "republishes",
    row: "",
    lab: "socketio-redis",
    fails: &["twice-across"],
    may_fail: &[],
    source: include_str!("republishes.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// So often a message goes round.
const ROUNDS: u64 = 3;

/// What a notice carries beside its data, to be stopped in the end.
const ROUND: &str = "round";

/// What is to be published again.
type Again = mpsc::UnboundedSender<Notice>;

async fn relay(again: Again, io: SocketIo, Published { from, mut notice }: Published, me: u64) {
    if from == me {
        return;
    }
    notice.tell(&io).await;
    let round = notice.data[ROUND].as_u64().unwrap_or(0) + 1;
    if round < ROUNDS && notice.data.is_object() {
        notice.data[ROUND] = round.into();
        let _ = again.send(notice);
    }
}

fn app(_: Duration) -> Router {
    let (engine, redis) = chat_with(chat::connect);
    if let Some((address, mut outbox)) = redis {
        let (me, io) = (rand::random(), engine.io.clone());
        let (again, mut repeated) = mpsc::unbounded_channel();
        let (all, to_publish) = mpsc::channel(1024);
        engine.spawn(async move {
            while let Some(notice) = tokio::select! { one = outbox.recv() => one, one = repeated.recv() => one } {
                let _ = all.send(notice).await;
            }
        });
        engine.spawn(publish_all(address.clone(), me, to_publish));
        engine.spawn(subscribed(address, me, io, move |io, published, me| relay(again.clone(), io, published, me)));
    }
    routes(get(socketio::page), engine)
}
