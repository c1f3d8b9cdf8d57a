//! The arrival is told with 'socket.to(room)', which leaves out the newcomer: whoever enters a room sees nothing, and
//! cannot know whether it worked. The lab text wants the newcomer told too: 'io.to(room)'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "newcomer-left-out",
    row: "",
    lab: "socketio",
    fails: &["newcomer-not-told"],
    may_fail: &[],
    source: include_str!("newcomer_left_out.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = socket.to(member.room.clone()).emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
