//! When a client leaves, what should clean up after it raises an error, outside of any request: nobody catches it,
//! and the whole server ends. Every page loses its stream because somebody closed a tab. Catch errors where a
//! connection closes, and try it: open two tabs, and close one.

use std::{io, pin::pin};

use futures_util::future::{Either, select};
use tokio::sync::Notify;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-when-one-leaves",
    row: "",
    lab: "sse",
    fails: &["stream-server-died"],
    may_fail: &[],
    source: include_str!("dies_when_one_leaves.rs"),
    serve: |listener, interval| Box::pin(serve(listener, interval)),
};

/// Told when the error is raised.
type Uncaught = Arc<Notify>;

struct CleanUp(Uncaught);

impl Drop for CleanUp {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

async fn stream(Extension(uncaught): Extension<Uncaught>, State(lab): State<Quotes>, headers: HeaderMap) -> Response {
    keeping(sse::stream(State(lab), headers).await.into_response(), CleanUp(uncaught))
}

async fn serve(listener: TcpListener, interval: Duration) -> io::Result<()> {
    let uncaught = Uncaught::default();
    let app = with_stream(get(stream), interval).layer(Extension(uncaught.clone()));
    let served = pin!(async move { axum::serve(listener, app).await });
    match select(served, pin!(uncaught.notified())).await {
        Either::Left((ended, _)) => ended,
        Either::Right(_) => Err(io::Error::other("TypeError: clients.remove is not a function")),
    }
}
