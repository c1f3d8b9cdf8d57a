//! The head of the stream does not say 'X-Accel-Buffering: no'. On your machine nothing is wrong; behind
//! nginx, which collects answers before it passes them on, the events arrive late and many at once.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "proxy-may-buffer",
    row: "D026",
    lab: "sse",
    fails: &["accel-buffering-missing"],
    may_fail: &[],
    source: include_str!("proxy_may_buffer.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn without_the_header(mut response: Response) -> Response {
    response.headers_mut().remove("x-accel-buffering");
    response
}

fn app(interval: Duration) -> Router {
    model_answer(interval).layer(map_response(without_the_header))
}
