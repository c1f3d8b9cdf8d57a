use super::{HERE, ms};
use lab::driver::kept::not_json;
use lab::history::{Answer, Body, Client, Operation, Outcome, Reason, RequestRecord};
use lab::labs::long_polling::contract::{POLL_PATH, UPDATE_PATH};
use lab::labs::long_polling::record::{self, ClientVersion, PollDetail, PollKind, PollRole};
use lab::names::{LabId, Name};

/// One request of one client, and what came of it.
#[derive(Debug, Clone)]
pub struct Deed {
    /// As it is recorded, but for its detail. Without a lab, it is one of the lab whose rule is judged.
    pub operation: Operation,
    /// What the long-polling lab knows of it, but for the state in its answer.
    pub detail: PollDetail,
}

pub(super) fn deed(lab: Option<LabId>, client: Client, kind: Name, method: &str, path: &str) -> Deed {
    let request = RequestRecord { method: method.into(), path: path.into(), ..RequestRecord::default() };
    let operation = Operation {
        id: 0,
        lab,
        scenario: HERE.into(),
        attempt: 1,
        round: 0,
        client,
        kind,
        request,
        started: 0,
        sent: None,
        head: None,
        done: 0,
        arrived: None,
        network: None,
        outcome: Outcome::Indeterminate(Reason::NoAnswer),
        channel: None,
        detail: serde_json::Value::Null,
    };
    Deed { operation, detail: PollDetail::default() }
}

/// Something that a client of the long-polling lab asks.
fn asked(role: PollRole, number: u32, kind: PollKind, method: &str, knows: Option<ClientVersion>) -> Deed {
    let path = if kind == PollKind::Update { UPDATE_PATH } else { POLL_PATH };
    let lab = (kind != PollKind::Page).then_some(record::ID);
    let mut deed = deed(lab, Client { role: role.name(), number }, kind.name(), method, path);
    deed.detail.knows = knows;
    deed
}

/// A client that is up to date and waits.
pub fn waiter(number: u32) -> Deed {
    asked(PollRole::Waiter, number, PollKind::Poll, "GET", Some(ClientVersion::Current))
}

/// A client that is up to date, and never reads its answer.
pub fn stuck() -> Deed {
    waiter(1).by("stuck 1")
}

/// A client that is up to date, and asks around the very moment of an update.
pub fn racer(number: u32) -> Deed {
    asked(PollRole::Racer, number, PollKind::Poll, "GET", Some(ClientVersion::Current))
}

/// A client that asks again and again, with the version that it got last.
pub fn looper(number: u32) -> Deed {
    asked(PollRole::Looper, number, PollKind::Poll, "GET", Some(ClientVersion::Last))
}

/// A client whose version is far above the target's.
pub fn ahead() -> Deed {
    asked(PollRole::Waiter, 1, PollKind::Poll, "GET", Some(ClientVersion::Ahead)).knows("1000004")
}

/// A client that is behind, and expects an answer at once.
pub fn reader(number: u32) -> Deed {
    asked(PollRole::Reader, number, PollKind::Read, "GET", Some(ClientVersion::Old)).knows("2")
}

/// The driver itself, which learns the current version.
pub fn lookout() -> Deed {
    reader(0).by("")
}

/// The driver itself, which looks whether the target is still there.
pub fn liveness() -> Deed {
    page("/").by("liveness")
}

pub fn update(status: &str) -> Deed {
    let mut deed = asked(PollRole::Updater, 1, PollKind::Update, "POST", None);
    deed.detail.status = Some(status.into());
    deed
}

/// An update that only lets go of what is still held.
pub fn release(status: &str) -> Deed {
    update(status).by("release")
}

/// A body that is no good update.
pub fn raw(body: &str) -> Deed {
    let mut deed = asked(PollRole::Raw, 1, PollKind::Raw, "POST", None);
    deed.operation.request.body = Some(body.into());
    deed
}

/// A version that is none.
pub fn odd(version: &str) -> Deed {
    let mut deed = asked(PollRole::Raw, 1, PollKind::Raw, "GET", Some(ClientVersion::Odd));
    deed.operation.request.path = format!("/poll-status?last_version={version}");
    deed
}

/// A method that the update's path does not know.
pub fn delete() -> Deed {
    asked(PollRole::Raw, 1, PollKind::Raw, "DELETE", None)
}

/// A request of a browser that is behind.
pub fn tab_reads(number: u32) -> Deed {
    asked(PollRole::Tab, number, PollKind::Read, "GET", Some(ClientVersion::Old)).knows("2")
}

/// A tab of a browser that is up to date and waits.
pub fn tab_polls(number: u32) -> Deed {
    asked(PollRole::Tab, number, PollKind::Poll, "GET", Some(ClientVersion::Current))
}

pub fn tab_updates(number: u32, status: &str) -> Deed {
    update(status).by(&format!("tab {number}"))
}

/// A client that knows nothing and asks the same as others, or the same in words that were never used.
pub fn repeater(number: u32, new_words: bool) -> Deed {
    let mut deed = asked(PollRole::Repeater, number, PollKind::Read, "GET", Some(ClientVersion::Old)).knows("0");
    deed.operation.request.path = format!("{POLL_PATH}?last_version=0");
    if new_words {
        deed.operation.request.path += &format!("&_={number}");
    }
    deed
}

