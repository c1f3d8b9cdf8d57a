//! The head of the stream does not say 'Cache-Control: no-cache'. A cache on the way may then keep what it
//! has seen of the stream, and show old prices to the next client as if they were new. Say it in the head.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "cacheable-stream",
    row: "D024",
    lab: "sse",
    fails: &["cache-control-missing"],
    may_fail: &[],
    source: include_str!("cacheable_stream.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn without_the_header(mut response: Response) -> Response {
    response.headers_mut().remove(header::CACHE_CONTROL);
    response
}

fn app(interval: Duration) -> Router {
    model_answer(interval).layer(map_response(without_the_header))
}
