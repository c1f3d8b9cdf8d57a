//! The state is kept in the session, so each browser has a task of its own. The browser that sends an update
//! sees the change; every other one still reads the old status, and its polls are never woken. Keep one state
//! in the server, for all clients.

use std::collections::HashMap;

use axum::http::{
    HeaderValue,
    header::{COOKIE, SET_COOKIE},
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "state-in-session",
    row: "D104",
    lab: "long-polling",
    fails: &["state-not-shared"],
    may_fail: &[],
    source: include_str!("state_in_session.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

#[derive(Clone)]
struct Sessions(Arc<Mutex<HashMap<String, Router>>>, Duration);

async fn enter(State(sessions): State<Sessions>, request: Request) -> Response {
    let cookie = request.headers().get(COOKIE).and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let (app, new_cookie) = sessions.open(cookie);
    let mut response = ask(app, request).await;
    if let Some(cookie) = new_cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl Sessions {
    /// The session of this cookie, or a new one with its cookie and a new task.
    fn open(&self, cookie: &str) -> (Router, Option<String>) {
        let mut sessions = self.0.lock().expect("nobody panics here");
        if let Some(app) = sessions.get(cookie) {
            return (app.clone(), None);
        }
        let cookie = format!("session={}", sessions.len() + 1);
        let app = sessions.entry(cookie.clone()).or_insert_with(|| model_answer(self.1));
        (app.clone(), Some(cookie))
    }
}

fn app(hold: Duration) -> Router {
    Router::new().fallback(enter).with_state(Sessions(Arc::default(), hold))
}
