//! A correct server in the student's own dialect, which does what a scenario tells it, and fails if it is told so.

use super::asking::{bare, is_none, is_same};
use super::dialect::{Dialect, Template, WithoutVersion, after};
use super::fault::Fault;
use super::record::PageKind;
use crate::driver::BoxFuture;
use crate::driver::page::{Asked, Reply, Script};
use crate::labs::long_polling::reading::Version;
use crate::labs::long_polling::sends::Sends;
use crate::names::Name;
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard};
use tokio::sync::Notify;

pub struct ScriptedServer {
    dialect: Dialect,
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    status: String,
    version: Version,
    /// It was started anew: a client may know a version that it has not yet.
    is_anew: bool,
    /// How often the holds of all that waited have ended, and what is said then.
    ended: u32,
    no_change: Option<Template>,
    fault: Option<Fault>,
    held: u32,
    /// How often the state was asked for, by a poll or a read.
    asked: u32,
    polls: u32,
    /// How many polls were failed.
    failed: u32,
    updates: Vec<Option<String>>,
}

impl ScriptedServer {
    /// It has the first of the statuses.
    pub fn new(dialect: Dialect) -> Self {
        let status = dialect.contract.statuses.values.first().cloned().unwrap_or_default();
        let version = after(&dialect.version);
        Self::with(dialect, status, version, false)
    }

    /// It was just started, with this state, and knows of no version before.
    pub fn fresh(dialect: Dialect, status: String, version: Version) -> Self {
        Self::with(dialect, status, version, true)
    }

