//! CORS is open to every origin, 'cors: { origin: "*" }': any page on the Internet may talk to this server from a
//! visitor's browser. A page that is served by the same server needs no CORS at all; for another one, name its origin.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "open-to-all-origins",
    row: "",
    lab: "socketio",
    fails: &["cors-open"],
    may_fail: &[],
    source: include_str!("open_to_all_origins.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn open(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".parse().expect("a header"));
    answer
}

fn app(_: Duration) -> Router {
    model_answer().layer(map_response(open))
}
