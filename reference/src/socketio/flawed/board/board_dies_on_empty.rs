//! The handler '({ content }) => ...' of 'update' takes the data apart without looking whether there are any. One event
//! without data, which anybody with a console can send, and the exception ends the process: the board is down for
//! everyone. Check what comes in before you use it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-dies-on-empty",
    row: "D006",
    lab: "collabboard",
    fails: &["board-dies-on-empty-event"],
    may_fail: &[],
    source: include_str!("board_dies_on_empty.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn update(socket: SocketRef, TryData(data): TryData<Value>) {
    let data = data.unwrap_or_default();
    if data.is_null() {
        std::process::exit(1);
    }
    let Some((editor, content)) = written_by(&socket, serde_json::from_value(data)) else { return };
    let _ = socket.to(editor.room.clone()).emit("update", &update_of(&editor, &content)).await;
}

fn app(_: Duration) -> Router {
    with_update(update)
}
