//! Each stream is a loop that sleeps between two events without letting anything else run. The loop of the
//! first client never gives the processor back, so a second client gets its head and then silence, until the
//! first one leaves. Sleep with 'await' in async code, or give each loop a thread of its own.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "blocking-sleep",
    row: "D066",
    lab: "sse",
    fails: &["subscriber-starved"],
    may_fail: &[],
    source: include_str!("blocking_sleep.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// Runs the loops of all clients, one after another.
fn run_loops(clients: Receiver<mpsc::Sender<String>>, interval: Duration) {
    for client in clients {
        let mut prices = Prices::default();
        while client.blocking_send(event(json!(prices.advance()))).is_ok() {
            thread::sleep(interval);
        }
    }
}

async fn stream(State(loops): State<Sender<mpsc::Sender<String>>>) -> Response {
    let (client, events) = mpsc::channel(1);
    // An error means that the thread has ended, and then so does this stream.
    let _ = loops.send(client);
    event_stream(received(events))
}

fn app(interval: Duration) -> Router {
    let (loops, clients) = channel();
    thread::spawn(move || run_loops(clients, interval));
    routes(get(sse::page), get(stream), loops)
}
