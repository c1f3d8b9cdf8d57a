//! The events have names of their own, 'rejoindre', 'parler' and 'annonce', where the lab text gives theirs. Page and
//! server agree, so it works; but no other client of the course can talk to this server.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "events-in-french",
    row: "",
    lab: "socketio",
    fails: &["events-renamed"],
    may_fail: &[],
    source: include_str!("events_in_french.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = socket.within(member.room.clone()).emit("annonce", &has_come(&member)).await;
}

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.within(member.room.clone()).emit("parole", &message(&member, &text)).await;
}

async fn leave(socket: SocketRef) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    let _ = socket.to(member.room.clone()).emit("annonce", &has_left(&member)).await;
}

async fn page() -> impl IntoResponse {
    let text = include_str!("../chat.html");
    let text = text.replace(r#"emit("join room""#, r#"emit("rejoindre""#);
    let text = text.replace(r#"emit("chat message""#, r#"emit("parler""#);
    let text = text.replace(r#"on("chat message""#, r#"on("parole""#);
    axum::response::Html(text.replace(r#"on("room message""#, r#"on("annonce""#))
}

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/", async |socket: SocketRef| {
        socket.on("rejoindre", join);
        socket.on("parler", say);
        socket.on_disconnect(leave);
    });
    routes(get(page), engine)
}
