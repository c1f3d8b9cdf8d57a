use super::{Finding, Limits, Question, Undecided};
use crate::history::{Event, History, Nanos, Note, Observation, Operation, SKIPPED_DEAD, SKIPPED_LIMITED};
use crate::message::Message;
use crate::names::Name;

/// What a rule looks at, as far as every lab has it: one scenario as it happened, the last time it was driven.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub history: &'a History,
    pub limits: &'a Limits<'a>,
    pub scenario: &'a str,
    /// The fewest observations that a verdict may rest on.
    pub at_least: usize,
    pub attempt: u32,
}

impl<'a> Case<'a> {
    pub fn new(history: &'a History, limits: &'a Limits<'a>, question: &Question<'a>) -> Self {
        let notes = history.notes.iter().filter(|note| note.scenario == question.scenario);
        let attempt = notes.map(|note| note.attempt).max().unwrap_or(1);
        Self { history, limits, scenario: question.scenario, at_least: question.at_least as usize, attempt }
    }

    /// Whether the scenario was driven before.
    pub fn is_again(&self) -> bool {
        self.attempt > 1
    }

    /// Whether this was done in the scenario, the last time that it was driven.
    pub fn is_of_this(&self, operation: &Operation) -> bool {
        operation.scenario == self.scenario && operation.attempt == self.attempt
    }

    pub fn notes(&self) -> impl Iterator<Item = &'a Note> {
        let (scenario, attempt) = (self.scenario, self.attempt);
        self.history.notes.iter().filter(move |n| n.scenario == scenario && n.attempt == attempt)
    }

    /// What was seen of this kind.
    pub fn observed(&self, kind: &'static str) -> impl Iterator<Item = &'a Observation> + use<'a> {
        let (scenario, attempt) = (self.scenario, self.attempt);
        let of_this = move |one: &&Observation| one.scenario == scenario && one.attempt == attempt;
        self.history.observations.iter().filter(of_this).filter(move |one| one.kind.as_str() == kind)
    }

    /// What a page said, such as the exceptions that nobody caught, with their places.
    pub fn said(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> + use<'a> {
        let text = |one: &'a Observation, name: &str| one.detail[name].as_str().unwrap_or_default();
        self.observed("said").map(move |one| (text(one, "saying"), text(one, "text"), text(one, "place")))
    }

    /// Why a step was not done, if one was not.
    pub fn skipped(&self) -> Option<&'a Name> {
        self.notes().find_map(|note| match &note.event {
            Event::Skipped(why) => Some(why),
            _ => None,
        })
    }

    /// Nothing was observed that could decide.
    pub fn nothing(&self) -> Finding {
        match self.skipped() {
            Some(why) if *why == SKIPPED_DEAD => Finding::undecided(Undecided::Dead),
            Some(why) if *why == SKIPPED_LIMITED => {
                Finding::unknown(Undecided::Disturbed, Message::new("unknown-limited"))
            }
            Some(why) => Finding::unknown(Undecided::Nothing, Message::new(format!("unknown-{why}"))),
            None => Finding::undecided(Undecided::Nothing),
        }
    }

    /// A time could not be judged: the machine was too busy, or we stopped waiting too early to blame anybody.
    pub fn noisy(&self, from: Nanos, to: Nanos) -> Finding {
        self.noisy_for(from, to, self.limits.prompt)
    }

    /// The same of a time with a limit of its own.
    pub fn noisy_for(&self, from: Nanos, to: Nanos, limit: Nanos) -> Finding {
        let timing = self.limits.timing(from, to, limit);
        if !self.limits.too_noisy_for(from, to, limit) {
            return Finding::undecided(Undecided::Early).timed(timing);
        }
        if self.limits.unmeasured(from, to) {
            return Finding::undecided(Undecided::Unmeasured).timed(timing);
        }
        Finding::noise(timing)
    }

    /// Somebody else moved the state.
    pub fn foreign(&self) -> Finding {
        Finding::undecided(Undecided::Foreign)
    }
}

/// The moment from which an answer was due: both the held request and the one that ends its wait were wholly sent.
pub fn due_from(waiter: &Operation, update: &Operation) -> Nanos {
    waiter.sent.unwrap_or(waiter.started).max(update.sent.unwrap_or(update.started))
}
