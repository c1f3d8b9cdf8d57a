//! The pseudo is kept in one variable of the server, 'let username', instead of one for each socket: as soon as
//! somebody else joins, every message is signed with their name. Keep it with the socket: 'socket.data.username'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-pseudo-for-all",
    row: "",
    lab: "socketio",
    fails: &["sender-unnamed"],
    may_fail: &[],
    source: include_str!("one_pseudo_for_all.rs"),
    serve: |listener, time| run(listener, time, app),
};

type Pseudo = Arc<Mutex<String>>;

async fn say(socket: SocketRef, pseudo: Pseudo, TryData(said): TryData<Said>) {
    let Some((mut member, text)) = said_by(&socket, said) else { return };
    pseudo.lock().expect("nobody panics with it").clone_into(&mut member.username);
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

async fn join(socket: SocketRef, pseudo: Pseudo, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    member.username.clone_into(&mut pseudo.lock().expect("nobody panics with it"));
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    let pseudo = Pseudo::default();
    with_connect(async move |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        let (joined, said) = (pseudo.clone(), pseudo);
        socket.on("join room", async move |socket: SocketRef, data: TryData<Member>| join(socket, joined, data).await);
        socket.on("chat message", async move |socket: SocketRef, data: TryData<Said>| say(socket, said, data).await);
    })
}
