//! What the rules of this lab look at: the whole run as the lab reads it, and one scenario of it.

use super::contract::Chat;
use super::deed::Deed;
use super::heard::Heard;
use super::kin::Kin;
use super::record::{ChatKind, ChatOperation, ChatRole};
use super::scene::{Link, Scene};
use crate::checker::{Case, Finding, Limits, Undecided};
use crate::history::{DISCOVERY, History, Nanos, Operation, median};
use crate::message::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// What is due to somebody and has not come for so long, and the noise on top, is lost. Slow servers take one second at
/// most on a busy machine.
pub const LOST: Nanos = 5_000_000_000;

/// A whole run, as this lab reads it.
pub struct ChatRun<'a> {
    /// Of which lab of the family it is read.
    pub kin: &'static Kin,
    pub history: &'a History,
    pub contract: Chat,
    pub limits: Limits<'a>,
    pub operations: Vec<ChatOperation<'a>>,
    /// Each attempt of each scenario.
    scenes: BTreeMap<(&'a str, u32), Scene<'a>>,
    nowhere: Scene<'a>,
}

impl<'a> ChatRun<'a> {
    pub fn new(history: &'a History, contract: Chat, kin: &'static Kin) -> Self {
        let operations: Vec<_> = history.operations.iter().filter_map(|o| ChatOperation::of(o, &kin.id)).collect();
        let limits = Limits::new(history, round_trip(&operations, &contract));
        let place = |o: &ChatOperation<'a>| (o.operation().scenario.as_str(), o.operation().attempt);
        let places: BTreeSet<_> = operations.iter().map(place).collect();
        let here = |wanted| operations.iter().filter(move |o| place(o) == wanted).copied();
        let scenes = places.into_iter().map(|wanted| (wanted, Scene::new(here(wanted)))).collect();
        Self { kin, history, contract, limits, operations, scenes, nowhere: Scene::default() }
    }

    /// What was done on purpose, not to find out how the target is spoken to.
    pub fn scenes(&self) -> impl Iterator<Item = &Scene<'a>> {
        self.scenes.iter().filter(|((scenario, _), _)| *scenario != DISCOVERY).map(|(_, scene)| scene)
    }

    /// When an event without a payload was first sent: a server that dies then was asked for it.
    pub fn first_empty(&self) -> Option<Nanos> {
        self.scenes().flat_map(Scene::empties).map(|empty| empty.operation.started).min()
    }
}

/// The median round trip of an immediate answer: of the page, before anybody was connected.
fn round_trip(operations: &[ChatOperation], contract: &Chat) -> Nanos {
    let is_page = |o: &&ChatOperation| o.kind == ChatKind::Page && o.request.path == contract.page;
    let is_beside = |o: &&ChatOperation| o.role == Some(ChatRole::Patience);
    let before =
        operations.iter().filter(is_page).filter(|o| o.scenario == DISCOVERY && o.succeeded() && !is_beside(o));
    median(before.map(|o| o.done - o.started).collect()).unwrap_or(0)
}

/// One scenario as it happened, the last time it was driven.
#[derive(Clone, Copy)]
pub struct ChatCase<'a> {
    pub run: &'a ChatRun<'a>,
    case: Case<'a>,
}

impl<'a> Deref for ChatCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

/// What became, at one client, of something that was due there.
pub enum Fate<'a> {
    Heard(&'a Heard),
    Lost,
    /// The target ended the client's link, and nothing can come any more.
    Ended,
    Unsure(Box<Finding>),
}

/// What became of everything that was due.
#[derive(Default)]
pub struct Fates<'a> {
    pub heard: Vec<(&'a Deed<'a>, &'a Link<'a>, &'a Heard)>,
    pub lost: Vec<(&'a Deed<'a>, &'a Link<'a>)>,
    pub ended: Vec<(&'a Deed<'a>, &'a Link<'a>)>,
    pub unsure: Vec<Finding>,
}

impl<'a> Fates<'a> {
    pub fn add(&mut self, deed: &'a Deed<'a>, link: &'a Link<'a>, fate: Fate<'a>) {
        match fate {
            Fate::Heard(heard) => self.heard.push((deed, link, heard)),
            Fate::Lost => self.lost.push((deed, link)),
            Fate::Ended => self.ended.push((deed, link)),
            Fate::Unsure(finding) => self.unsure.push(*finding),
        }
    }

    /// How many were due, as far as that was decided.
    pub fn decided(&self) -> usize {
        self.heard.len() + self.lost.len() + self.ended.len()
    }
}

impl<'a> ChatCase<'a> {
    pub fn new(run: &'a ChatRun<'a>, case: Case<'a>) -> Self {
        Self { run, case }
    }

    pub fn scene(&self) -> &'a Scene<'a> {
        self.run.scenes.get(&(self.scenario, self.attempt)).unwrap_or(&self.run.nowhere)
    }

    /// Pages that a step asked for.
    pub fn pages(&self) -> impl Iterator<Item = &'a Operation> {
        let case = self.case;
        let pages = self.run.operations.iter().filter(|o| o.kind == ChatKind::Page && o.role == Some(ChatRole::Reader));
        pages.map(|o| o.operation()).filter(move |o| case.is_of_this(o))
    }

    /// What became of a deed at a client that should hear of it, and heard this.
    pub fn fate(&self, deed: &Deed, link: &Link, heard: Option<&'a Heard>) -> Fate<'a> {
        if let Some(heard) = heard {
            return Fate::Heard(heard);
        }
        let (from, to) = (deed.due(), link.until);
        if link.detail.is_ours_late() {
            return Fate::Unsure(Box::new(late_pong()));
        }
        if link.was_ended() && to < from + LOST {
            return Fate::Ended;
        }
        if to.saturating_sub(from) < LOST || self.limits.too_noisy_for(from, to, LOST) {
            return Fate::Unsure(Box::new(self.noisy_for(from, to, LOST)));
        }
        Fate::Lost
    }

    /// What became of what was said, at those who were in its room.
    pub fn delivered(&self, says: impl Iterator<Item = &'a Deed<'a>>) -> Fates<'a> {
        let scene = self.scene();
        let mut fates = Fates::default();
        for say in says {
            for link in scene.room_mates(say) {
                fates.add(say, link, self.fate(say, link, scene.first(link, say)));
            }
        }
        fates
    }

    /// Whether a client that did not hear of something since then would have: later it heard a message of its own room,
    /// or, if it is in none, somebody else did.
    pub fn would_have_heard(&self, link: &Link, since: Nanos) -> bool {
        let scene = self.scene();
        let is_witness =
            |say: &&Deed, other: &Link| scene.first(other, say).is_some_and(|heard| heard.at <= link.until);
        let mut later = scene.single_says().filter(|say| say.operation.started >= since);
        link.is_fit()
            && later.any(|say| match scene.room(link.client(), say.operation.started) {
                Some(room) => room == say.detail.room && is_witness(&say, link),
                None => scene.links.iter().any(|other| is_witness(&say, other)),
            })
    }

    /// What the target answered to something that was said, if it said no.
    pub fn refusal(&self, say: &Deed) -> Option<&'a str> {
        let scene = self.scene();
        let link = scene.link(say.client(), say.operation.started)?;
        let from = say.operation.started;
        let answers = link.heard.iter().filter(|heard| !scene.is_said(heard)).chain(&link.acks);
        answers.filter(|heard| heard.at >= from && heard.at <= from + LOST).find_map(Heard::refusal)
    }
}

/// This client may have been dropped for what we did not do.
pub fn late_pong() -> Finding {
    Finding::unknown(Undecided::Noise, Message::new("unknown-late-pong"))
}
