//! The room for the notice is kept in one variable of the server, 'let room', instead of one for each socket: the end
//! of a connection is told in the room that somebody joined last. Keep it with the socket: 'socket.data.room'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "leave-told-in-another-room",
    row: "",
    lab: "socketio",
    fails: &["leave-not-announced", "leave-announced-elsewhere"],
    may_fail: &[],
    source: include_str!("leave_told_in_another_room.rs"),
    serve: |listener, time| run(listener, time, app),
};

type Latest = Arc<Mutex<String>>;

async fn join(socket: SocketRef, latest: Latest, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    member.room.clone_into(&mut latest.lock().expect("nobody panics with it"));
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn leave(socket: SocketRef, latest: Latest) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    let room = latest.lock().expect("nobody panics with it").clone();
    let _ = socket.to(room).emit("room message", &has_left(&member)).await;
}

fn app(_: Duration) -> Router {
    let latest = Latest::default();
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        let (joined, left) = (latest.clone(), latest);
        socket.on("join room", async move |socket: SocketRef, data: TryData<Member>| join(socket, joined, data).await);
        socket.on_disconnect(async move |socket: SocketRef| leave(socket, left).await);
    })
}
