//! The stamping server that is like an ordinary one: axum, on one thread as Node and Python have, each held GET a task
//! that waits on a watch channel. It is asked, and answers, as the other stamping server; what it says as the time of
//! sending is read when the body is made, which is before the answer is put together and written.

use super::{clock, server};
use axum::extract::{Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;

#[derive(Clone)]
struct Task {
    version: u64,
    status: Value,
}

#[derive(Deserialize)]
struct Known {
    last_version: u64,
}

type Shared = State<watch::Sender<Task>>;

/// Serves until it is ended.
pub fn run() {
    let listener = server::listener();
    let task = watch::Sender::new(Task { version: 1, status: "En attente".into() });
    let app = Router::new().route(super::POLL_PATH, get(poll)).route(super::UPDATE, post(update)).with_state(task);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("it does not block");
        axum::serve(listener, app).await.expect("a server does not end");
    });
}

async fn poll(State(task): Shared, Query(known): Query<Known>) -> Json<Value> {
    let mut news = task.subscribe();
    let task = news.wait_for(|task| task.version != known.last_version).await.expect("the sender is there").clone();
    stamped(&task)
}

async fn update(State(task): Shared, Json(mut body): Json<Value>) -> Json<Value> {
    task.send_modify(|task| {
        task.version += 1;
        task.status = body["status"].take();
    });
    let task = task.borrow().clone();
    stamped(&task)
}

fn stamped(Task { version, status }: &Task) -> Json<Value> {
    Json(json!({ "status": status, "version": version, "sent": clock::now() }))
}
