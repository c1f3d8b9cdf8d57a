//! What the rules of this lab look at: the whole run as the lab reads it, and one scenario of it.

use super::contract::Exercises;
use super::ending::{Cause, End, ends};
use super::exercise::Exercise;
use super::heard::Heard;
use super::record::NativeOperation;
use super::scene::{Deed, Link, Scene};
use crate::checker::{Case, Finding, Limits};
use crate::history::{DISCOVERY, History, Nanos, Operation, median};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// What is due to somebody and has not come for so long, and the noise on top, is lost. Slow servers take one second at
/// most on a busy machine.
pub const LOST: Nanos = 5_000_000_000;

/// A whole run, as this lab reads it.
pub struct NativeRun<'a> {
    pub history: &'a History,
    pub contract: Exercises,
    pub limits: Limits<'a>,
    pub operations: Vec<NativeOperation<'a>>,
    pub ends: Vec<End<'a>>,
    /// Each attempt of each scenario.
    scenes: BTreeMap<(&'a str, u32), Scene<'a>>,
    nowhere: Scene<'a>,
}

impl<'a> NativeRun<'a> {
    pub fn new(history: &'a History, contract: Exercises) -> Self {
        let operations: Vec<_> = history.operations.iter().filter_map(|o| NativeOperation::of(o)).collect();
        let limits = Limits::new(history, round_trip(history));
        let place = |o: &NativeOperation<'a>| (o.operation().scenario.as_str(), o.operation().attempt);
        let places: BTreeSet<_> = operations.iter().map(place).collect();
        let here = |wanted| operations.iter().filter(move |o| place(o) == wanted).copied();
        let scenes = places.into_iter().map(|wanted| (wanted, Scene::new(here(wanted)))).collect();
        let ends = ends(&operations);
        Self { history, contract, limits, operations, ends, scenes, nowhere: Scene::default() }
    }

    /// What was done on purpose, not to find out how the target is spoken to.
    pub fn scenes(&self) -> impl Iterator<Item = &Scene<'a>> {
        self.scenes.iter().filter(|((scenario, _), _)| *scenario != DISCOVERY).map(|(_, scene)| scene)
    }

    /// The server that ended of this, if one did.
    pub fn end_of(&self, is_it: impl Fn(Cause) -> bool) -> Option<&End<'a>> {
        self.ends.iter().find(|end| is_it(end.cause))
    }

    /// When a client of this exercise left for the first time.
    fn first_left(&self, exercise: Exercise) -> Option<Nanos> {
        let links = self.scenes.values().flat_map(|scene| scene.links_of(exercise));
        links.filter_map(|link| link.detail.left).map(|(at, _)| at).min()
    }

    /// Whether what is said was heard before anybody had left, while this came later: then that is what is wrong.
    pub fn worked_until_somebody_left(&self, say: &Deed) -> bool {
        let exercise = say.detail.exercise;
        let Some(left) = self.first_left(exercise).filter(|left| *left < say.started()) else { return false };
        self.scenes.values().any(|scene| {
            let mut before = scene.says(exercise).filter(|say| say.started() < left);
            before.any(|say| scene.due_to(say).any(|link| scene.first(link, say).is_some()))
        })
    }
}

/// The median round trip of an immediate answer: of the pages that were read before anybody was connected.
fn round_trip(history: &History) -> Nanos {
    let is_page = |o: &&Operation| o.lab.is_none() && o.scenario == DISCOVERY && o.answer().is_some();
    let pages = history.operations.iter().map(|o| &**o).filter(is_page);
    median(pages.map(|o| o.done - o.started).collect()).unwrap_or(0)
}

/// One scenario as it happened, the last time it was driven.
#[derive(Clone, Copy)]
pub struct NativeCase<'a> {
    pub run: &'a NativeRun<'a>,
    case: Case<'a>,
}

impl<'a> Deref for NativeCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

/// What became, at one client, of something that was due there.
pub enum Fate<'a> {
    Heard(&'a Heard),
    Lost,
    /// The target ended the client's connection, and nothing can come any more.
    Ended,
    Unsure(Box<Finding>),
}

/// What became of everything that was due.
#[derive(Default)]
pub struct Fates<'a> {
    pub heard: Vec<(&'a Deed<'a>, &'a Link<'a>, &'a Heard)>,
    /// It has not come, or its client was ended before.
    pub missed: Vec<(&'a Deed<'a>, &'a Link<'a>)>,
    pub unsure: Vec<Finding>,
}

impl<'a> Fates<'a> {
    /// Whether somebody heard this.
    pub fn was_heard(&self, say: &Deed) -> bool {
        self.heard.iter().any(|(heard, ..)| heard.operation.id == say.operation.id)
    }

    /// How many were due, as far as that was decided.
    pub fn decided(&self) -> usize {
        self.heard.len() + self.missed.len()
    }
}

impl<'a> NativeCase<'a> {
    pub fn new(run: &'a NativeRun<'a>, case: Case<'a>) -> Self {
        Self { run, case }
    }

    pub fn scene(&self) -> &'a Scene<'a> {
        self.run.scenes.get(&(self.scenario, self.attempt)).unwrap_or(&self.run.nowhere)
    }

    pub fn has(&self, exercise: Exercise) -> bool {
        self.run.contract.get(exercise).is_some()
    }

    /// What became of something that was said at a client to whom it is due.
    pub fn fate(&self, say: &Deed, link: &'a Link<'a>) -> Fate<'a> {
        if let Some(heard) = self.scene().first(link, say) {
            return Fate::Heard(heard);
        }
        let (from, to) = (say.due(), link.until);
        if link.was_ended() && to < from + LOST {
            return Fate::Ended;
        }
        if to.saturating_sub(from) < LOST || self.limits.too_noisy_for(from, to, LOST) {
            return Fate::Unsure(Box::new(self.noisy_for(from, to, LOST)));
        }
        Fate::Lost
    }

    /// What became of all of this at those to whom it is due.
    pub fn fates(&self, says: impl Iterator<Item = &'a Deed<'a>>) -> Fates<'a> {
        let mut fates = Fates::default();
        for say in says {
            for link in self.scene().due_to(say) {
                match self.fate(say, link) {
                    Fate::Heard(heard) => fates.heard.push((say, link, heard)),
                    Fate::Lost | Fate::Ended => fates.missed.push((say, link)),
                    Fate::Unsure(finding) => fates.unsure.push(*finding),
                }
            }
        }
        fates
    }

    /// Whether clients of this exercise tried to connect here, and none could.
    pub fn is_unreachable(&self, exercise: Exercise) -> Option<&'a Link<'a>> {
        let mut links = self.scene().links_of(exercise).peekable();
        let first = links.peek().copied()?;
        links.all(|link| !link.is_open()).then_some(first)
    }
}
