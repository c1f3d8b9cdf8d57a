//! The board: one content for each room, which several edit at once. Only who has the token gets in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use serde::{Deserialize, Serialize};
use serde_json::json;
use socketioxide::extract::{AckSender, SocketRef, State, TryData};

use super::{
    admin::{Refused, TOKEN},
    chat::{NAME_LIMIT, answer, text},
    notice::Notice,
    redis::Others,
};

/// The most characters of a content.
const CONTENT_LIMIT: usize = 20_000;

/// What a client gives when it connects: `io("/board", { auth: { pseudo, room, token } })`.
#[derive(Debug, Clone, Deserialize)]
pub struct Editor {
    #[serde(deserialize_with = "text::<NAME_LIMIT, _>")]
    pub pseudo: String,
    #[serde(deserialize_with = "text::<NAME_LIMIT, _>")]
    pub room: String,
    #[serde(default)]
    pub token: String,
}

/// What `update` brings: the whole content, as it is now at the one who edits it.
#[derive(Debug, Deserialize, Serialize)]
pub struct Update {
    pub content: String,
}

/// What stands on each board on which somebody is.
#[derive(Debug, Clone, Default)]
pub struct Boards(Arc<Mutex<HashMap<String, String>>>);

impl Boards {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.0.lock().expect("nobody panics with it")
    }

    pub fn content(&self, room: &str) -> String {
        self.lock().get(room).cloned().unwrap_or_default()
    }

    pub fn keep(&self, room: String, content: String) {
        self.lock().insert(room, content);
    }

    pub fn forget(&self, room: &str) {
        self.lock().remove(room);
    }
}

/// Before the client is connected: whoever has no token is told so, and hears nothing of the room, not even for a moment.
pub async fn authorise(socket: SocketRef, TryData(editor): TryData<Editor>) -> Result<(), Refused> {
    let editor = editor.ok().filter(|editor| editor.token == TOKEN).ok_or(Refused)?;
    socket.extensions.insert(editor);
    Ok(())
}

/// A client that has shown the token. It gets what stands on its board, and the others there learn who has come. What it
/// says at once is heard: see [`super::chat::connect`].
pub fn connect(
    socket: SocketRef,
    boards: State<Boards>,
    others: State<Others>,
) -> impl Future<Output = ()> + Send + 'static {
    socket.on("update", update);
    socket.on_disconnect(leave);
    enter(socket, boards, others)
}

/// Puts the client into its room.
pub async fn enter(socket: SocketRef, State(boards): State<Boards>, State(others): State<Others>) {
    let Some(Editor { pseudo, room, .. }) = socket.extensions.get() else { return };
    socket.join(room.clone());
    // An error means that it has left meanwhile.
    let _ = socket.emit("update", &Update { content: boards.content(&room) });
    notify(&socket, &others, room, format!("{pseudo} a rejoint le tableau.")).await;
}

/// `update`: the others in the room get the content. Not who wrote it: the cursor would jump while they type.
pub async fn update(
    socket: SocketRef,
    State(boards): State<Boards>,
    State(others): State<Others>,
    TryData(update): TryData<Update>,
    ack: AckSender,
) {
    let Some(Editor { pseudo, room, .. }) = socket.extensions.get() else { return };
    let content = match update {
        Ok(Update { content }) if content.chars().count() <= CONTENT_LIMIT => content,
        Ok(_) => return answer(ack, &json!({ "error": "the content is too long" })),
        Err(why) => return answer(ack, &json!({ "error": why.to_string() })),
    };
    boards.keep(room.clone(), content.clone());
    tell(&socket, &others, room, "update", json!({ "pseudo": pseudo, "content": content })).await;
    answer(ack, &json!({ "ok": true }));
}

/// The end of a connection: those who stay learn who has left, and a board on which nobody is any more is wiped.
pub async fn leave(socket: SocketRef, State(boards): State<Boards>, State(others): State<Others>) {
    let Some(Editor { pseudo, room, .. }) = socket.extensions.remove() else { return };
    // It is in its room until all is done that follows from its leaving.
    if socket.to(room.clone()).sockets().is_empty() {
        boards.forget(&room);
    }
    notify(&socket, &others, room, format!("{pseudo} a quitté le tableau.")).await;
}

/// Says to the others in the room who comes and who goes.
pub async fn notify(socket: &SocketRef, others: &Others, room: String, message: String) {
    tell(socket, others, room, "notification", json!({ "message": message })).await;
}

/// Tells the others in the room, here and on the other instances.
async fn tell(socket: &SocketRef, others: &Others, room: String, event: &str, data: serde_json::Value) {
    let _ = socket.to(room.clone()).emit(event, &data).await;
    others.tell(Notice { namespace: socket.ns().to_owned(), room: Some(room), event: event.to_owned(), data });
}
