//! The events are called 'joinRoom', 'chatMessage' and 'message', as in the lecture, where the lab text has 'join
//! room', 'chat message' and 'room message'. Page and server agree, so it works; the names of the lab text are those
//! that count.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "events-of-the-lecture",
    row: "",
    lab: "socketio",
    fails: &["events-renamed"],
    may_fail: &[],
    source: include_str!("events_of_the_lecture.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = socket.within(member.room.clone()).emit("message", &has_come(&member)).await;
}

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.within(member.room.clone()).emit("message", &message(&member, &text)).await;
}

async fn leave(socket: SocketRef) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    let _ = socket.to(member.room.clone()).emit("message", &has_left(&member)).await;
}

async fn page() -> impl IntoResponse {
    let text = include_str!("../chat.html");
    let text = text.replace(r#"emit("join room""#, r#"emit("joinRoom""#);
    let text = text.replace(r#"emit("chat message""#, r#"emit("chatMessage""#);
    let text = text.replace(r#"on("chat message""#, r#"on("message""#);
    axum::response::Html(text.replace(r#"on("room message""#, r#"on("message""#))
}

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/", async |socket: SocketRef| {
        socket.on("joinRoom", join);
        socket.on("chatMessage", say);
        socket.on_disconnect(leave);
    });
    routes(get(page), engine)
}
