//! A correct server, as its author chose to write it: what it says, and to whom it says nothing yet.

use super::ask::Asked;
use super::choices::{MS, Manner, NoChange, Reply, Strange, Tape, Versions};
use lab::driver::kept;
use lab::history::{Answer, Body, Nanos};
use lab::labs::long_polling::record::{ClientVersion, PollKind};

pub struct Server {
    pub manner: Manner,
    status: String,
    version: String,
    updates: u64,
}

/// What a look at the state decides.
pub enum Decision {
    Say(Answer),
    Wait,
}

impl Server {
    pub fn new(manner: Manner, now: Nanos, tape: &mut Tape) -> Self {
        let mut server = Self { manner, status: "En attente".into(), version: String::new(), updates: 0 };
        server.version = server.next_version(now, tape);
        server
    }

    fn next_version(&mut self, now: Nanos, tape: &mut Tape) -> String {
        self.updates += 1;
        match self.manner.versions {
            Versions::Counted { first, .. } if self.version.is_empty() => first.to_string(),
            Versions::Counted { leap, .. } => {
                let current: u64 = self.version.parse().expect("it is a number");
                (current + 1 + tape.up_to(leap - 1)).to_string()
            }
            Versions::Milliseconds => (1_795_219_622_000 + now / MS).to_string(),
            Versions::Float => format!("{:.6}", 1_795_219_622.0 + now as f64 / 1e9),
            // No two are alike, and their order means nothing.
            Versions::Opaque => format!("{:012x}", self.updates.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16),
        }
    }

    /// A request that needs no waiting, or does.
    pub fn look(&self, asked: &Asked) -> Decision {
        match asked.kind {
            PollKind::Page if asked.request.path == "/" => Decision::Say(answer(200, "text/html", "<h1>Task</h1>")),
            PollKind::Page => Decision::Say(self.refusal(404)),
            PollKind::Raw if asked.detail.knows == Some(ClientVersion::Odd) => self.strange(self.manner.odd),
            PollKind::Raw => Decision::Say(self.refusal(if asked.request.method == "DELETE" { 405 } else { 400 })),
            _ => self.poll(asked.detail.version.as_deref().unwrap_or_default()),
        }
    }

    fn poll(&self, sent: &str) -> Decision {
        if sent == self.version {
            return Decision::Wait;
        }
        match (sent.parse::<f64>(), self.version.parse::<f64>()) {
            (Ok(sent), Ok(current)) if sent > current => self.strange(self.manner.ahead),
            _ => Decision::Say(self.state()),
        }
    }

    fn strange(&self, what: Strange) -> Decision {
        match what {
            Strange::Held => Decision::Wait,
            Strange::AtOnce => Decision::Say(self.state()),
            Strange::Refused => Decision::Say(self.refusal(400)),
        }
    }

    pub fn state(&self) -> Answer {
        answer(200, "application/json; charset=utf-8", &self.pair("status"))
    }

    fn pair(&self, field: &str) -> String {
        let status = serde_json::Value::from(self.status.as_str());
        format!("{{\"{field}\":{status},\"version\":{}}}", self.version_text())
    }

    fn version_text(&self) -> String {
        let text = self.manner.versions == Versions::Opaque;
        if text { serde_json::Value::from(self.version.as_str()).to_string() } else { self.version.clone() }
    }

    pub fn hold_over(&self) -> Answer {
        match self.manner.no_change {
            NoChange::NoContent => answer(204, "", ""),
            NoChange::EmptyObject => answer(200, "application/json", "{}"),
            NoChange::Unchanged => answer(200, "application/json", "{\"changed\":false,\"message\":\"nothing new\"}"),
            NoChange::SameState => self.state(),
        }
    }

    pub fn refusal(&self, code: u16) -> Answer {
        if self.manner.json_errors {
            answer(code, "application/json", "{\"error\":\"no\"}")
        } else {
            answer(code, "text/html", "<h1>No</h1>")
        }
    }

    pub fn refuses(&self, status: &str) -> bool {
        self.manner.refuses_long && status.len() >= 1_000
    }

    /// Takes an update; whether the clients that wait have to be told.
    pub fn update(&mut self, status: &str, now: Nanos, tape: &mut Tape) -> bool {
        if self.manner.same_is_nothing && self.status == status {
            return false;
        }
        self.status = status.into();
        self.version = self.next_version(now, tape);
        true
    }

    pub fn updated(&self) -> Answer {
        let json = |code, body: &str| answer(code, "application/json", body);
        match self.manner.reply {
            Reply::Pair => json(200, &self.pair("new_status")),
            Reply::WithoutVersion => json(200, "{\"success\":true}"),
            Reply::Created => json(201, &self.pair("status")),
            Reply::Accepted => json(202, "{}"),
            Reply::NoContent => answer(204, "", ""),
        }
    }
}

/// An answer as the driver records it.
fn answer(code: u16, content_type: &str, body: &str) -> Answer {
    let mut headers = vec![("connection".into(), "close".into())];
    if !content_type.is_empty() {
        headers.push(("content-type".into(), content_type.into()));
        headers.push(("content-length".into(), body.len().to_string()));
    }
    let not_json = kept::not_json(body.as_bytes());
    let body = Body { bytes: body.into(), length: body.len() as u64, not_json };
    Answer { code, headers, body, extra_bytes: 0 }
}
