//! The line 'socket.on("chat message", ...)' stands inside the handler of 'join room': each join adds one more handler,
//! and after the second join of a client each of its messages goes out twice. Register handlers once, when the client
//! connects.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "listener-in-join",
    row: "",
    lab: "socketio",
    fails: &["message-twice"],
    may_fail: &[],
    source: include_str!("listener_in_join.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// The handlers that a socket has: here one only may be registered for an event, in Node there may be many.
#[derive(Clone, Default)]
struct Handlers(usize);

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let Handlers(count) = socket.extensions.get().unwrap_or_default();
    socket.extensions.insert(Handlers(count + 1));
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    for _ in 0..socket.extensions.get::<Handlers>().unwrap_or_default().0 {
        let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
    }
}

fn app(_: Duration) -> Router {
    with_connect(async |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on("join room", join);
        socket.on("chat message", say);
    })
}
