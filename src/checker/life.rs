//! What became of the server as a program: it ended, or was started anew. Whichever lab saw that, it is so for all.

use super::{Case, Finding, Undecided, Verdict};
use crate::history::{Event, Nanos, Operation, Outcome};
use crate::message::Message;

impl<'a> Case<'a> {
    /// The first refused connection after which nothing was answered any more.
    pub fn death(&self) -> Option<&'a Operation> {
        self.history.notes.iter().find(|n| n.event == Event::Dead)?;
        let operations = || self.history.operations.iter().map(|o| &**o);
        let last: Nanos = operations().filter(|o| o.answer().is_some()).map(|o| o.started).max().unwrap_or(0);
        let refused = operations().filter(|o| matches!(o.outcome, Outcome::Refused(_)) && o.started > last);
        refused.min_by_key(|o| o.started)
    }

    /// Whether the end of the server cut something short that this scenario had asked: no answer came to anybody from
    /// then on.
    fn was_cut_by_the_end(&self, death: &Operation) -> bool {
        let answered = self.history.operations.iter().filter(|o| o.answer().is_some());
        let alive: Nanos = answered.map(|o| o.done).max().unwrap_or(0);
        self.operations().any(|o| o.was_cut() && o.done > alive && o.done <= death.done)
    }

    /// The same finding, unless the server ended before this scenario was over: what it shows then is that, and nothing
    /// else.
    pub fn unless_dead(&self, finding: Finding) -> Finding {
        let last = || self.operations().map(|o| o.done).chain(self.notes().map(|n| n.at)).max();
        let ended = self
            .death()
            .is_some_and(|death| last().is_some_and(|last| last >= death.started) || self.was_cut_by_the_end(death));
        if finding.verdict == Verdict::Pass || !ended {
            return finding;
        }
        Finding { verdict: Verdict::Unknown, undecided: Some(Undecided::Dead), ..finding }
    }

    /// The moments at which the server was seen to have been started anew.
    pub fn restarts(&self) -> impl Iterator<Item = Nanos> {
        self.history.notes.iter().filter(|n| matches!(n.event, Event::Restarted { .. })).map(|n| n.at)
    }

    /// What was seen in this scenario says nothing sure, since the server may have been started anew meanwhile.
    pub fn restarted(&self) -> Option<Finding> {
        let touched = self.history.notes.iter().any(|note| match note.event {
            Event::Restarted { alive } => self.operations().any(|o| o.done >= alive && o.started <= note.at),
            _ => false,
        });
        touched.then(|| Finding::unknown(Undecided::Foreign, Message::new("unknown-restarted")))
    }

    /// Everything asked in this scenario, by any lab.
    fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        let case = *self;
        self.history.operations.iter().map(|o| &**o).filter(move |o| case.is_of_this(o))
    }
}
