//! A message is given to the clients of this instance at once, and once more when it comes back from Redis, which sends it
//! to its publisher too: whoever is on the instance of the sender reads it twice. Give it to them in one place only, or
//! leave out what this instance has published itself.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "local-and-redis",
    row: "",
    lab: "socketio-redis",
    fails: &["twice-across"],
    may_fail: &[],
    source: include_str!("local_and_redis.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn relay(io: SocketIo, published: Published, _: u64) {
    published.notice.tell(&io).await;
}

fn app(_: Duration) -> Router {
    with_relay(chat::connect, relay)
}
