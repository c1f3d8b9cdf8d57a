//! Those at a board are kept by their pseudo. When two have the same one and one of them leaves, the room is taken for
//! empty and is forgotten: the other one writes for nobody. Keep them by 'socket.id', which is never given twice.

use std::collections::HashSet;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-same-name-ends-room",
    row: "D036",
    lab: "collabboard",
    fails: &["board-duplicate-pseudo-harms"],
    may_fail: &[],
    source: include_str!("board_same_name_ends_room.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// Who is there, by room and pseudo.
type Present = Arc<Mutex<HashSet<(String, String)>>>;

fn key(socket: &SocketRef) -> Option<(String, String)> {
    socket.extensions.get::<Editor>().map(|editor| (editor.room, editor.pseudo))
}

async fn update(socket: SocketRef, present: Present, TryData(update): TryData<Update>) {
    let Some((editor, content)) = written_by(&socket, update) else { return };
    let is_there = key(&socket).is_some_and(|key| present.lock().expect("nobody panics with it").contains(&key));
    if is_there {
        let _ = socket.to(editor.room.clone()).emit("update", &update_of(&editor, &content)).await;
    }
}

async fn leave(socket: SocketRef, present: Present) {
    let Some(editor) = socket.extensions.get::<Editor>() else { return };
    present.lock().expect("nobody panics with it").remove(&(editor.room.clone(), editor.pseudo.clone()));
    let _ = socket.to(editor.room.clone()).emit("notification", &has_left(&editor)).await;
}

fn app(_: Duration) -> Router {
    let present = Present::default();
    let connect = async move |socket: SocketRef, boards: State<Boards>, others: State<Others>| {
        board::connect(socket.clone(), boards, others).await;
        present.lock().expect("nobody panics with it").extend(key(&socket));
        let (written, left) = (present.clone(), present);
        socket.on("update", async move |socket: SocketRef, data: TryData<Update>| update(socket, written, data).await);
        socket.on_disconnect(async move |socket: SocketRef| leave(socket, left).await);
    };
    with_connect(connect.with(board::authorise))
}
