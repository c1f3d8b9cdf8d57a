//! What the flawed servers of this lab share: the names that they use, and the chat around the piece that they replace.

pub use axum::{http::header, middleware::map_response};
pub use serde_json::{Value, json};
pub use socketioxide::{
    SocketIo, TransportType,
    adapter::LocalAdapter,
    extract::{SocketRef, TryData},
    handler::{ConnectHandler, DisconnectHandler, MessageHandler},
    socket::DisconnectReason,
};

pub use crate::flawed::support::*;
pub(in crate::socketio) use crate::socketio::{
    self, admin, builder,
    chat::{self, Member, Said},
    engine::Engine,
    redis::Others,
};

/// The page and its client at the paths of the lab text, and this Socket.IO.
pub fn routes(page: MethodRouter, engine: Engine) -> Router {
    let script = get(socketio::script);
    finish(Router::new().route("/", page).route("/socket.io/socket.io.js", script).merge(engine.route))
}

/// The model answer with another handler for a new client.
pub fn with_connect<T: Send + Sync + 'static>(connect: impl ConnectHandler<LocalAdapter, T>) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/", connect);
    routes(get(socketio::page), engine)
}

/// The model answer itself, for a flaw that is around it.
pub fn model_answer() -> Router {
    with_connect(chat::connect)
}

/// The model answer with another handler for `join room`.
pub fn with_join<T: Send + Sync + 'static>(join: impl MessageHandler<LocalAdapter, T> + Clone) -> Router {
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on("join room", join);
    })
}

/// The model answer with another handler for `chat message`.
pub fn with_say<T: Send + Sync + 'static>(say: impl MessageHandler<LocalAdapter, T> + Clone) -> Router {
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on("chat message", say);
    })
}

/// The model answer with another handler for the end of a connection.
pub fn with_leave<T: Send + Sync + 'static>(leave: impl DisconnectHandler<LocalAdapter, T> + Clone) -> Router {
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on_disconnect(leave);
    })
}

/// The model answer, in which each message goes out as `change` returns it.
pub fn with_data(change: fn(&Member, String) -> Value) -> Router {
    with_say(async move |socket: SocketRef, TryData(said): TryData<Said>| {
        let Some((member, text)) = said_by(&socket, said) else { return };
        let _ = socket.within(member.room.clone()).emit("chat message", &change(&member, text)).await;
    })
}

/// Who speaks and what, if it is a member who says something.
pub fn said_by<E>(socket: &SocketRef, said: Result<Said, E>) -> Option<(Member, String)> {
    Some((socket.extensions.get()?, said.ok()?.message))
}

/// A message as it should go out.
pub fn message(Member { username, room }: &Member, text: &str) -> Value {
    json!({ "username": username, "room": room, "message": text })
}

/// What should be told of who comes, and of who leaves.
pub fn has_come(Member { username, room }: &Member) -> Value {
    json!({ "message": format!("{username} a rejoint le salon {room}.") })
}
pub fn has_left(Member { username, room }: &Member) -> Value {
    json!({ "message": format!("{username} a quitté le salon {room}.") })
}

/// Enters the room, without a word.
pub fn enter(socket: &SocketRef, member: &Member) {
    if let Some(before) = socket.extensions.insert(member.clone()) {
        socket.leave(before.room);
    }
    socket.join(member.room.clone());
}
