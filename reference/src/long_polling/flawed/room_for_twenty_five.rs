//! No more than 25 requests are served at once: the next one is refused at once ('503'), be it the very update that the
//! others wait for; and a client that has left keeps its place to the end of its hold. That is enough for the tabs of
//! the lab text, so it loses no points. Let the update in whoever waits.

use axum::middleware::{Next, from_fn_with_state};
use tokio::sync::Semaphore;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "room-for-twenty-five",
    row: "D027",
    lab: "long-polling",
    fails: &["waiters-limited"],
    may_fail: &[],
    source: include_str!("room_for_twenty_five.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn admit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(place) = places.try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable").into_response();
    };
    // The work goes on whether its client is still there or not.
    let work = tokio::spawn(async move {
        let answer = next.run(request).await;
        drop(place);
        answer
    });
    work.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn app(hold: Duration) -> Router {
    model_answer(hold).layer(from_fn_with_state(Arc::new(Semaphore::new(25)), admit))
}
