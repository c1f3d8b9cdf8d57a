//! Each update is saved before it is passed on, here for two seconds. Nothing is lost, but two people who write at the same
//! place do not see each other in time. Pass on first, save afterwards.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-saves-first",
    row: "",
    lab: "collabboard",
    fails: &["update-late"],
    may_fail: &[],
    source: include_str!("board_saves_first.rs"),
    serve: |listener, time| run(listener, time, app),
};

const SAVING: Duration = Duration::from_secs(2);

async fn update(socket: SocketRef, TryData(update): TryData<Update>) {
    let Some((editor, content)) = written_by(&socket, update) else { return };
    sleep(SAVING).await;
    let _ = socket.to(editor.room.clone()).emit("update", &update_of(&editor, &content)).await;
}

fn app(_: Duration) -> Router {
    with_update(update)
}
