//! The model answer of the labs: one Axum server, a folder for each lab.
//!
//! # Layout
//!
//! - [`long_polling`]: the long-polling lab. `mod.rs` has its routes and handlers, `task.rs` keeps
//!   the task and wakes the polls that wait for it, `input.rs` refuses what a client may not send
//! - [`sse`]: the Server-Sent Events lab. `mod.rs` has its routes and handlers, `market.rs`
//!   publishes one stream of quotes to all subscribers, `prices.rs` moves the prices
//! - [`socketio`]: the Socket.IO lab. `chat.rs` has its rooms and their messages, `board.rs` the board that several edit at once,
//!   `admin.rs` lets in who has the token,
//!   `redis.rs` reaches the other instances, `engine.rs` and `thread.rs` answer its requests on a thread of its own
//! - [`websocket`]: the WebSocket lab, without a library on top. `relay.rs` passes each message on to all others,
//!   `capitals.rs` answers each in capitals
//!
//! The page of a lab is a plain HTML file in its folder. The folder `flawed` beside it holds servers
//! with one defect each, kept to see what a defect looks like from outside.
//!
//! What the labs share knows none of them, and no lab knows another:
//!
//! - [`frame`]: how an unknown path or method is refused, and what holds for each answer
//! - [`problem`]: how every refusal looks
//! - [`stopping`]: how handlers that wait learn that the server is about to stop
//! - [`flawed`]: the list of all flawed servers, and what they share

pub mod flawed;
pub mod frame;
pub mod long_polling;
pub mod problem;
pub mod socketio;
pub mod sse;
pub mod stopping;
pub mod websocket;

use std::{convert::Infallible, io, pin::pin, time::Duration};

use axum::{
    Router,
    serve::{Listener, ListenerExt},
};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use flawed::Flaw;
use long_polling::LongPolling;
use socketio::Chat;
use sse::Quotes;
use stopping::Stopping;

/// One lab: a folder.
struct Lab {
    /// The routes of its model answer.
    routes: fn(&Options, Stopping) -> Router,
    /// Its flawed servers.
    flaws: &'static [&'static Flaw],
    /// The time that its flawed servers are started with.
    time: fn(&Options) -> Duration,
}

/// Every lab. A new one is a folder, declared above, and an entry here.
const LABS: &[Lab] = &[
    Lab {
        routes: |options, stopping| long_polling::router(LongPolling::new(options.hold, stopping)),
        flaws: long_polling::flawed::FLAWS,
        time: |options| options.hold,
    },
    Lab {
        routes: |options, stopping| sse::router(Quotes::new(options.interval, stopping)),
        flaws: sse::flawed::FLAWS,
        time: |options| options.interval,
    },
    Lab {
        routes: |options, stopping| socketio::router(Chat { redis: options.redis.clone(), stopping }),
        flaws: socketio::flawed::FLAWS,
        time: |options| options.hold,
    },
    // The board is a namespace of the same Socket.IO: its routes are above.
    Lab { routes: |_, _| Router::new(), flaws: socketio::flawed::board::FLAWS, time: |options| options.hold },
    Lab {
        routes: |_, stopping| websocket::router(stopping),
        flaws: websocket::flawed::FLAWS,
        time: |options| options.hold,
    },
];

/// How long connections may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(1);

/// What can be chosen when the server is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long a poll waits for news before it is told that there are none.
    pub hold: Duration,
    /// How often the stream of quotes has a new one; not zero.
    pub interval: Duration,
    /// The address of the Redis through which the chats of several servers are one, such as `localhost:6379`.
    pub redis: Option<String>,
}

impl Default for Options {
    /// A hold of 25 s: many proxies cut a silent connection after 30 s, and the answer must come before.
    fn default() -> Self {
        Self { hold: Duration::from_secs(25), interval: Duration::from_secs(2), redis: None }
    }
}

/// Serves all labs on `listener` until `stop` completes. Held polls are then answered at once, and streams end.
pub async fn serve(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop_now, stopping) = Stopping::channel();
    let mut listener = listener.tap_io(frame::answer_without_delay);
    let labs = TowerToHyperService::new(labs(&options, &stopping));
    // Each connection holds a sender, and nobody sends: there is something to receive, an end, when the last one is gone.
    let (open, mut all_closed) = mpsc::channel::<Infallible>(1);
    let mut stop = pin!(stop);
    loop {
        let connection = tokio::select! {
            (connection, _) = listener.accept() => connection,
            () = &mut stop => break,
        };
        // `axum::serve` would do all of this in one line. But each waiting client costs memory for as long as it waits,
        // and HTTP/1 alone needs less of it than a connection that is ready for HTTP/2 too.
        let connection = http1::Builder::new().serve_connection(TokioIo::new(connection), labs.clone());
        let (stopping, open) = (stopping.clone(), open.clone());
        tokio::spawn(async move {
            // A WebSocket begins as a request, and is upgraded.
            let mut connection = pin!(connection.with_upgrades());
            // An error concerns this one client, and its connection is gone.
            tokio::select! {
                _ = &mut connection => {}
                () = stopping.requested() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
            drop(open);
        });
    }

    // No new connection is accepted, and every request that waits is answered.
    drop(listener);
    stop_now.send_replace(true);
    drop(open);
    // Without a limit, a client that sends half a request and then nothing would keep the server alive.
    let _ = timeout(GRACE, all_closed.recv()).await;
    Ok(())
}

/// The routes of all labs as one server.
fn labs(options: &Options, stopping: &Stopping) -> Router {
    let routes = LABS.iter().map(|lab| (lab.routes)(options, stopping.clone()));
    frame::finish(routes.fold(Router::new(), Router::merge))
}
