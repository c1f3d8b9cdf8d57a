//! The members of a room are kept by their pseudo. When two have the same one and one of them leaves, the room is taken
//! for empty and is forgotten: the other one talks to nobody. Keep members by 'socket.id', which is never given twice.

use std::collections::{HashMap, HashSet};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "same-name-ends-room",
    row: "D036",
    lab: "socketio",
    fails: &["duplicate-pseudo-harms"],
    may_fail: &[],
    source: include_str!("same_name_ends_room.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// The pseudos in each room.
type Rooms = Arc<Mutex<HashMap<String, HashSet<String>>>>;

async fn join(socket: SocketRef, rooms: Rooms, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let lock = || rooms.lock().expect("nobody panics with it");
    lock().entry(member.room.clone()).or_default().insert(member.username.clone());
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn say(socket: SocketRef, rooms: Rooms, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let is_open = rooms.lock().expect("nobody panics with it").contains_key(&member.room);
    if is_open {
        let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
    }
}

async fn leave(socket: SocketRef, rooms: Rooms) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    {
        let mut rooms = rooms.lock().expect("nobody panics with it");
        let Some(pseudos) = rooms.get_mut(&member.room) else { return };
        pseudos.remove(&member.username);
        if pseudos.is_empty() {
            rooms.remove(&member.room);
        }
    }
    let _ = socket.to(member.room.clone()).emit("room message", &has_left(&member)).await;
}

fn app(_: Duration) -> Router {
    let rooms = Rooms::default();
    with_connect(async move |socket: SocketRef| {
        let (joined, said, left) = (rooms.clone(), rooms.clone(), rooms);
        socket.on("join room", async move |socket: SocketRef, data: TryData<Member>| join(socket, joined, data).await);
        socket.on("chat message", async move |socket: SocketRef, data: TryData<Said>| say(socket, said, data).await);
        socket.on_disconnect(async move |socket: SocketRef| leave(socket, left).await);
    })
}
