//! Each visitor has a session with a cookie, and the session is locked until its request has been answered: while a poll
//! waits, everything else that the same browser asks waits with it. The button of the page does nothing until the
//! page's own poll has ended. Let go of the session before you wait (PHP: session_write_close()).

use std::collections::HashMap;

use axum::http::{
    HeaderValue,
    header::{COOKIE, SET_COOKIE},
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "session-lock",
    row: "",
    lab: "long-polling",
    fails: &["session-locked"],
    may_fail: &[],
    source: include_str!("session_lock.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

type Lock = Arc<tokio::sync::Mutex<()>>;

#[derive(Clone)]
struct Sessions(Arc<Mutex<HashMap<String, Lock>>>, Router);

async fn enter(State(sessions): State<Sessions>, request: Request) -> Response {
    let cookie = request.headers().get(COOKIE).and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let (lock, new_cookie) = sessions.open(cookie);
    // Held to the end of the answer.
    let _held = lock.lock().await;
    let mut response = ask(sessions.1, request).await;
    if let Some(cookie) = new_cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl Sessions {
    /// The lock of this session, or of a new one with its cookie.
    fn open(&self, cookie: &str) -> (Lock, Option<String>) {
        let mut sessions = self.0.lock().expect("nobody panics here");
        if let Some(lock) = sessions.get(cookie) {
            return (lock.clone(), None);
        }
        let cookie = format!("session={}", sessions.len() + 1);
        let lock = sessions.entry(cookie.clone()).or_default();
        (lock.clone(), Some(format!("{cookie}; Path=/; HttpOnly")))
    }
}

fn app(hold: Duration) -> Router {
    Router::new().fallback(enter).with_state(Sessions(Arc::default(), model_answer(hold)))
}
