//! The stream is at '/live', and the lab text says '/stream'. The page of this server knows it, so everything
//! works; a page written from the text does not find it. Use the name that both sides agreed on.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "another-path",
    row: "",
    lab: "sse",
    fails: &["stream-renamed"],
    may_fail: &[],
    source: include_str!("another_path.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn page() -> Response {
    axum::response::Html(sse::page().await.0.replace("/stream", "/live")).into_response()
}

fn app(interval: Duration) -> Router {
    finish(Router::new().route("/", get(page)).route("/live", get(sse::stream)).with_state(lab(interval)))
}
