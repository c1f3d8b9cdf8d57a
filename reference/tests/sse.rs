//! The contract of the Server-Sent Events lab, held against the model answer over real sockets.

mod common;

use std::{
    collections::HashMap,
    future::pending,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use axum::{body::Body, http::Request};
use common::{Events, PATIENCE, get, listen, receive, send};
use futures_util::StreamExt;
use lab_reference::{
    Options,
    frame::finish,
    serve,
    sse::{self, KEPT, Market, Quotes, UNTAKEN},
    stopping::Stopping,
};
use serde_json::Value;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpSocket},
    sync::{broadcast::error::RecvError, oneshot},
    time::{sleep, timeout},
};
use tower::ServiceExt;

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(60);

async fn start(interval: Duration) -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(serve(listener, Options { interval, ..Options::default() }, pending()));
    address
}

/// A server whose prices move only when the test says so.
async fn start_still() -> (SocketAddr, Arc<Market>) {
    start_still_on(listen().await.0)
}

fn start_still_on(listener: TcpListener) -> (SocketAddr, Arc<Market>) {
    let address = listener.local_addr().expect("a bound listener has an address");
    let lab = Quotes::new(LONG, Stopping::channel().1);
    let market = lab.market.clone();
    let app = finish(sse::router(lab));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, market)
}

fn ids(events: &[(u64, Value)]) -> Vec<u64> {
    events.iter().map(|(id, _)| *id).collect()
}

