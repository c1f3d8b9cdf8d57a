//! Only one message in 50 ms is published, to spare Redis, and those in between are dropped: of several that come at once,
//! the other instance has the first. Redis takes a hundred thousand a second: publish each.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "burst-thinned-out",
    row: "",
    lab: "socketio-redis",
    fails: &["not-across"],
    may_fail: &[],
    source: include_str!("burst_thinned_out.rs"),
    serve: |listener, time| run(listener, time, app),
};

const EVERY: Duration = Duration::from_millis(50);

fn app(_: Duration) -> Router {
    let (engine, redis) = chat_with(chat::connect);
    if let Some((address, mut outbox)) = redis {
        let (me, io) = (rand::random(), engine.io.clone());
        let (some, to_publish) = mpsc::channel(1024);
        engine.spawn(async move {
            while let Some(notice) = outbox.recv().await {
                let _ = some.send(notice).await;
                let over = tokio::time::Instant::now() + EVERY;
                while tokio::time::timeout_at(over, outbox.recv()).await.is_ok_and(|dropped| dropped.is_some()) {}
            }
        });
        engine.spawn(publish_all(address.clone(), me, to_publish));
        engine.spawn(subscribed(address, me, io, tell_those_of_others));
    }
    routes(get(socketio::page), engine)
}
