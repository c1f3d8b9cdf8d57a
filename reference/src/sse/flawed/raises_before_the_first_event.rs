//! The handler of the stream raises an error before it sends anything, and is answered with the page that the
//! framework has for errors. The console says what is wrong, and in which line.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "raises-before-the-first-event",
    row: "",
    lab: "sse",
    fails: &["stream-unreachable"],
    may_fail: &[],
    source: include_str!("raises_before_the_first_event.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream() -> Response {
    let page = "<!DOCTYPE html><html><head><title>Error</title></head>\
        <body><pre>ReferenceError: prices is not defined<br> &nbsp; at /srv/app.js:12:5</pre></body></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, [("content-type", "text/html")], page).into_response()
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
