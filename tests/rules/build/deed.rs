use super::{HERE, ms};
use lab::history::{Answer, Ask, Body, Kind, Knows, Lost, Operation, Outcome};

/// One request of one actor, and what came of it.
#[derive(Debug, Clone)]
pub struct Deed(pub Operation);

pub(super) fn deed(actor: String, kind: Kind, method: &str, knows: Option<Knows>) -> Deed {
    let ask = Ask {
        method: method.into(),
        path: if kind == Kind::Update { "/update-status" } else { "/poll-status" }.into(),
        headers: vec![],
        content_type: None,
        body: None,
        knows,
        version: None,
        status: None,
    };
    Deed(Operation {
        id: 0,
        scenario: HERE.into(),
        attempt: 1,
        round: 0,
        actor,
        kind,
        ask,
        started: 0,
        sent: None,
        head: None,
        done: 0,
        arrived: None,
        outcome: Outcome::Unclear(Lost::NoAnswer),
        stream: None,
    })
}

/// A client that is up to date and waits.
pub fn waiter(number: u32) -> Deed {
    deed(format!("waiter {number}"), Kind::Poll, "GET", Some(Knows::Current))
}

/// A client that is up to date, and never reads its answer.
pub fn stuck() -> Deed {
    waiter(1).by("stuck 1")
}

/// A client that is up to date, and asks around the very moment of an update.
pub fn racer(number: u32) -> Deed {
    deed(format!("racer {number}"), Kind::Poll, "GET", Some(Knows::Current))
}

/// A client that asks again and again, with the version that it got last.
pub fn looper(number: u32) -> Deed {
    deed(format!("loop {number}"), Kind::Poll, "GET", Some(Knows::Last))
}

/// A client whose version is far above the target's.
pub fn ahead() -> Deed {
    deed("waiter 1".into(), Kind::Poll, "GET", Some(Knows::Ahead)).knows("1000004")
}

/// A client that is behind, and expects an answer at once.
pub fn reader(number: u32) -> Deed {
    deed(format!("reader {number}"), Kind::Read, "GET", Some(Knows::Old)).knows("2")
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
    let mut deed = deed("updater 1".into(), Kind::Update, "POST", None);
    deed.0.ask.status = Some(status.into());
    deed
}

/// An update that only lets go of what is still held.
pub fn release(status: &str) -> Deed {
    update(status).by("release")
}

/// A body that is no good update.
pub fn raw(body: &str) -> Deed {
    let mut deed = deed("raw 1".into(), Kind::Raw, "POST", None);
    deed.0.ask.body = Some(body.into());
    deed
}

/// A version that is none.
pub fn odd(version: &str) -> Deed {
    let mut deed = deed("raw 1".into(), Kind::Raw, "GET", Some(Knows::Odd));
    deed.0.ask.path = format!("/poll-status?last_version={version}");
    deed
}

/// A method that the update's path does not know.
pub fn delete() -> Deed {
    deed("raw 1".into(), Kind::Raw, "DELETE", None)
}

pub fn page(path: &str) -> Deed {
    let mut deed = deed("reader 1".into(), Kind::Page, "GET", None);
    deed.0.ask.path = path.into();
    deed
}

impl Deed {
    pub fn by(mut self, actor: &str) -> Self {
        self.0.actor = actor.into();
        self
    }

    pub fn scenario(mut self, scenario: &str) -> Self {
        self.0.scenario = scenario.into();
        self
    }

    pub fn attempt(mut self, attempt: u32) -> Self {
        self.0.attempt = attempt;
        self
    }

    pub fn knows(mut self, version: &str) -> Self {
        self.0.ask.version = Some(version.into());
        self
    }

    /// Started then, and wholly sent in the same moment, as far as its client can tell.
    pub fn from(mut self, time: impl Into<f64>) -> Self {
        self.0.started = ms(time);
        self.0.sent = (self.0.kind != Kind::Read && self.0.kind != Kind::Page).then_some(self.0.started);
        self
    }

    /// The clock was looked at then, after the request had been handed to the system.
    pub fn sent(mut self, time: impl Into<f64>) -> Self {
        self.0.sent = Some(ms(time));
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
        let length = body.len() as u64;
        let body = Body { excerpt: body.into(), length, not_json: None };
        let headers = if length > 0 { vec![("content-type".into(), "application/json".into())] } else { vec![] };
        let answer = Answer { code, headers, body, state: None, extra_bytes: 0 };
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
        match &mut self.0.outcome {
            Outcome::Answered(answer) => answer,
            other => panic!("{other:?} is no answer"),
        }
    }

    /// We stopped waiting then.
    pub fn no_answer(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Unclear(Lost::NoAnswer))
    }

    /// We closed the connection then, on purpose.
    pub fn left(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Unclear(Lost::Left))
    }

    /// The target closed the connection then, without a byte.
    pub fn cut(self, done: impl Into<f64>) -> Self {
        self.ended(done, Outcome::Unclear(Lost::Cut("connection reset".into())))
    }

    /// No connection was made.
    pub fn refused(mut self, done: impl Into<f64>) -> Self {
        self.0.sent = None;
        self.ended(done, Outcome::Refused("connection refused".into()))
    }

    /// The kernel had the answer earlier than we saw it.
    pub fn arrived(mut self, at: impl Into<f64>) -> Self {
        self.0.arrived = Some(ms(at));
        self
    }

    fn ended(mut self, done: impl Into<f64>, outcome: Outcome) -> Self {
        (self.0.done, self.0.outcome) = (ms(done), outcome);
        self
    }
}
