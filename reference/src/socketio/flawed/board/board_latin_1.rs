//! The content is taken for Latin-1 on its way, as 'Buffer.from(text).toString("latin1")' does: each accent comes out as
//! two strange characters, 'Ã©' for 'é', for everybody and for good. Socket.IO sends any text as it is: leave it alone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-latin-1",
    row: "",
    lab: "collabboard",
    fails: &["update-mangled"],
    may_fail: &[],
    source: include_str!("board_latin_1.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn update(socket: SocketRef, TryData(update): TryData<Update>) {
    let Some((editor, content)) = written_by(&socket, update) else { return };
    let twice: String = content.bytes().map(char::from).collect();
    let _ = socket.to(editor.room.clone()).emit("update", &update_of(&editor, &twice)).await;
}

fn app(_: Duration) -> Router {
    with_update(update)
}
