//! How every refusal looks: a status code and a JSON body that names what was wrong.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// A refusal, as the client reads it: `{"error": "...", "field": "status"}`.
#[derive(Debug, Serialize)]
pub struct Problem {
    #[serde(skip)]
    code: StatusCode,
    error: String,
    /// The part of the request to look at.
    field: &'static str,
}

impl Problem {
    pub fn new(code: StatusCode, field: &'static str, error: impl Into<String>) -> Self {
        Self { code, error: error.into(), field }
    }

    /// The request could not be read.
    pub fn malformed(field: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, field, error)
    }

    /// The request could be read, but says something that cannot be done.
    pub fn unacceptable(field: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, field, error)
    }

    pub fn not_found(error: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "path", error)
    }

    pub fn method_not_allowed(error: impl Into<String>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.code, Json(self)).into_response()
    }
}
