//! Messages are published, and the notices of who comes and who leaves are not: on the other instance nobody learns who is
//! there. What is told to a room is for all of it, whatever the instance: publish it as well.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "notices-stay-local",
    row: "",
    lab: "socketio-redis",
    fails: &["notices-one-instance"],
    may_fail: &[],
    source: include_str!("notices_stay_local.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, io: SocketIo, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = io.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

async fn leave(socket: SocketRef, io: SocketIo) {
    let Some(member) = socket.extensions.remove::<Member>() else { return };
    let _ = io.within(member.room.clone()).emit("room message", &has_left(&member)).await;
}

fn app(_: Duration) -> Router {
    let connect = async |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.on("join room", join);
        socket.on_disconnect(leave);
    };
    with_relay(connect, tell_those_of_others)
}
