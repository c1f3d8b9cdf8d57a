//! Messages are kept for two seconds before they are published, as where a timer looks into a list from time to time:
//! those on the same instance have talked on when the others read the first word. Publish at once: that is what
//! 'publish' and 'subscribe' are there for.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "published-later",
    row: "",
    lab: "socketio-redis",
    fails: &["late-across"],
    may_fail: &[],
    source: include_str!("published_later.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE_BEFORE: Duration = Duration::from_secs(2);

fn app(_: Duration) -> Router {
    let (engine, redis) = chat_with(chat::connect);
    if let Some((address, mut outbox)) = redis {
        let (me, io) = (rand::random(), engine.io.clone());
        let (late, to_publish) = mpsc::channel(1024);
        engine.spawn(async move {
            while let Some(notice) = outbox.recv().await {
                let late = late.clone();
                tokio::spawn(async move {
                    sleep(PAUSE_BEFORE).await;
                    let _ = late.send(notice).await;
                });
            }
        });
        engine.spawn(publish_all(address.clone(), me, to_publish));
        engine.spawn(subscribed(address, me, io, tell_those_of_others));
    }
    routes(get(socketio::page), engine)
}
