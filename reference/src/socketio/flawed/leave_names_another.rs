//! The pseudo for the notice is kept in one variable of the server, 'let username', instead of one for each socket:
//! whoever leaves, the room reads that the one who joined last has left. Keep it with the socket:
//! 'socket.data.username'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "leave-names-another",
    row: "",
    lab: "socketio",
    fails: &["leave-announced-elsewhere"],
    may_fail: &[],
    source: include_str!("leave_names_another.rs"),
    serve: |listener, time| run(listener, time, app),
};

type Latest = Arc<Mutex<String>>;

async fn join(socket: SocketRef, latest: Latest, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    member.username.clone_into(&mut latest.lock().expect("nobody panics with it"));
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn leave(socket: SocketRef, latest: Latest) {
    let Some(mut member) = socket.extensions.get::<Member>() else { return };
    latest.lock().expect("nobody panics with it").clone_into(&mut member.username);
    let _ = socket.to(member.room.clone()).emit("room message", &has_left(&member)).await;
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