/// Waits until this many subscribers are there.
async fn until_subscribed(market: &Market, count: usize) {
    let reached = async {
        while market.subscribers.receiver_count() != count {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, reached).await.expect("subscribers come and go in time");
}

#[tokio::test]
async fn the_head_says_what_the_stream_is_and_the_first_quote_comes_at_once() {
    let server = start(LONG).await;
    let mut stream = Events::open(server, "").await;
    assert_eq!(stream.answer.code, 200);
    for (name, value) in
        [("content-type", "text/event-stream"), ("cache-control", "no-cache"), ("x-accel-buffering", "no")]
    {
        assert_eq!(stream.answer.header(name), Some(value));
    }

    assert_eq!(stream.block().await, Some(vec!["retry: 2000".to_owned()]));
    let lines = stream.block().await.expect("a first event");
    assert!(matches!(&lines[..], [id, data] if id.starts_with("id: ") && data.starts_with("data: ")), "{lines:?}");
}

#[tokio::test]
async fn every_quote_moves_one_price_and_says_by_how_much() {
    let server = start(SHORT).await;
    let mut stream = Events::open(server, "").await;
    let mut before: HashMap<String, f64> = HashMap::new();
    for (_, quote) in stream.take(20).await {
        assert_eq!(quote.as_object().expect("an object").len(), 3, "{quote}");
        let symbol = quote["symbol"].as_str().expect("a symbol");
        let price = quote["price"].as_f64().expect("a price");
        let change = quote["change"].as_f64().expect("a change");
        assert!(price > 0.0 && (price * 100.0 - (price * 100.0).round()).abs() < 1e-6, "{quote}");
        if let Some(before) = before.insert(symbol.to_owned(), price) {
            assert!((price - before - change).abs() < 1e-6, "{before} then {quote}");
        }
    }
    assert_eq!(before.len(), 4);
}

#[tokio::test]
async fn all_clients_get_the_same_events_under_ids_that_grow_from_one_connection_to_the_next() {
    let server = start(SHORT).await;
    let mut first = Events::open(server, "").await;
    let earlier = first.take(3).await;
    let mut second = Events::open(server, "").await;
    let late = second.take(5).await;
    assert!(ids(&late)[0] >= ids(&earlier)[2]);

    let mut early = earlier;
    early.extend(first.take(10).await);
    let same: Vec<_> = early.into_iter().filter(|event| event.0 >= late[0].0 && event.0 <= late[4].0).collect();
    assert_eq!(same, late);
    assert!(ids(&late).is_sorted_by(|earlier, later| earlier < later));
}

#[tokio::test]
async fn a_client_that_comes_back_gets_what_it_missed_and_nothing_twice() {
    let (server, market) = start_still().await;
    let mut witness = Events::open(server, "").await;
    let mut leaver = Events::open(server, "").await;
    market.publish();
    let seen = leaver.take(2).await;
    drop(leaver);
    for _ in 0..KEPT - 10 {
        market.publish();
        witness.take(1).await;
    }
    let latest = market.publish().id;

    let mut back = Events::resume(server, &seen[1].0.to_string()).await;
    let missed = back.take(KEPT - 9).await;
    assert_eq!(ids(&missed), (seen[1].0 + 1..=latest).collect::<Vec<_>>());
    let next = market.publish();
    assert_eq!(ids(&back.take(1).await), [next.id]);

    // A client that missed nothing waits for the next one.
    let mut current = Events::resume(server, &next.id.to_string()).await;
    assert_eq!(current.block().await, Some(vec!["retry: 2000".to_owned()]));
    let after = market.publish();
    let (one, other) = (current.take(1).await, back.take(1).await);
    assert_eq!((ids(&one), &one), (vec![after.id], &other));
}

#[tokio::test]
async fn an_id_that_is_not_kept_gets_the_latest_quote_at_once() {
    let (server, market) = start_still().await;
    let (first, _) = market.subscribe(None);
    let mut latest = first[0];
    for _ in 0..KEPT {
        latest = market.publish();
    }
    let too_old = first[0].id.to_string();
    let to_come = (latest.id + 1_000).to_string();
    for last in [&too_old, &to_come, "1", "18446744073709551616", "-1", "abc", "", "é"] {
        let mut back = Events::resume(server, last).await;
        assert_eq!(ids(&back.take(1).await), [latest.id], "{last:?}");
        latest = market.publish();
        assert_eq!(ids(&back.take(1).await), [latest.id], "{last:?}");
    }
    // The oldest that is kept is still good.
    let oldest = latest.id - KEPT as u64 + 1;
    let mut back = Events::resume(server, &oldest.to_string()).await;
    assert_eq!(ids(&back.take(KEPT - 1).await), (oldest + 1..=latest.id).collect::<Vec<_>>());
}

#[tokio::test]
async fn no_quote_falls_between_what_was_missed_and_what_comes() {
    let market = Market::default();
    for _ in 0..1_000 {
        let last = market.publish().id;
        let open = AtomicBool::new(false);
        let (missed, mut receiver) = thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..UNTAKEN {
                    market.publish();
                    open.store(true, Ordering::Relaxed);
                }
            });
            // Without a sleep, so that the subscription falls among the quotes, not before or after them.
            while !open.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            market.subscribe(Some(last))
        });
        let mut seen: Vec<_> = missed.iter().map(|published| published.id).collect();
        while let Ok(published) = receiver.try_recv() {
            seen.push(published.id);
        }
        assert_eq!(seen, (last + 1..=last + UNTAKEN as u64).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_head_request_is_answered_at_once_and_leaves_nothing_behind() {
    let (server, market) = start_still().await;
    let answer = receive(send(server, "HEAD /stream", "", "").await).await;
    assert_eq!((answer.code, answer.body.as_str()), (200, ""));
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    until_subscribed(&market, 0).await;
}

#[tokio::test]
async fn another_method_is_refused() {
    let refusal = receive(send(start(LONG).await, "POST /stream", "Content-Length: 0\r\n", "").await).await;
    assert_eq!((refusal.code, &refusal.json()["field"]), (405, &"method".into()));
    assert_eq!(refusal.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn a_client_that_leaves_is_dropped_before_the_next_quote() {
    let (server, market) = start_still().await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(Events::open(server, "").await);
    }
    until_subscribed(&market, 20).await;
    streams.truncate(5);
    until_subscribed(&market, 5).await;
    let published = market.publish();
    for stream in &mut streams {
        assert_eq!(ids(&stream.take(2).await)[1], published.id);
    }
}

/// A socket whose connections have small buffers for what is not read yet.
fn narrow() -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_send_buffer_size(4096).expect("a small buffer");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    socket
}

#[tokio::test]
async fn a_client_that_does_not_read_holds_up_no_other_and_later_skips_ahead() {
    let listener = narrow();
    listener.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let (server, market) = start_still_on(listener.listen(16).expect("a listener"));
    let mut stuck = narrow().connect(server).await.expect("the server listens");
    stuck.write_all(b"GET /stream HTTP/1.1\r\nHost: lab\r\n\r\n").await.expect("the server reads");
    let mut reader = Events::open(server, "").await;
    reader.take(1).await;
    until_subscribed(&market, 2).await;

    // First the buffers on the way to the client that does not read are filled, then many more quotes come.
    let (mut since_full, mut latest) = (0, 0);
    let deadline = Instant::now() + 12 * PATIENCE;
    while since_full < 200 {
        latest = market.publish().id;
        assert_eq!(ids(&reader.take(1).await), [latest]);
        // The reader has taken all of them, so any that are left are the other client's.
        since_full += usize::from(market.subscribers.len() == UNTAKEN);
        assert!(Instant::now() < deadline, "the buffers are never full");
    }

    let mut late = Events::read(stuck).await;
    let mut seen = late.take(1).await;
    while seen[seen.len() - 1].0 < latest {
        seen.extend(late.take(1).await);
    }
    let seen = ids(&seen);
    assert!(seen.is_sorted_by(|earlier, later| earlier < later));
    assert!(seen.len() as u64 <= latest - seen[0] - 100, "it skipped nothing");
}

#[tokio::test(start_paused = true)]
async fn a_comment_comes_when_nothing_else_has_for_15_seconds() {
    let lab = Quotes::new(Duration::from_secs(20), Stopping::channel().1);
    let request = Request::get("/stream").body(Body::empty()).expect("a request");
    let answer = sse::router(lab.clone()).oneshot(request).await.expect("an answer");
    let mut stream = answer.into_body().into_data_stream();
    let start = tokio::time::Instant::now();
    let mut seen = Vec::new();
    while seen.len() < 6 {
        let bytes = stream.next().await.expect("the stream goes on").expect("it does not break");
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let kind = text.split_once(':').expect("a field").0.to_owned();
        seen.push((start.elapsed().as_secs(), kind));
    }
    let seen: Vec<_> = seen.iter().map(|(time, kind)| (*time, kind.as_str())).collect();
    assert_eq!(seen, [(0, "retry"), (0, "id"), (15, ""), (20, "id"), (35, ""), (40, "id")]);
}

#[tokio::test]
async fn a_market_that_is_dropped_closes() {
    let market = Market::open(SHORT);
    let mut receiver = market.subscribers.subscribe();
    receiver.recv().await.expect("it moves");
    drop(market);
    let closed = async { while receiver.recv().await != Err(RecvError::Closed) {} };
    timeout(PATIENCE, closed).await.expect("it ends once it is dropped");
}

#[tokio::test]
async fn the_page_is_served_and_the_two_pages_lead_to_each_other() {
    let server = start(LONG).await;
    let page = get(server, "/quotes").await;
    assert_eq!((page.code, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.body.contains(r#"new EventSource("/stream")"#) && page.body.contains(r#"href="/""#));
    assert!(get(server, "/").await.body.contains(r#"href="/quotes""#));
}

#[tokio::test]
async fn a_stop_ends_the_streams_and_the_server() {
    let (listener, address) = listen().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, Options { interval: LONG, ..Options::default() }, async {
        let _ = stopped.await;
    }));
    let mut stream = Events::open(address, "").await;
    stream.take(1).await;

    drop(stop);
    assert_eq!(stream.next().await, None);
    let end = timeout(PATIENCE, server).await.expect("the server ends");
    end.expect("it does not panic").expect("it ends well");
}
