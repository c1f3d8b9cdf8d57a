//! One fault each, put into a history that was right: the rule that names it must fail, and no other.

mod browsers;
mod end;
mod held;
mod state;
mod wake;

use super::choices::MS;
use lab::driver::kept;
use lab::history::{Answer, Body, CpuSample, Event, History, Nanos, Noise, Note, Operation, Outcome, Reason};
use lab::labs::long_polling::case::PollRun;
use lab::labs::long_polling::contract::{LongPolling, Method};
use lab::labs::long_polling::reading::VersionKind;
use lab::labs::long_polling::record::{ClientVersion, PollDetail, PollKind, PollOperation, PollRole, state_in};
use std::borrow::Cow;
use std::sync::Arc;

/// A history with a fault, and the contract that goes with it.
pub struct Faulty {
    pub history: History,
    pub contract: LongPolling,
    prompt: Nanos,
    late: Nanos,
    /// Which of the places where the fault could be.
    pick: usize,
}

/// The rule that must fail, and what puts the fault there: `None` where this history has no place for it.
pub type Fault = (&'static str, fn(&mut Faulty) -> Option<()>);

pub const FAULTS: &[Fault] = &[
    ("state-not-json", state::state_is_no_json),
    ("wrong-content-type", state::one_answer_is_declared_as_html),
    ("update-not-by-post", state::updates_by_get),
    ("update-fails", state::a_valid_update_breaks),
    ("parameter-renamed", state::another_parameter),
    ("behind-kept-waiting", state::one_that_is_behind_is_not_answered),
    ("stale-pair", state::the_pair_of_before_the_update),
    ("status-mangled", state::accents_are_lost),
    ("state-not-shared", state::every_other_client_sees_another_version),
    ("compared-as-text", state::nine_is_not_answered),
    ("version-not-growing", state::a_version_comes_again),
    ("version-ambiguous", state::two_statuses_of_one_version),
    ("not-held", held::nothing_new_is_said_too_early),
    ("update-blocked", held::an_update_does_nothing_while_polls_are_held),
    ("update-answered-late", held::an_update_is_answered_too_late),
    ("read-blocked", held::one_that_is_behind_waits_with_the_others),
    ("busy-wait", held::a_core_is_busy_while_polls_are_held),
    ("busy-wait", held::reads_are_slow_while_polls_are_held),
    ("waiter-not-woken", wake::one_sleeps_on),
    ("waiter-not-woken", wake::one_is_cut),
    ("woken-late", wake::all_are_woken_late),
    ("woken-with-old-pair", wake::two_are_woken_with_what_they_had),
    ("lost-wakeup", wake::one_racer_is_forgotten),
    ("unseen-update-lost", wake::a_later_reader_does_not_see_the_update),
    ("loop-stuck", wake::a_loop_never_arrives),
    ("hold-never-ends", end::a_hold_ends_too_late),
    ("hold-never-ends", end::a_hold_never_ends),
    ("hold-end-harms", end::an_update_breaks_after_a_hold),
    ("hold-end-harms", end::one_is_forgotten_after_a_hold),
    ("no-change-unclear", end::the_hold_ends_with_an_error),
    ("body-after-204", end::bytes_after_a_204),
    ("bad-update-accepted", end::a_bad_update_is_accepted_or_breaks),
    ("odd-version-5xx", end::an_odd_version_breaks),
    ("leaver-harms", end::one_that_stayed_is_forgotten),
    ("server-died", end::nothing_listens_any_more),
    ("server-died", end::nothing_answers_any_more),
    ("unread-by-browsers", browsers::an_answer_to_a_browser_does_not_end),
    ("unread-by-browsers", browsers::the_end_of_a_hold_does_not_end_for_a_browser),
    ("session-locked", browsers::one_tab_waits_for_the_other),
    ("answer-cacheable", browsers::nothing_new_may_be_kept),
    ("answer-cacheable", browsers::a_newcomers_answer_may_be_kept),
    ("answer-cached", browsers::answers_are_repeated_by_their_address),
    ("waiters-limited", end::one_of_a_crowd_is_forgotten),
    ("stuck-client-blocks", end::one_waits_for_the_client_that_reads_nothing),
    ("leavers-kept", end::those_that_left_are_answered_first),
    ("extra-bytes", end::bytes_after_an_answer),
];

impl Faulty {
    /// Noise that is just at the bound is everywhere: it must excuse nothing.
    pub fn new(mut history: History, pick: usize) -> Self {
        let contract = LongPolling::default();
        let limits = PollRun::new(&history, contract.clone()).limits;
        // Beside held polls a slow target has a little more time.
        let (prompt, late) = (limits.prompt, limits.beside_others().late);
        let noisy = (0..history.end.unwrap_or(0)).step_by((1_000 * MS) as usize);
        history.noise.extend(noisy.map(|at| Noise { at, late: BOUND, holding: false }));
        Self { history, contract, prompt, late, pick }
    }

    /// The places of these operations of a scenario, in the order in which they ended.
    fn all(&self, scenario: &str, is: impl Fn(&PollOperation) -> bool) -> Vec<usize> {
        let operations = self.history.operations.iter().enumerate();
        operations.filter(|(_, o)| o.scenario == scenario && is(&read(o))).map(|(place, _)| place).collect()
    }

    fn one(&self, scenario: &str, is: impl Fn(&PollOperation) -> bool) -> Option<usize> {
        let all = self.all(scenario, is);
        all.get(self.pick % all.len().max(1)).copied()
    }

    fn at(&self, place: usize) -> PollOperation<'_> {
        read(&self.history.operations[place])
    }

    fn at_mut(&mut self, place: usize) -> &mut Operation {
        Arc::make_mut(&mut self.history.operations[place])
    }

    fn answer(&mut self, place: usize) -> &mut Answer {
        match &mut self.at_mut(place).outcome {
            Outcome::Answered(answer) => answer,
            other => panic!("{other:?} is no answer"),
        }
    }

    /// It ended like this; the state that this shows is recorded too.
    fn end(&mut self, place: usize, outcome: Outcome) {
        let state = match &outcome {
            Outcome::Answered(answer) => state_in(&answer.body.bytes, &answer.headers, &self.contract.answer),
            _ => None,
        };
        let detail = PollDetail { state, ..self.at(place).detail().clone() };
        let operation = self.at_mut(place);
        (operation.outcome, operation.detail) = (outcome, detail.to_value());
    }

    fn say(&mut self, place: usize, code: u16, body: &str) {
        let not_json = kept::not_json(body.as_bytes());
        let headers = if body.is_empty() { vec![] } else { vec![("content-type".into(), "application/json".into())] };
        let body = Body { bytes: body.into(), length: body.len() as u64, not_json };
        self.end(place, Outcome::Answered(Box::new(Answer { code, headers, body, extra_bytes: 0 })));
    }

    /// Another status or version in an answer that carries a state.
    fn alter(&mut self, place: usize, status: Option<&str>, version: Option<&str>) -> Option<()> {
        let mut state = self.at(place).state()?.clone();
        let text = state.version.kind == VersionKind::Text;
        state.status = status.unwrap_or(&state.status).into();
        state.version.token = version.unwrap_or(&state.version.token).into();
        let version = &state.version.token;
        let version = if text { serde_json::Value::from(version.as_str()).to_string() } else { version.clone() };
        let status = serde_json::Value::from(state.status.as_str());
        self.say(place, 200, &format!("{{\"status\":{status},\"version\":{version}}}"));
        Some(())
    }

    /// Everything after this moment happens later by the time that a lost answer is waited for.
    fn room(&mut self, after: Nanos) {
        let by = 2 * self.wait();
        let shift = |time: &mut Nanos| *time += if *time > after { by } else { 0 };
        for operation in self.history.operations.iter_mut().map(Arc::make_mut) {
            [&mut operation.started, &mut operation.done].into_iter().for_each(shift);
            let times = operation.sent.iter_mut().chain(&mut operation.head).chain(&mut operation.arrived);
            times.for_each(shift);
        }
        self.history.notes.iter_mut().for_each(|note| shift(&mut note.at));
        self.history.noise.iter_mut().for_each(|noise| shift(&mut noise.at));
        self.history.cpu.iter_mut().for_each(|sample| shift(&mut sample.at));
        self.history.end.iter_mut().for_each(shift);
    }

    /// Its answer came at this moment, and was read at once.
    fn come(&mut self, place: usize, at: Nanos) {
        let operation = self.at_mut(place);
        (operation.done, operation.head) = (at, Some(at));
        operation.arrived = operation.arrived.map(|_| at);
    }

    /// Just longer than a late answer takes on a machine as noisy as it may be.
    fn wait(&self) -> Nanos {
        self.late + BOUND + 10 * MS
    }

    /// When the last request of a round ended.
    fn end_of_round(&self, place: usize) -> Nanos {
        let Operation { scenario, round, .. } = &*self.history.operations[place];
        let of_round = self.history.operations.iter().filter(|o| o.scenario == *scenario && o.round == *round);
        of_round.map(|o| o.done).max().expect("it is there itself")
    }

    /// No answer came to an operation that was due from then, however long it was waited for.
    fn lose(&mut self, place: usize, due: Nanos) {
        let done = due + self.wait();
        let operation = self.at_mut(place);
        (operation.head, operation.arrived, operation.done) = (None, None, done);
        self.end(place, Outcome::Indeterminate(Reason::NoAnswer));
    }

    /// No answer came to a client that is behind.
    fn lose_read(&mut self, place: usize) -> Option<()> {
        let Operation { started, done, .. } = *self.history.operations[place];
        self.room(done);
        self.lose(place, started);
        Some(())
    }

    /// The update that woke a poll.
    fn update_of(&self, place: usize) -> Option<&Operation> {
        let Operation { scenario, round, .. } = &*self.history.operations[place];
        let operations = self.history.operations.iter().map(|o| &**o);
        operations.filter(|o| o.scenario == *scenario && o.round == *round).find(|o| updater(&read(o)))
    }

    /// From when a poll's answer was due.
    fn due(&self, place: usize) -> Option<Nanos> {
        self.update_of(place)?.sent.max(self.history.operations[place].sent)
    }

    fn lose_poll(&mut self, place: usize) -> Option<()> {
        self.room(self.end_of_round(place));
        let due = self.due(place)?;
        self.lose(place, due);
        Some(())
    }
}

/// The bound of noise, above which nothing is concluded from a time.
const BOUND: Nanos = 250 * MS;

fn read(operation: &Operation) -> PollOperation<'_> {
    PollOperation::of(Cow::Borrowed(operation)).expect("the model has one lab")
}

fn reader(o: &PollOperation) -> bool {
    o.is(PollKind::Read, PollRole::Reader)
}

fn waiter(o: &PollOperation) -> bool {
    o.is(PollKind::Poll, PollRole::Waiter)
}

fn updater(o: &PollOperation) -> bool {
    o.role == Some(PollRole::Updater)
}

/// What is sent would come after what is current in a dictionary too.
fn sorts_alike(o: &PollOperation) -> bool {
    let sent = o.version().unwrap_or_default();
    o.state().is_some_and(|state| sent <= state.version.token.as_str())
}
