//! The room is kept in one variable of the server, 'let currentRoom', instead of one for each socket: a message goes to
//! the room that somebody joined last, whoever writes it. Two people in two rooms, and one reads what the other writes.
//! Keep the room with the socket: 'socket.data.room', or take it from the message.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-room-for-all",
    row: "",
    lab: "socketio",
    fails: &["message-leaves-room"],
    may_fail: &[],
    source: include_str!("one_room_for_all.rs"),
    serve: |listener, time| run(listener, time, app),
};

type CurrentRoom = Arc<Mutex<String>>;

async fn join(socket: SocketRef, current: CurrentRoom, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    member.room.clone_into(&mut current.lock().expect("nobody panics with it"));
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn say(socket: SocketRef, current: CurrentRoom, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let room = current.lock().expect("nobody panics with it").clone();
    let _ = socket.within(room).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    let current = CurrentRoom::default();
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        let (joined, said) = (current.clone(), current);
        socket.on("join room", async move |socket: SocketRef, data: TryData<Member>| join(socket, joined, data).await);
        socket.on("chat message", async move |socket: SocketRef, data: TryData<Said>| say(socket, said, data).await);
    })
}
