//! What a client asks, and what the model knows of it before the history has it.

use lab::history::{Operation, RequestRecord};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::reading::State;
use lab::labs::long_polling::record::{ClientVersion, PollDetail, PollKind};
use std::ops::Deref;

/// A request, and what is recorded of it beside its answer.
#[derive(Debug, Clone)]
pub struct Ask {
    pub kind: PollKind,
    pub request: RequestRecord,
    pub detail: PollDetail,
}

impl Ask {
    /// A poll by a client that has this version.
    pub fn poll(version: &str, knows: ClientVersion) -> Self {
        Self::versioned(PollKind::Poll, version, knows)
    }

    /// The same, if its answer is expected at once.
    pub fn read(version: &str, knows: ClientVersion) -> Self {
        Self::versioned(PollKind::Read, version, knows)
    }

    fn versioned(kind: PollKind, version: &str, knows: ClientVersion) -> Self {
        let request = get(LongPolling::default().poll_path(Some(version)));
        let detail = PollDetail { knows: Some(knows), version: Some(version.into()), ..PollDetail::default() };
        Self { kind, request, detail }
    }

    pub fn update(status: &str) -> Self {
        let (path, content_type, body) = LongPolling::default().update_request(status);
        let content_type = content_type.map(String::from);
        let request = RequestRecord { method: "POST".into(), content_type, body, ..get(path) };
        let detail = PollDetail { status: Some(status.into()), ..PollDetail::default() };
        Self { kind: PollKind::Update, request, detail }
    }

    /// The same by a browser, which was given a cookie once.
    pub fn by_browser(mut self) -> Self {
        self.request.headers = vec![("Connection".into(), "keep-alive".into()), ("Cookie".into(), "sid=1".into())];
        self
    }

    pub fn page(path: &str) -> Self {
        Self { kind: PollKind::Page, request: get(path.into()), detail: PollDetail::default() }
    }
}

fn get(path: String) -> RequestRecord {
    RequestRecord { method: "GET".into(), path, ..RequestRecord::default() }
}

/// An operation under way, or over; its kind and its detail are still of the types of the lab.
#[derive(Debug, Clone)]
pub struct Asked {
    pub operation: Operation,
    pub kind: PollKind,
    pub detail: PollDetail,
}

impl Deref for Asked {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        &self.operation
    }
}

impl Asked {
    pub fn state(&self) -> Option<&State> {
        self.answer()?;
        self.detail.state.as_ref()
    }

    /// The state, when it is not the one that the client already had.
    pub fn news(&self) -> Option<&State> {
        self.state().filter(|state| Some(&state.version.token) != self.detail.version.as_ref())
    }

    /// As the history has it.
    pub fn recorded(&self) -> Operation {
        Operation { kind: self.kind.name(), detail: self.detail.to_value(), ..self.operation.clone() }
    }
}
