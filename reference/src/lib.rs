//! The model answer of the labs: one Axum server, a file per lab.
//!
//! # Layout
//!
//! - [`long_polling`]: the long-polling lab, routes and handlers; `long_polling/task.rs` keeps the
//!   task and wakes who waits for it, `long_polling/input.rs` refuses what a client may not send
//! - [`sse`]: the Server-Sent Events lab, routes and handlers; `sse/market.rs` publishes one stream
//!   of quotes to all who listen, `sse/prices.rs` moves the prices
//! - [`problem`]: how every refusal looks
//! - [`stopping`]: how those who wait learn that the server is about to stop
//! - `page/`: the pages, plain HTML files
//! - [`flawed`]: servers with one defect each, kept to see what a defect looks like from outside

pub mod flawed;
pub mod long_polling;
pub mod problem;
pub mod sse;
pub mod stopping;

use std::{io, pin::pin, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Method, Uri, header::CACHE_CONTROL},
    middleware::map_response,
    response::Response,
    serve::{Listener, ListenerExt},
};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};

use problem::Problem;
use stopping::Stopping;

/// The largest request body that is read, in bytes: far more than any status needs.
const BODY_LIMIT: usize = 16 * 1024;

/// How long connections may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(1);

/// What the one who starts the server may choose.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How long a poll waits for news before it is told that there are none.
    pub hold: Duration,
    /// How often the stream of quotes has a new one; not zero.
    pub interval: Duration,
}

impl Default for Options {
    /// A hold of 25 s: many proxies cut a silent connection after 30 s, and the answer must come before.
    fn default() -> Self {
        Self { hold: Duration::from_secs(25), interval: Duration::from_secs(2) }
    }
}

/// Serves all labs on `listener` until `stop` completes. Held polls are then answered at once, and streams end.
pub async fn serve(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop_now, stopping) = Stopping::channel();
    let mut listener = listener.tap_io(answer_without_delay);
    let labs = TowerToHyperService::new(labs(options, stopping));
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let connection = tokio::select! {
            (connection, _) = listener.accept() => connection,
            () = &mut stop => break,
        };
        // `axum::serve` would do all of this in one line. Whoever waits costs memory for as long as it waits, and
        // plain HTTP/1 needs less of it than a connection that is ready for HTTP/2 and upgrades too.
        let connection = http1::Builder::new().serve_connection(TokioIo::new(connection), labs.clone());
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // An error is of this client alone, and it has left.
            let _ = connection.await;
        });
    }

    // Nobody new comes in, and whoever waits is answered.
    drop(listener);
    stop_now.send_replace(true);
    // A client that sends half a request and then nothing would keep the server alive.
    let _ = timeout(GRACE, connections.shutdown()).await;
    Ok(())
}

/// All labs as one router, for a caller that brings its own server. It needs a Tokio runtime.
pub fn router(options: Options) -> Router {
    labs(options, Stopping::never())
}

fn labs(options: Options, stopping: Stopping) -> Router {
    let long_polling = long_polling::router(options.hold, stopping.clone());
    finish(long_polling.merge(sse::router(options.interval, stopping)))
}

/// Adds to the routes of the labs what all of them share: refusals and headers.
pub fn finish(routes: Router) -> Router {
    routes
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(forbid_caching))
}

/// A small answer must not wait for the acknowledgement of the one before (Nagle's algorithm).
pub fn answer_without_delay(connection: &mut TcpStream) {
    // A connection that cannot be set up is about to fail anyway, and then says why.
    let _ = connection.set_nodelay(true);
}

async fn unknown_path(uri: Uri) -> Problem {
    Problem::not_found(format!("there is nothing at {}", uri.path()))
}

async fn wrong_method(method: Method, uri: Uri) -> Problem {
    Problem::method_not_allowed(format!("{} does not accept {method}", uri.path()))
}

/// The state of a moment is worth nothing later, so nobody on the way may keep an answer. One that says so in words of
/// its own keeps them.
async fn forbid_caching(mut response: Response) -> Response {
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
