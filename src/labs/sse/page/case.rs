//! What the rules look at: one scenario as it happened, the last time it was driven.

use super::number;
use super::record::{Deed, ID, Quote, STREAM};
use crate::checker::{Case, Finding, Promptness, Screens, Sight, Timing};
use crate::history::{Nanos, Observation, Operation, Screen, median};
use crate::message::Message;
use std::ops::Deref;
use std::sync::Arc;

pub struct PageCase<'a> {
    case: Case<'a>,
    /// What was done, in order, with the round in which it was.
    pub deeds: Vec<(Nanos, u32, Deed)>,
    screens: Screens,
}

impl<'a> Deref for PageCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

/// A quote that was sent to the page, and when.
#[derive(Debug, Clone)]
pub struct Sent {
    pub at: Nanos,
    pub round: u32,
    /// When the next thing was done: until then it is what was sent last.
    pub until: Nanos,
    /// It is the first of its symbol in this round.
    pub is_first: bool,
    pub quote: Quote,
}

/// From when to when something took that was seen.
pub type Took = (Nanos, Nanos);

impl<'a> PageCase<'a> {
    pub fn new(case: Case<'a>) -> Self {
        let read = |o: &Observation| Some((o.at, o.round, serde_json::from_value(o.detail.clone()).ok()?));
        let mut deeds: Vec<(Nanos, u32, Deed)> = case.observed("deed").filter_map(read).collect();
        deeds.sort_by_key(|(at, round, _)| (*round, *at));
        Self { case, deeds, screens: Screens::new(&case) }
    }

    /// The quotes that were sent to the page, one by one.
    pub fn sent(&self) -> Vec<Sent> {
        let mut sent: Vec<Sent> = vec![];
        for (place, (at, round, deed)) in self.deeds.iter().enumerate() {
            let Deed::Quoted(quote) = deed else { continue };
            let next = self.deeds.get(place + 1).filter(|(_, other, _)| other == round);
            let is_first = !sent.iter().any(|one| one.round == *round && one.quote.symbol == quote.symbol);
            let until = next.map_or(Nanos::MAX, |(next, ..)| *next);
            sent.push(Sent { at: *at, round: *round, until, is_first, quote: quote.clone() });
        }
        sent
    }

    /// The quotes of the first round, which the page hears one by one.
    pub fn sent_first(&self) -> Vec<Sent> {
        let first = self.deeds.first().map(|(_, round, _)| *round);
        self.sent().into_iter().filter(|one| Some(one.round) == first).collect()
    }

    /// When the page first showed a quote, if it did: its price, and of what it is.
    pub fn shown(&self, sent: &Sent) -> Option<Took> {
        let to = sent.until.saturating_sub(1);
        let first = self.screens.first(Sight::of(sent.round), sent.at, to, |screen| {
            says(screen, sent.quote.price) && names(screen, &sent.quote.words)
        });
        first.map(|shown| (sent.at, shown))
    }

    /// The same of what came to a tab of its own.
    pub fn came(&self, sight: Sight, at: Nanos, to: Nanos, words: &[String], price: f64) -> Option<Took> {
        let is = |screen: &Screen| says(screen, price) && names(screen, words);
        self.screens.first(sight, at, to, is).map(|shown| (at, shown))
    }

    /// All that the first tab of a round showed at this moment.
    pub fn screen(&self, round: u32, at: Nanos) -> Screen {
        self.screens.at(Sight::of(round), at)
    }

    /// Whether at some moment from a quote on, before the next thing was done, all that was shown was so. Not at its end: the
    /// clock of a page and ours are read some milliseconds apart, and what follows may seem to be there already.
    pub fn was(&self, sent: &Sent, is: impl Fn(&Screen) -> bool) -> bool {
        self.screens.first(Sight::of(sent.round), sent.at, sent.until.saturating_sub(1), is).is_some()
    }

    /// All that the page asked and that no script answered.
    pub fn others(&self) -> impl Iterator<Item = &'a Arc<Operation>> {
        let case = self.case;
        let is_own = |o: &&Arc<Operation>| o.lab.as_ref().is_none_or(|lab| *lab == ID);
        let operations = case.history.operations.iter().filter(move |o| case.is_of_this(o) && is_own(o));
        operations.filter(|o| o.kind != STREAM)
    }

    /// Whether the page was opened: whether it asked for its stream, and what had to be clicked for that.
    pub fn opened(&self) -> Option<(bool, Option<&str>)> {
        self.deeds.iter().find_map(|(_, _, deed)| match deed {
            Deed::Opened { asked, clicked, .. } => Some((*asked, clicked.as_deref())),
            _ => None,
        })
    }

    /// What is found of something that must be soon, by the median of all that was seen.
    pub fn timed(&self, seen: &[Took], message: impl Fn(&str) -> Message) -> Finding {
        let took: Vec<Nanos> = seen.iter().map(|(from, to)| to - from).collect();
        let Some(middle) = median(took.clone()) else { return self.nothing() };
        let (from, to) = seen.iter().copied().find(|(from, to)| to - from == middle).unwrap_or_default();
        let message = |what: &str| message(what).time("median", middle);
        let timing = Timing { observed: middle, limit: self.limits.prompt, noise: self.limits.noise(from, to) };
        let finding = match self.limits.judge(from, to, true) {
            Promptness::Prompt => Finding::pass(message("pass")),
            Promptness::Late => Finding::half(message("late")),
            Promptness::Lost => Finding::fail(message("too-late")),
            Promptness::Unsure => return Finding::noise(timing),
        };
        finding.timed(timing).of_times(took)
    }

    /// What is not there is nobody's fault while the machine is busy.
    pub fn missing(&self, sent: &Sent, message: Message) -> Finding {
        let to = sent.until.min(sent.at + 2_000_000_000);
        if self.limits.too_noisy(sent.at, to) { self.noisy(sent.at, to) } else { Finding::fail(message) }
    }
}

/// Some element of the page says this price.
pub fn says(screen: &Screen, price: f64) -> bool {
    screen.values().any(|(text, _)| number::says(text, price, 0))
}

/// Some element of the page names it so.
pub fn names(screen: &Screen, words: &[String]) -> bool {
    screen.values().any(|(text, _)| words.iter().any(|word| number::names(text, word)))
}