/// The update between two questions.
pub fn repeated(status: &str) -> Deed {
    update(status).by("repeater 2")
}

pub fn page(path: &str) -> Deed {
    let mut deed = asked(PollRole::Reader, 1, PollKind::Page, "GET", None);
    deed.operation.request.path = path.into();
    deed
}

impl Deed {
    pub fn by(mut self, client: &str) -> Self {
        self.operation.client = client.into();
        self
    }

    /// With these cookies.
    pub fn with_cookie(mut self, cookies: &str) -> Self {
        self.operation.request.headers.push(("Cookie".into(), cookies.into()));
        self
    }

    /// On a connection that had carried an answer before.
    pub fn on_a_kept_connection(mut self) -> Self {
        self.detail.kept = true;
        self
    }

    /// Its answer came then, but for its end.
    pub fn unended(mut self, from: u32) -> Self {
        (self.detail.unended, self.operation.head) = (Some(ms(from)), Some(ms(from)));
        self
    }

    pub fn scenario(mut self, scenario: &str) -> Self {
        self.operation.scenario = scenario.into();
        self
    }

    pub fn attempt(mut self, attempt: u32) -> Self {
        self.operation.attempt = attempt;
        self
    }

    pub fn knows(mut self, version: &str) -> Self {
        self.detail.version = Some(version.into());
        self
    }

    /// Started then, and wholly sent in the same moment, as far as its client can tell.
    pub fn from(mut self, time: impl Into<f64>) -> Self {
        self.operation.started = ms(time);
        let unsent = [PollKind::Read, PollKind::Page].map(PollKind::name);
        self.operation.sent = (!unsent.contains(&self.operation.kind)).then_some(self.operation.started);
        self
    }

    /// The clock was looked at then, after the request had been handed to the system.
    pub fn sent(mut self, time: impl Into<f64>) -> Self {
        self.operation.sent = Some(ms(time));
        self
    }

    /// Started and answered: all went well.
    pub fn at(self, from: impl Into<f64>, done: impl Into<f64>) -> Self {
        self.from(from).said(done, 200, "{}")
    }

    /// The state came; a version that is no number is a text.
    pub fn answered(self, done: impl Into<f64>, status: &str, version: &str) -> Self {
        let status = serde_json::Value::from(status);
        let version: serde_json::Value = match serde_json::from_str(version) {
            Ok(number) => number,
            Err(_) => version.into(),
        };
        let body = format!("{{\"status\":{status},\"version\":{version}}}");
        self.said(done, 200, &body)
    }

    /// Something came; a body is JSON, unless another header says otherwise.
    pub fn said(self, done: impl Into<f64>, code: u16, body: &str) -> Self {
        self.said_bytes(done, code, body.as_bytes())
    }

    /// The same of a body that may be no text.
    pub fn said_bytes(self, done: impl Into<f64>, code: u16, body: &[u8]) -> Self {
        let length = body.len() as u64;
        let body = Body { bytes: body.into(), length, not_json: not_json(body) };
        let headers = if length > 0 { vec![("content-type".into(), "application/json".into())] } else { vec![] };
        let answer = Answer { code, headers, body, extra_bytes: 0 };
        self.ended(done, Outcome::Answered(Box::new(answer)))
    }

    /// Nothing but a code came.
    pub fn code(self, done: impl Into<f64>, code: u16) -> Self {
        self.said(done, code, "")
    }

    pub fn header(self, name: &str, value: &str) -> Self {
        let mut deed = self.without(name);
        deed.answer().headers.push((name.into(), value.into()));
        deed
    }

    pub fn without(mut self, name: &str) -> Self {
        self.answer().headers.retain(|(other, _)| other != name);
        self
    }

    /// So many bytes came after the end of the answer.
    pub fn extra(mut self, bytes: u32) -> Self {
        self.answer().extra_bytes = bytes;
        self
    }

    fn answer(&mut self) -> &mut Answer {
        match &mut self.operation.outcome {
            Outcome::Answered(answer) => answer,
            other => panic!("{other:?} is no answer"),
        }
    }

    /// We stopped waiting then.
    pub fn no_answer(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Indeterminate(Reason::NoAnswer))
    }

    /// We closed the connection then, on purpose.
    pub fn left(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Indeterminate(Reason::Left))
    }

    /// The target closed the connection then, without a byte.
    pub fn cut(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Indeterminate(Reason::Cut("connection reset".into())))
    }

    /// The head came then, whatever became of the body.
    pub fn began(mut self, head: impl Into<f64>) -> Self {
        self.operation.head = Some(ms(head));
        self
    }

    /// No connection was made.
    pub fn refused(mut self, done: impl Into<f64>) -> Self {
        self.operation.sent = None;
        self.ended(done, Outcome::Refused("connection refused".into()))
    }

    /// The kernel had the answer earlier than we saw it.
    pub fn arrived(mut self, at: impl Into<f64>) -> Self {
        self.operation.arrived = Some(ms(at));
        self
    }

    fn ended(mut self, done: impl Into<f64>, outcome: Outcome) -> Self {
        (self.operation.done, self.operation.outcome) = (ms(done), outcome);
        self
    }
}