    fn with(dialect: Dialect, status: String, version: Version, is_anew: bool) -> Self {
        let (ended, no_change, fault, held, asked, polls, failed, updates) = Default::default();
        let state = State { status, version, is_anew, ended, no_change, fault, held, asked, polls, failed, updates };
        Self { dialect, state: Mutex::new(state), changed: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }

    pub fn statuses(&self) -> &[String] {
        &self.dialect.contract.statuses.values
    }

    pub fn status(&self) -> String {
        self.state().status.clone()
    }

    pub fn held(&self) -> u32 {
        self.state().held
    }

    pub fn asked(&self) -> u32 {
        self.state().asked
    }

    pub fn polls(&self) -> u32 {
        self.state().polls
    }

    pub fn failed(&self) -> u32 {
        self.state().failed
    }

    /// The statuses that were sent, none for an update without one.
    pub fn updates(&self) -> Vec<Option<String>> {
        self.state().updates.clone()
    }

    /// The status changes; whoever waits is answered.
    pub fn set(&self, status: &str) -> Version {
        let mut state = self.state();
        state.status = status.to_owned();
        state.version = after(&state.version);
        let version = state.version.clone();
        drop(state);
        self.changed.notify_waiters();
        version
    }

    /// The holds of all that wait end with this answer.
    pub fn end_holds(&self, no_change: &Template) {
        let mut state = self.state();
        state.ended += 1;
        state.no_change = Some(no_change.clone());
        drop(state);
        self.changed.notify_waiters();
    }

    /// It is started anew with this status: versions begin again, and whoever waits is answered.
    pub fn restart(&self, status: &str) -> Version {
        let mut state = self.state();
        let version = after(&self.dialect.version);
        (state.status, state.version, state.is_anew) = (status.to_owned(), version.clone(), true);
        drop(state);
        self.changed.notify_waiters();
        version
    }

    /// From now on polls fail so, or no more.
    pub fn fail(&self, fault: Option<Fault>) {
        self.state().fault = fault;
    }

    fn answer(&self, template: &Template, asked: &Asked, state: &State) -> Reply {
        let headers = template.headers(asked.header("origin"), &state.version);
        Reply::Whole { code: template.code, headers, body: template.body(&state.status, &state.version) }
    }

    fn update(&self, asked: &Asked) -> Reply {
        let status = self.dialect.status_sent(asked);
        let accepted = status.clone().filter(|status| self.statuses().contains(status));
        self.state().updates.push(status);
        let Some(status) = accepted else {
            let headers = self.dialect.update.headers(asked.header("origin"), &self.state().version);
            return Reply::Whole { code: 400, headers, body: br#"{"error":"status"}"#.to_vec() };
        };
        // The same again is no change.
        if self.state().status != status {
            self.set(&status);
        }
        self.answer(&self.dialect.update, asked, &self.state())
    }

    async fn poll(&self, asked: &Asked) -> Reply {
        let sent = self.dialect.version_sent(asked);
        let (fault, ended) = {
            let mut state = self.state();
            state.asked += 1;
            state.polls += 1;
            // One that waited before has its answer.
            state.failed += u32::from(state.fault.is_some());
            (state.fault, state.ended)
        };
        if let Some(fault) = fault {
            let right = self.answer(&self.dialect.poll, asked, &self.state());
            return fault.of(right).await;
        }
        let mut held = None;
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            {
                let state = self.state();
                match self.knows(sent.as_deref(), &state) {
                    Knows::Old => return self.answer(&self.dialect.poll, asked, &state),
                    Knows::Nothing(template) => return self.answer(template, asked, &state),
                    Knows::Last => {}
                }
                if let Some(no_change) = state.no_change.as_ref().filter(|_| state.ended > ended) {
                    return self.answer(no_change, asked, &state);
                }
            }
            held.get_or_insert_with(|| Held::new(self));
            changed.await;
        }
    }

    fn knows(&self, sent: Option<&str>, state: &State) -> Knows<'_> {
        let current = &state.version;
        if self.dialect.contract.poll.sends == Sends::Nothing {
            return Knows::Last;
        }
        let next = self.dialect.contract.poll.sends == Sends::Next;
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        let current_number = number(&current.token).map(|number| if next { number + 1.0 } else { number });
        match (sent, sent.and_then(number), current_number) {
            (_, Some(sent), Some(current)) if sent < current || state.is_anew && sent > current => Knows::Old,
            (_, Some(_), Some(_)) => Knows::Last,
            // An entity tag may be sent without what belongs to its header alone.
            (Some(sent), _, None) if !is_none(sent) && bare(sent) == bare(&current.token) => Knows::Last,
            (Some(sent), _, None) if !is_none(sent) => Knows::Old,
            _ => match &self.dialect.without_version {
                WithoutVersion::Knows => Knows::Old,
                WithoutVersion::Waits => Knows::Last,
                WithoutVersion::Refuses(template) => Knows::Nothing(template),
            },
        }
    }
}

/// What a client knows that polls.
enum Knows<'a> {
    Last,
    Old,
    Nothing(&'a Template),
}

/// A poll that waits: one that leaves does so no more.
struct Held<'a>(&'a ScriptedServer);

impl<'a> Held<'a> {
    fn new(server: &'a ScriptedServer) -> Self {
        server.state().held += 1;
        Self(server)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.state().held -= 1;
    }
}

impl Script for ScriptedServer {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        let kind = self.dialect.kind_of(asked)?;
        let detail = match kind {
            PageKind::Poll => {
                let (sent, due) = (self.dialect.version_sent(asked), self.dialect.due(&self.state().version));
                let is_last = due.is_none() || sent.is_some() && is_same(sent.as_deref(), due.as_deref());
                json!({ "version": sent, "due": due, "is_last": is_last })
            }
            PageKind::Update => json!({ "status": self.dialect.status_sent(asked) }),
            PageKind::Read => Value::Null,
        };
        Some((kind.name(), detail))
    }

    fn reply<'a>(&'a self, asked: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(async move {
            match (self.dialect.kind_of(asked), &self.dialect.read) {
                (Some(PageKind::Poll), _) => self.poll(asked).await,
                (Some(PageKind::Update), _) => self.update(asked),
                (Some(PageKind::Read), Some(read)) => {
                    let mut state = self.state();
                    state.asked += 1;
                    self.answer(read, asked, &state)
                }
                _ => Reply::Closed,
            }
        })
    }
}
