//! What the flawed servers of several instances share: the model answer around the piece that they replace.

pub use tokio::sync::mpsc;

pub use super::super::support::*;
pub(super) use crate::{
    flawed::instance,
    socketio::{
        notice::Notice,
        redis::{self, PAUSE, Published, Subscription},
    },
};

/// A chat with these handlers, and its Redis if there is one: where that is, and what is to be published there.
pub fn chat_with<T: Send + Sync + 'static>(
    connect: impl ConnectHandler<LocalAdapter, T>,
) -> (Engine, Option<(String, mpsc::Receiver<Notice>)>) {
    let (others, outbox) = Others::channel();
    let engine = Engine::start(builder(others));
    engine.io.ns("/", connect);
    (engine, instance().redis.map(|address| (address, outbox)))
}

/// The model answer, in which each instance does this with what comes from Redis, its own notices among it: it is told
/// by which instance a notice was published, and which one this is.
pub fn with_relay<T: Send + Sync + 'static, R: Future<Output = ()> + Send + 'static>(
    connect: impl ConnectHandler<LocalAdapter, T>,
    relay: impl Fn(SocketIo, Published, u64) -> R + Send + Sync + 'static,
) -> Router {
    let (engine, redis) = chat_with(connect);
    if let Some((address, outbox)) = redis {
        let (me, io) = (rand::random(), engine.io.clone());
        engine.spawn(publish_all(address.clone(), me, outbox));
        engine.spawn(subscribed(address, me, io, relay));
    }
    routes(get(socketio::page), engine)
}

/// Publishes whatever is to be published, for ever.
pub async fn publish_all(address: String, me: u64, mut outbox: mpsc::Receiver<Notice>) {
    while redis::publish(&address, me, &mut outbox).await.is_err() {
        sleep(PAUSE).await;
    }
}

/// Does this with whatever is published, for ever.
pub async fn subscribed<R: Future<Output = ()> + Send + 'static>(
    address: String,
    me: u64,
    io: SocketIo,
    relay: impl Fn(SocketIo, Published, u64) -> R + Send + Sync + 'static,
) {
    loop {
        if let Ok(mut subscription) = Subscription::open(&address).await {
            while let Ok(published) = subscription.next().await {
                relay(io.clone(), published, me).await;
            }
        }
        sleep(PAUSE).await;
    }
}

/// What the model answer does with it.
pub async fn tell_those_of_others(io: SocketIo, Published { from, notice }: Published, me: u64) {
    if from != me {
        notice.tell(&io).await;
    }
}

/// The same, of a notice in which something is changed.
pub async fn tell_changed(io: SocketIo, published: Published, me: u64, change: fn(Notice) -> Notice) {
    let Published { from, notice } = published;
    tell_those_of_others(io, Published { from, notice: change(notice) }, me).await;
}
