//! What every lab has around its routes: how an unknown path or method is refused, and what holds for each answer.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Method, Uri, header::CACHE_CONTROL},
    middleware::map_response,
    response::Response,
};
use tokio::net::TcpStream;

use crate::problem::Problem;

/// The largest request body that is read, in bytes: far more than any status needs.
const BODY_LIMIT: usize = 16 * 1024;

/// Adds to the routes of the labs what all of them share.
pub fn finish(routes: Router) -> Router {
    routes
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(forbid_caching))
}

/// A small answer must not wait until the client has acknowledged the one before (Nagle's algorithm).
pub fn answer_without_delay(connection: &mut TcpStream) {
    // A connection on which this fails is broken, and the next read or write will say so.
    let _ = connection.set_nodelay(true);
}

async fn unknown_path(uri: Uri) -> Problem {
    Problem::not_found(format!("there is nothing at {}", uri.path()))
}

async fn wrong_method(method: Method, uri: Uri) -> Problem {
    Problem::method_not_allowed(format!("{} does not accept {method}", uri.path()))
}

/// An answer shows the state of one moment and is worth nothing later, so no cache may keep it. An answer that already
/// has a `Cache-Control` of its own keeps that.
async fn forbid_caching(mut response: Response) -> Response {
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
