//! The pseudo for the notification is kept in one variable of the server, 'let pseudo', instead of one for each socket:
//! whoever leaves, the room reads that the one who came last has left. Keep it with the socket: 'socket.data.pseudo'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-names-another",
    row: "",
    lab: "collabboard",
    fails: &["departure-not-announced"],
    may_fail: &[],
    source: include_str!("board_names_another.rs"),
    serve: |listener, time| run(listener, time, app),
};

type Latest = Arc<Mutex<String>>;

async fn leave(socket: SocketRef, latest: Latest) {
    let Some(mut editor) = socket.extensions.get::<Editor>() else { return };
    latest.lock().expect("nobody panics with it").clone_into(&mut editor.pseudo);
    let _ = socket.to(editor.room.clone()).emit("notification", &has_left(&editor)).await;
}

fn app(_: Duration) -> Router {
    let latest = Latest::default();
    let connect = async move |socket: SocketRef, boards: State<Boards>, others: State<Others>| {
        board::connect(socket.clone(), boards, others).await;
        let Some(editor) = socket.extensions.get::<Editor>() else { return };
        editor.pseudo.clone_into(&mut latest.lock().expect("nobody panics with it"));
        socket.on_disconnect(async move |socket: SocketRef| leave(socket, latest).await);
    };
    with_connect(connect.with(board::authorise))
}
