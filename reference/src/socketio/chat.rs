//! The chat: who joins a room, speaks in it, and leaves it.

use std::future::{Ready, ready};

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::{Value, json};
use socketioxide::{
    SocketIo,
    extract::{AckSender, SocketRef, State, TryData},
};

use super::{notice::Notice, redis::Others};

/// The most characters of a pseudo or of the name of a room, and of a message.
pub const NAME_LIMIT: usize = 50;
const TEXT_LIMIT: usize = 2_000;

/// What `join room` brings. It is kept with the socket: nobody can speak under another name or in another room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    #[serde(deserialize_with = "text::<NAME_LIMIT, _>")]
    pub username: String,
    #[serde(deserialize_with = "text::<NAME_LIMIT, _>")]
    pub room: String,
}

/// What `chat message` brings. Its pseudo and its room are not read: both are known since the socket joined.
#[derive(Debug, Deserialize)]
pub struct Said {
    #[serde(deserialize_with = "text::<TEXT_LIMIT, _>")]
    pub message: String,
}

/// A text that is neither blank nor longer than this many characters.
pub fn text<'de, const LIMIT: usize, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("a text that is blank"));
    }
    if text.chars().count() > LIMIT {
        return Err(D::Error::custom(format!("a text of more than {LIMIT} characters")));
    }
    Ok(text)
}

/// A new client, that is in no room yet.
///
/// Not an `async fn`: what is in one runs in a task of its own, and on a busy machine the first event of the client may
/// be there before it. An event that nobody handles yet is lost.
pub fn connect(socket: SocketRef) -> Ready<()> {
    // Here, once a socket. Inside `join`, a second `join room` would add a second handler, and double each message.
    socket.on("join room", join);
    socket.on("chat message", say);
    socket.on_disconnect(leave);
    ready(())
}

/// `join room`: all members learn who has come, and so does the newcomer. Whoever is in another room leaves it.
pub async fn join(
    socket: SocketRef,
    io: SocketIo,
    State(others): State<Others>,
    TryData(member): TryData<Member>,
    ack: AckSender,
) {
    let member = match member {
        Ok(member) => member,
        Err(why) => return answer(ack, &json!({ "error": why.to_string() })),
    };
    if socket.extensions.get().as_ref() != Some(&member) {
        leave(socket.clone(), io.clone(), State(others.clone())).await;
        socket.join(member.room.clone());
        socket.extensions.insert(member.clone());
        let text = format!("{} a rejoint le salon {}.", member.username, member.room);
        tell(&socket, &io, &others, member.room, "room message", json!({ "message": text })).await;
    }
    answer(ack, &json!({ "ok": true }));
}

/// `chat message`: the members of the room get it, the sender among them.
pub async fn say(
    socket: SocketRef,
    io: SocketIo,
    State(others): State<Others>,
    TryData(said): TryData<Said>,
    ack: AckSender,
) {
    let Some(Member { username, room }) = socket.extensions.get() else {
        return answer(ack, &json!({ "error": "join a room first" }));
    };
    let message = match said {
        Ok(Said { message }) => message,
        Err(why) => return answer(ack, &json!({ "error": why.to_string() })),
    };
    let data = json!({ "username": username, "room": room, "message": message });
    tell(&socket, &io, &others, room, "chat message", data).await;
    answer(ack, &json!({ "ok": true }));
}

/// The end of a connection, or another room: the members who stay learn who has left. A page that is closed says
/// nothing, so this cannot wait for an event of the client.
pub async fn leave(socket: SocketRef, io: SocketIo, State(others): State<Others>) {
    // A socket that is gone is in no room any more, but this is still with it.
    let Some(Member { username, room }) = socket.extensions.remove() else { return };
    socket.leave(room.clone());
    let text = format!("{username} a quitté le salon {room}.");
    tell(&socket, &io, &others, room, "room message", json!({ "message": text })).await;
}

/// Tells the members of this room, here and on the other instances.
async fn tell(socket: &SocketRef, io: &SocketIo, others: &Others, room: String, event: &str, data: Value) {
    let notice = Notice { namespace: socket.ns().to_owned(), room: Some(room), event: event.to_owned(), data };
    notice.tell(io).await;
    others.tell(notice);
}

/// Answers a client that asked for an acknowledgement.
pub fn answer(ack: AckSender, data: &Value) {
    // An error means that it has left meanwhile.
    let _ = ack.send(data);
}
