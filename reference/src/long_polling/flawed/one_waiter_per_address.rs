//! Waiting polls are kept in a table by the address of their client, one place for each address. A second tab
//! of the same computer takes the place of the first, which is then never told of a change: its poll ends with
//! 'no change' after the full hold. Keep one place per request, not per client.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
};

use axum::{extract::ConnectInfo, serve::ListenerExt};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-waiter-per-address",
    row: "D083",
    lab: "long-polling",
    fails: &["waiter-not-woken"],
    may_fail: &[],
    source: include_str!("one_waiter_per_address.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

type Places = Arc<Mutex<HashMap<IpAddr, oneshot::Sender<Snapshot>>>>;

async fn update(lab: State<LongPolling>, Extension(places): Extension<Places>, status: NewStatus) -> Json<Snapshot> {
    let mut places = places.lock().expect("nobody panics here");
    // Changed while `places` is locked, as `poll` reads it: so no poll can miss it.
    let news = lab.task.update(status.0);
    for (_, waiter) in places.drain() {
        let _ = waiter.send(news.clone());
    }
    Json(news)
}

async fn poll(
    State(lab): State<LongPolling>,
    Extension(places): Extension<Places>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    LastVersion(known): LastVersion,
) -> Response {
    let (waiter, list) = oneshot::channel();
    {
        let mut places = places.lock().expect("nobody panics here");
        let now = lab.task.current();
        if now.version != known {
            return Json(now).into_response();
        }
        places.insert(client.ip(), waiter);
    }
    within(lab.hold, news_from(list)).await
}

async fn serve(listener: TcpListener, hold: Duration) -> std::io::Result<()> {
    let app = routes(get(poll), post(update), get(long_polling::read), lab(hold)).layer(Extension(Places::default()));
    let listener = listener.tap_io(crate::frame::answer_without_delay);
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
}
