//! What a client may send. Everything else is refused before it reaches the task, and the refusal names the wrong
//! field.

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Query, Request, rejection::JsonRejection},
    http::{StatusCode, request::Parts},
};
use serde::Deserialize;
use serde_json::Value;

use crate::problem::Problem;

/// The longest status, in characters.
const STATUS_LIMIT: usize = 200;

/// The status that an update asks for: a text that is not blank, kept exactly as it was sent.
#[derive(Debug)]
pub struct NewStatus(pub String);

impl<S: Send + Sync> FromRequest<S> for NewStatus {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(body) = Json::<Value>::from_request(request, state).await.map_err(unreadable)?;
        let Value::Object(mut fields) = body else {
            return Err(Problem::malformed("body", "the body must be a JSON object"));
        };
        match fields.remove("status") {
            None => Err(Problem::malformed("status", "the field 'status' is missing")),
            Some(Value::String(status)) => check_status(status),
            Some(_) => Err(Problem::unacceptable("status", "'status' must be a text")),
        }
    }
}

fn check_status(status: String) -> Result<NewStatus, Problem> {
    if status.trim().is_empty() {
        return Err(Problem::unacceptable("status", "'status' must not be blank"));
    }
    if status.chars().count() > STATUS_LIMIT {
        let limit = format!("'status' must not be longer than {STATUS_LIMIT} characters");
        return Err(Problem::unacceptable("status", limit));
    }
    Ok(NewStatus(status))
}

fn unreadable(rejection: JsonRejection) -> Problem {
    let field = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "content-type",
        _ => "body",
    };
    Problem::new(rejection.status(), field, rejection.body_text())
}

/// The version that a polling client knows.
#[derive(Debug)]
pub struct LastVersion(pub u64);

#[derive(Deserialize)]
struct PollParameters {
    // Read as a text first, so that the refusal of a bad number can say what is wrong with it.
    last_version: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for LastVersion {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let refused = |error: String| Problem::malformed("last_version", error);

        let Query(parameters) = Query::<PollParameters>::from_request_parts(parts, state)
            .await
            .map_err(|rejection| refused(rejection.body_text()))?;
        let text =
            parameters.last_version.ok_or_else(|| refused("the parameter 'last_version' is missing".to_owned()))?;
        text.parse()
            .map(LastVersion)
            .map_err(|_| refused(format!("'last_version' must be a number from 0 to {}", u64::MAX)))
    }
}
