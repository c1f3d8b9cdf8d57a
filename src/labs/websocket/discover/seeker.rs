//! Tries an address with two clients: what one says reaches the other, or comes back in capitals.

use super::page::Named;
use crate::driver::Context;
use crate::driver::tried::{ProbeResult, Tried};
use crate::history::Frame;
use crate::labs::websocket::contract::{Exercises, Filling};
use crate::labs::websocket::exercise::Exercise;
use crate::labs::websocket::fresh::Fresh;
use crate::labs::websocket::heard::Heard;
use crate::labs::websocket::link::{Link, LinkLog, Outgoing};
use crate::labs::websocket::place::Place;
use crate::labs::websocket::record::NotOpened;
use crate::labs::websocket::state::{discovery, greet};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// So long a message is waited for while it is not known whether it is one; the noise of the machine comes on top.
const ANSWER: Duration = Duration::from_millis(1_000);

/// Who closes a connection for its path does so within this time.
const CLOSED: Duration = Duration::from_millis(80);

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    There,
    NotThere,
    /// No answer in time.
    Silent,
}

pub struct Seeker {
    context: Arc<Context>,
    fresh: Fresh,
    /// What was found so far.
    pub found: Exercises,
    /// Clients that stay: nobody leaves before it is looked at what that does.
    pub links: Vec<Link>,
    pub tried: Vec<Tried>,
    /// Something that was said was heard: it is a server of this lab, and no other that speaks WebSocket.
    pub is_sure: bool,
}

/// What two clients heard of what the first one said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Answers {
    /// The other one heard it, as it was said.
    relayed: bool,
    /// The one that said it heard it, in capitals or at least otherwise than it was said.
    capitals: bool,
}

impl Seeker {
    pub fn new(context: Arc<Context>, fresh: Fresh) -> Self {
        Self { context, fresh, found: Exercises::default(), links: vec![], tried: vec![], is_sure: false }
    }

    /// Looks what is at an address.
    pub async fn look(&mut self, named: &Named, patience: Duration) -> Looked {
        let Some(place) = Place::of(&self.context, &named.url) else { return Looked::NotThere };
        let mut pair = Vec::new();
        for _ in 0..2 {
            let link = Link::open(&self.context, Exercise::Relay, &place, &named.subprotocols);
            if !link.opened(patience).await {
                let looked = self.not_there(named, &link);
                self.give_up(pair).await;
                return looked;
            }
            greet(&link, &named.endpoint(Value::Null), &self.fresh);
            pair.push(link);
        }
        if named.is_guessed && self.is_closed_soon(&pair[0]).await {
            self.give_up(pair).await;
            return Looked::NotThere;
        }
        let mut chosen: Option<(Value, Answers)> = None;
        for form in named.forms() {
            if pair.iter().any(|link| link.log().is_over()) {
                break;
            }
            let answers = self.answers(&pair[0], &pair[1], &form).await;
            if answers != Answers::default() {
                chosen = Some((form, answers));
                break;
            }
        }
        let usual = named.forms().into_iter().next().unwrap_or_else(|| "$text".into());
        self.is_sure |= chosen.is_some();
        let (form, answers) = chosen.unwrap_or((usual, Answers::default()));
        self.is_there(named, form, answers, pair);
        Looked::There
    }

    /// Whether the server answers anywhere: then it is one, wherever it was found.
    pub async fn is_at_any_path(&mut self, patience: Duration) -> bool {
        let path = format!("/{}", self.fresh.word());
        let Some(place) = Place::of(&self.context, &path) else { return false };
        let exercise = self.found.all().map(|(exercise, _)| exercise).next().unwrap_or_default();
        let link = Link::open(&self.context, exercise, &place, &[]);
        let is_there = link.opened(patience).await && !self.is_closed_soon(&link).await;
        link.record(&discovery(3));
        if is_there {
            // It is one client more, which does not leave either.
            self.links.push(link);
        }
        is_there
    }

    /// Some servers accept any connection, and close those at paths that they do not know.
    async fn is_closed_soon(&self, link: &Link) -> bool {
        let noise = self.context.meter.recent(self.context.clock.now()).min(ANSWER);
        link.until(CLOSED + noise, |_| None::<()>).await;
        link.log().is_over()
    }

    fn not_there(&mut self, named: &Named, link: &Link) -> Looked {
        link.record(&discovery(1));
        let (looked, came) = match link.log().not_opened() {
            Some(NotOpened::Status(code, _)) => (Looked::NotThere, ProbeResult::Code(code)),
            Some(NotOpened::Bad(why) | NotOpened::Refused(why)) => (Looked::NotThere, ProbeResult::Unreadable(why)),
            Some(NotOpened::Silent) | None => (Looked::Silent, ProbeResult::Nothing),
        };
        self.tried.push(Tried { asked: format!("Upgrade {}", named.url), came });
        looked
    }

    async fn give_up(&self, links: Vec<Link>) {
        for link in links {
            link.finish(&discovery(1)).await;
        }
    }

    async fn answers(&self, one: &Link, other: &Link, form: &Value) -> Answers {
        let text = self.fresh.plain();
        let word = text.split(' ').next().unwrap_or_default().to_owned();
        let filling = Filling { text: text.clone(), user: "ada".into(), id: self.fresh.word() };
        let index = one.send(Outgoing::Text(filling.message(form)));
        one.sent(index).await;
        let noise = self.context.meter.recent(self.context.clock.now()).min(ANSWER);
        let patience = ANSWER + noise;
        let relayed = |log: &LinkLog| log.received().any(|frame| hears(frame, &word)).then_some(());
        let capitals = |log: &LinkLog| log.received().any(|frame| hears_changed(frame, &word)).then_some(());
        tokio::select! {
            _ = other.until(patience, relayed) => {}
            _ = one.until(patience, capitals) => {}
        }
        Answers { relayed: relayed(&other.log()).is_some(), capitals: capitals(&one.log()).is_some() }
    }

    /// There is a server: of this exercise or that, or of both; where nothing came, of the one that its name speaks of.
    fn is_there(&mut self, named: &Named, form: Value, answers: Answers, pair: Vec<Link>) {
        let shown: Vec<Exercise> = match answers {
            Answers { relayed: true, capitals: true } => Exercise::ALL.to_vec(),
            Answers { relayed: true, .. } => vec![Exercise::Relay],
            Answers { capitals: true, .. } => vec![Exercise::Capitals],
            _ => vec![named.hint.unwrap_or_default()],
        };
        let is_new = |exercise: &&Exercise| self.found.get(**exercise).is_none();
        let new: Vec<Exercise> = shown.iter().filter(is_new).copied().collect();
        for exercise in &new {
            self.found.put(*exercise, named.endpoint(form.clone()));
        }
        for (number, mut link) in (1..).zip(pair) {
            link.record(&discovery(number));
            link.exercise = *shown.last().expect("at least one");
            self.links.push(link);
        }
    }
}

/// Whether this was heard as it was said.
fn hears(frame: &Frame, word: &str) -> bool {
    Heard::of(frame).is_some_and(|heard| heard.raw.contains(word))
}

/// Whether it was heard, and otherwise than it was said.
fn hears_changed(frame: &Frame, word: &str) -> bool {
    Heard::of(frame).is_some_and(|heard| heard.has(word) && !heard.raw.contains(word))
}
