//! The Socket.IO lab: a chat with rooms.
//!
//! - `join room` with `{"username": "Zoé", "room": "paris"}` enters a room, and leaves the one before
//! - `chat message` with `{"message": "Bonjour"}` says something to the members of the room, who get it as `chat message`
//!   with the pseudo and the room beside it
//! - `room message` tells the members who comes and who leaves
//! - the namespaces `/` and `/chat` are two chats, and neither hears the other; in `/admin`, only with a token,
//!   `announce` says something to everybody in both
//! - in the namespace `/board` several edit one content: a client gives `{"pseudo": "Zoé", "room": "plan", "token": …}`
//!   when it connects, `update` with `{"content": "…"}` is passed on to the others in the room, and `notification` tells
//!   them who comes and who leaves. `GET /board` is its page, and `GET /board/status` tells how many are there
//! - `GET /chat` is a page for the chat, and `GET /chat/status` tells how many are there
//!
//! Several instances behind one Redis are one chat: see `redis.rs`.

mod admin;
mod board;
mod chat;
mod engine;
pub(crate) mod flawed;
mod notice;
mod redis;
mod thread;

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{Html, IntoResponse},
    routing::get,
};
use serde::Serialize;
use socketioxide::{SocketIo, SocketIoBuilder, extract::SocketRef, handler::ConnectHandler};

use crate::stopping::Stopping;
use board::Boards;
use chat::Member;
use engine::Engine;
use redis::Others;

/// The namespaces that are chats.
const CHATS: [&str; 2] = ["/", "/chat"];

/// How many packets may wait for a client that is slow to take them; what comes while that many wait it never gets.
const WAITING: usize = 4096;

/// What is needed to start the chat.
#[derive(Debug, Clone)]
pub struct Chat {
    /// Where the Redis is that leads to the other instances, such as `localhost:6379`.
    pub redis: Option<String>,
    pub stopping: Stopping,
}

/// The routes of the lab.
pub fn router(lab: Chat) -> Router {
    let Chat { redis, stopping } = lab;
    let (others, outbox) = Others::channel();
    let engine = Engine::start(builder(if redis.is_some() { others } else { Others::default() }));
    let io = engine.io.clone();
    for namespace in CHATS {
        io.ns(namespace, chat::connect);
    }
    io.ns("/admin", admin::connect.with(admin::authorise));
    io.ns("/board", board::connect.with(board::authorise));
    if let Some(address) = redis {
        engine.spawn(redis::connect(address, io.clone(), outbox));
    }
    engine.spawn(close(io.clone(), stopping));
    pages(io).merge(engine.route)
}

/// A server without a namespace yet.
fn builder(others: Others) -> SocketIoBuilder {
    SocketIo::builder().max_buffer_size(WAITING).with_state(others).with_state(Boards::default())
}

/// What is there beside Socket.IO itself.
fn pages(io: SocketIo) -> Router {
    Router::new()
        .route("/chat", get(page))
        .route("/chat/status", get(status))
        .route("/board", get(board_page))
        .route("/board/status", get(board_status))
        .route("/socket.io/socket.io.js", get(script))
        .with_state(io)
}

/// Shows the page.
async fn page() -> Html<&'static str> {
    Html(include_str!("chat.html"))
}

/// Shows the page of the board.
async fn board_page() -> Html<&'static str> {
    Html(include_str!("board.html"))
}

/// The client that the pages use, where a Node server has it too.
async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("socket.io.js"))
}

/// How many clients are connected, and how many of them are in each room.
#[derive(Debug, Serialize)]
struct Status {
    connections: usize,
    rooms: BTreeMap<String, usize>,
}

/// Counts them anew each time: a counter beside the connections would be wrong as soon as one of them is missed.
async fn status(State(io): State<SocketIo>) -> Json<Status> {
    let sockets: Vec<SocketRef> = CHATS.iter().filter_map(|name| io.of(name)).flat_map(|chat| chat.sockets()).collect();
    let mut rooms = BTreeMap::new();
    for member in sockets.iter().filter_map(|socket| socket.extensions.get::<Member>()) {
        *rooms.entry(member.room).or_default() += 1;
    }
    Json(Status { connections: sockets.len(), rooms })
}

/// How many clients are at the boards.
async fn board_status(State(io): State<SocketIo>) -> Json<BoardStatus> {
    Json(BoardStatus { connections: io.of("/board").map_or(0, |board| board.sockets().len()) })
}

#[derive(Debug, Serialize)]
struct BoardStatus {
    connections: usize,
}

/// Ends all connections when the server stops: the clients learn it at once, and come back to the next one.
async fn close(io: SocketIo, stopping: Stopping) {
    stopping.requested().await;
    io.close().await;
}
