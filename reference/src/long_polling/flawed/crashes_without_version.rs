//! A poll without 'last_version' raises an exception: int(request.args.get('last_version')) is int(None). A page that
//! has just been loaded knows no version yet, and reads '500 Internal Server Error'. Give the parameter a value where it
//! is missing, or refuse the request with 400.

use axum::extract::FromRequestParts;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "crashes-without-version",
    row: "",
    lab: "long-polling",
    fails: &["odd-version-5xx"],
    may_fail: &[],
    source: include_str!("crashes_without_version.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, request: Request) -> Response {
    let is_missing = !request.uri().query().unwrap_or_default().contains("last_version=");
    let (mut parts, _) = request.into_parts();
    match LastVersion::from_request_parts(&mut parts, &lab.0).await {
        Ok(known) => long_polling::poll(lab, known).await,
        Err(_) if is_missing => {
            (StatusCode::INTERNAL_SERVER_ERROR, "TypeError: int() argument must not be 'NoneType'").into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
