//! The WebSocket lab: messages both ways over one connection, without a library on top.
//!
//! - `GET /relay` is the page of exercise 1, and `/relay/socket` its server: what one client says, all others hear
//! - `GET /capitals` is the page of exercise 2, and `/capitals/socket` its server: it answers in capitals
//!
//! The two know nothing of each other: `relay.rs` and `capitals.rs` can be read one without the other.

mod capitals;
pub(crate) mod flawed;
mod relay;

use axum::{Router, response::Html, routing::get};

use crate::stopping::Stopping;
use capitals::Capitals;
use relay::Relay;

/// The longest message that a client may send, in bytes. One that sends more is disconnected.
const LONGEST: usize = 64 * 1024;

/// The routes of the lab.
pub fn router(stopping: Stopping) -> Router {
    let relay = Router::new()
        .route("/relay", get(relay_page))
        .route("/relay/socket", get(relay::connect))
        .with_state(Relay::new(stopping.clone()));
    let capitals = Router::new()
        .route("/capitals", get(capitals_page))
        .route("/capitals/socket", get(capitals::connect))
        .with_state(Capitals { stopping });
    relay.merge(capitals)
}

/// Shows the page of the relay.
async fn relay_page() -> Html<&'static str> {
    Html(include_str!("relay.html"))
}

/// Shows the page of the capitals.
async fn capitals_page() -> Html<&'static str> {
    Html(include_str!("capitals.html"))
}
