//! One fault each, put into a history that was right: the rule that names it must fail, and no other.

use super::choices::MS;
use lab::checker::Limits;
use lab::contract::{self, Contract, Method};
use lab::history::{Answer, Body, Effort, Event, History, Kind, Knows, Lost, Nanos, Noise, Note, Operation, Outcome};

/// A history with a fault, and the contract that goes with it.
pub struct Faulty {
    pub history: History,
    pub contract: Contract,
    prompt: Nanos,
    late: Nanos,
    /// Which of the places where the fault could be.
    pick: usize,
}

/// The rule that must fail, and what puts the fault there: `None` where this history has no place for it.
pub type Fault = (&'static str, fn(&mut Faulty) -> Option<()>);

pub const FAULTS: &[Fault] = &[
    ("state-not-json", state_is_no_json),
    ("wrong-content-type", one_answer_is_declared_as_html),
    ("update-not-by-post", updates_by_get),
    ("parameter-renamed", another_parameter),
    ("behind-kept-waiting", one_that_is_behind_is_not_answered),
    ("stale-pair", the_pair_of_before_the_update),
    ("status-mangled", accents_are_lost),
    ("state-not-shared", every_other_client_sees_another_version),
    ("compared-as-text", nine_is_not_answered),
    ("version-not-growing", a_version_comes_again),
    ("version-ambiguous", two_statuses_of_one_version),
    ("not-held", nothing_new_is_said_too_early),
    ("update-blocked", an_update_does_nothing_while_polls_are_held),
    ("update-answered-late", an_update_is_answered_too_late),
    ("read-blocked", one_that_is_behind_waits_with_the_others),
    ("busy-wait", a_core_is_busy_while_polls_are_held),
    ("busy-wait", reads_are_slow_while_polls_are_held),
    ("waiter-not-woken", one_sleeps_on),
    ("waiter-not-woken", one_is_cut),
    ("woken-late", everybody_is_woken_late),
    ("woken-with-old-pair", two_are_woken_with_what_they_had),
    ("lost-wakeup", one_racer_is_forgotten),
    ("unseen-update-lost", a_later_reader_does_not_see_the_update),
    ("loop-stuck", a_loop_never_arrives),
    ("hold-never-ends", a_hold_ends_too_late),
    ("hold-never-ends", a_hold_never_ends),
    ("no-change-unclear", the_hold_ends_with_an_error),
    ("body-after-204", bytes_after_a_204),
    ("bad-update-accepted", a_bad_update_is_accepted_or_breaks),
    ("odd-version-5xx", an_odd_version_breaks),
    ("leaver-harms", one_that_stayed_is_forgotten),
    ("server-died", nothing_listens_any_more),
    ("server-died", nothing_answers_any_more),
    ("waiters-limited", one_of_a_crowd_is_forgotten),
    ("stuck-client-blocks", one_waits_for_the_client_that_reads_nothing),
    ("leavers-kept", those_that_left_are_answered_first),
    ("extra-bytes", bytes_after_an_answer),
];

impl Faulty {
    /// Noise that is just at the bound is everywhere: it must excuse nothing.
    pub fn new(mut history: History, pick: usize) -> Self {
        let limits = Limits::of(&history);
        let (prompt, late) = (limits.prompt, limits.late);
        let noisy = (0..history.end.unwrap_or(0)).step_by((1_000 * MS) as usize);
        history.noise.extend(noisy.map(|at| Noise { at, late: BOUND, holding: false }));
        Self { history, contract: Contract::default(), prompt, late, pick }
    }

    /// The places of these operations of a scenario, in the order in which they ended.
    fn all(&self, scenario: &str, is: impl Fn(&Operation) -> bool) -> Vec<usize> {
        let operations = self.history.operations.iter().enumerate();
        operations.filter(|(_, o)| o.scenario == scenario && is(o)).map(|(place, _)| place).collect()
    }

    fn one(&self, scenario: &str, is: impl Fn(&Operation) -> bool) -> Option<usize> {
        let all = self.all(scenario, is);
        all.get(self.pick % all.len().max(1)).copied()
    }

    fn at(&mut self, place: usize) -> &mut Operation {
        &mut self.history.operations[place]
    }

    fn answer(&mut self, place: usize) -> &mut Answer {
        match &mut self.at(place).outcome {
            Outcome::Answered(answer) => answer,
            other => panic!("{other:?} is no answer"),
        }
    }

    fn say(&mut self, place: usize, code: u16, body: &str) {
        let reading = contract::read(body.as_bytes(), &self.contract.answer);
        let headers = if body.is_empty() { vec![] } else { vec![("content-type".into(), "application/json".into())] };
        let body = Body { excerpt: body.into(), length: body.len() as u64, not_json: reading.not_json };
        let answer = Answer { code, headers, body, state: reading.state, extra_bytes: 0 };
        self.at(place).outcome = Outcome::Answered(Box::new(answer));
    }

    /// Another status or version in an answer that carries a state.
    fn alter(&mut self, place: usize, status: Option<&str>, version: Option<&str>) -> Option<()> {
        let mut state = self.at(place).state()?.clone();
        let text = state.version.kind == lab::history::VersionKind::Text;
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
        for operation in &mut self.history.operations {
            [&mut operation.started, &mut operation.done].into_iter().for_each(shift);
            let times = operation.sent.iter_mut().chain(&mut operation.head).chain(&mut operation.arrived);
            times.for_each(shift);
        }
        self.history.notes.iter_mut().for_each(|note| shift(&mut note.at));
        self.history.noise.iter_mut().for_each(|noise| shift(&mut noise.at));
        self.history.efforts.iter_mut().for_each(|effort| shift(&mut effort.at));
        self.history.end.iter_mut().for_each(shift);
    }

    /// Its answer came at this moment, and was read at once.
    fn come(&mut self, place: usize, at: Nanos) {
        let operation = self.at(place);
        (operation.done, operation.head) = (at, Some(at));
        operation.arrived = operation.arrived.map(|_| at);
    }

    /// Just longer than a late answer takes on a machine as noisy as it may be.
    fn wait(&self) -> Nanos {
        self.late + BOUND + 10 * MS
    }

    /// When the last request of a round ended.
    fn end_of_round(&self, place: usize) -> Nanos {
        let Operation { scenario, round, .. } = &self.history.operations[place];
        let of_round = self.history.operations.iter().filter(|o| o.scenario == *scenario && o.round == *round);
        of_round.map(|o| o.done).max().expect("it is there itself")
    }

    /// No answer came to an operation that was due from then, however long it was waited for.
    fn lose(&mut self, place: usize, due: Nanos) {
        let done = due + self.wait();
        let operation = self.at(place);
        (operation.head, operation.arrived, operation.done) = (None, None, done);
        operation.outcome = Outcome::Unclear(Lost::NoAnswer);
    }

    /// No answer came to a client that is behind.
    fn lose_read(&mut self, place: usize) -> Option<()> {
        let Operation { started, done, .. } = *self.at(place);
        self.room(done);
        self.lose(place, started);
        Some(())
    }

    /// The update that woke a poll.
    fn update_of(&self, place: usize) -> Option<&Operation> {
        let Operation { scenario, round, .. } = &self.history.operations[place];
        let update = |o: &&Operation| o.scenario == *scenario && o.round == *round && o.actor.starts_with("updater");
        self.history.operations.iter().find(update)
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

fn reader(o: &Operation) -> bool {
    o.kind == Kind::Read && o.actor.starts_with("reader")
}

fn waiter(o: &Operation) -> bool {
    o.kind == Kind::Poll && o.actor.starts_with("waiter")
}

fn updater(o: &Operation) -> bool {
    o.actor.starts_with("updater")
}

/// What is sent would come after what is current in a dictionary too.
fn sorts_alike(o: &Operation) -> bool {
    let sent = o.ask.version.as_deref().unwrap_or_default();
    o.state().is_some_and(|state| sent <= state.version.token.as_str())
}

fn state_is_no_json(run: &mut Faulty) -> Option<()> {
    let place = run.one("contract", reader)?;
    run.say(place, 200, "{'status': 'En cours', 'version': 3}");
    Some(())
}

fn one_answer_is_declared_as_html(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", |o| waiter(o) && o.state().is_some())?;
    run.answer(place).headers = vec![("content-type".into(), "text/html; charset=utf-8".into())];
    Some(())
}

fn updates_by_get(run: &mut Faulty) -> Option<()> {
    run.contract.update.method = Method::Get;
    Some(())
}

fn another_parameter(run: &mut Faulty) -> Option<()> {
    run.contract.poll.parameter = "version".into();
    Some(())
}

fn one_that_is_behind_is_not_answered(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && o.round < 6 && sorts_alike(o))?;
    run.lose_read(place)
}

fn the_pair_of_before_the_update(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && o.round < 5)?;
    let asked = run.at(place).ask.version.clone()?;
    let seen = run.history.operations.iter().filter_map(Operation::state).find(|s| s.version.token == asked)?.clone();
    if run.at(place).state()?.status == seen.status {
        return None;
    }
    run.alter(place, Some(&seen.status), Some(&asked))
}

fn accents_are_lost(run: &mut Faulty) -> Option<()> {
    for place in run.all("behind", |o| reader(o) && o.round < 5) {
        let status = run.at(place).state()?.status.replace(['É', 'é', ' '], "?");
        run.alter(place, Some(&format!("?{status}")), None)?;
    }
    Some(())
}

fn every_other_client_sees_another_version(run: &mut Faulty) -> Option<()> {
    for place in run.all("behind", |o| reader(o) && o.round == 5).into_iter().step_by(2) {
        let asked = run.at(place).ask.version.clone()?;
        run.alter(place, None, Some(&asked))?;
    }
    Some(())
}

fn nine_is_not_answered(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && o.round == 6)?;
    run.lose_read(place)
}

fn a_version_comes_again(run: &mut Faulty) -> Option<()> {
    let reads = run.all("versions", |o| reader(o) && o.round <= 4);
    let second = 1 + run.pick % 3;
    let first = run.pick % second;
    let seen = run.at(reads[first]).state()?.version.token.clone();
    run.alter(reads[second], None, Some(&seen))
}

fn two_statuses_of_one_version(run: &mut Faulty) -> Option<()> {
    let last = run.all("versions", |o| updater(o) && o.round == 5).into_iter().map(|place| run.at(place).done).max()?;
    // Only while the updates are under way: afterwards another rule knows what is due.
    let reads = run.all("versions", |o| reader(o) && o.round == 5 && o.started < last);
    let state = |place: usize| run.history.operations[place].state();
    let first = state(*reads.first()?)?.clone();
    let other = reads.into_iter().find(|place| state(*place).is_some_and(|s| s.status != first.status))?;
    let counted = first.version.token.len() < 9 && first.version.token.parse::<u64>().is_ok();
    counted.then_some(())?;
    run.alter(other, None, Some(&first.version.token))
}

fn nothing_new_is_said_too_early(run: &mut Faulty) -> Option<()> {
    let place = run.one("held", waiter)?;
    let at = run.at(place).started + 4_900 * MS;
    run.come(place, at);
    Some(())
}

fn an_update_does_nothing_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    let update = run.one("while-held", updater)?;
    run.room(run.end_of_round(update));
    let round = run.at(update).round;
    let due = run.at(update).sent?;
    run.lose(update, due);
    for waiting in run.all("while-held", |o| waiter(o) && o.round == round) {
        run.lose(waiting, due + MS);
    }
    Some(())
}

fn an_update_is_answered_too_late(run: &mut Faulty) -> Option<()> {
    let update = run.one("while-held", updater)?;
    run.room(run.end_of_round(update));
    let at = run.at(update).sent? + run.wait();
    run.come(update, at);
    Some(())
}

fn one_that_is_behind_waits_with_the_others(run: &mut Faulty) -> Option<()> {
    let polls = run.all("while-held", waiter);
    let held = |o: &Operation| {
        let open = |p: &Operation| p.sent.is_some_and(|sent| sent < o.started) && p.done > o.started;
        polls.iter().any(|place| open(&run.history.operations[*place]))
    };
    let place = run.one("while-held", |o| reader(o) && held(o))?;
    run.lose_read(place)
}

/// Nothing but this server's looking round and round is on its clock, at rest it does nothing.
fn a_core_is_busy_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    let percent = [60, 100, 400][run.pick % 3];
    let polls = run.history.operations.iter().filter(|o| o.kind == Kind::Poll);
    let mut held: Vec<_> = polls.map(|o| (o.started, o.done)).collect();
    held.sort_unstable();
    let mut spun = Vec::new();
    let mut end = 0;
    for (from, to) in held {
        spun.push((from.max(end), to.max(end)));
        end = to.max(end);
    }
    let worked = |at: Nanos| {
        let spun = spun.iter().map(|(from, to)| at.clamp(*from, *to) - from).sum::<Nanos>();
        spun * percent / 100 / (10 * MS) * (10 * MS)
    };
    let read = (100 * MS..run.history.end?).step_by((100 * MS) as usize);
    run.history.efforts = read.map(|at| Effort { at, worked: worked(at), processes: 1 }).collect();
    Some(())
}

/// Of a server whose processes cannot be looked at: each read is many times slower, and late, though not lost.
fn reads_are_slow_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    run.history.efforts.clear();
    for place in run.all("while-held", |o| reader(o) && o.round > 5).chunks(2) {
        let [free, held] = *place else { return None };
        let (free, started, done) = (run.at(free).done - run.at(free).started, run.at(held).started, run.at(held).done);
        let takes = (free * 20).max(run.prompt + BOUND) + 10 * MS;
        if takes > run.late {
            return None;
        }
        run.room(done);
        run.come(held, started + takes);
    }
    Some(())
}

fn one_sleeps_on(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    run.lose_poll(place)
}

fn one_is_cut(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    // The close of a connection has no stamp.
    run.at(place).arrived = None;
    run.at(place).outcome = Outcome::Unclear(Lost::Cut("connection reset".into()));
    Some(())
}

fn everybody_is_woken_late(run: &mut Faulty) -> Option<()> {
    for round in 1..=13 {
        let waiters = run.all("wake", |o| waiter(o) && o.round == round);
        run.room(run.end_of_round(*waiters.first()?));
        for place in waiters {
            let at = run.due(place)? + run.prompt + BOUND + 10 * MS;
            run.come(place, at);
        }
    }
    Some(())
}

fn two_are_woken_with_what_they_had(run: &mut Faulty) -> Option<()> {
    let waiters = run.all("wake", waiter);
    for turn in [0, 1] {
        let place = waiters[(run.pick + turn) % waiters.len()];
        let asked = run.at(place).ask.version.clone()?;
        run.alter(place, None, Some(&asked))?;
    }
    Some(())
}

fn one_racer_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("lost", |o| o.actor.starts_with("racer"))?;
    run.lose_poll(place)
}

fn a_later_reader_does_not_see_the_update(run: &mut Faulty) -> Option<()> {
    let place = run.one("lost", |o| reader(o) && sorts_alike(o))?;
    run.lose_read(place)
}

fn a_loop_never_arrives(run: &mut Faulty) -> Option<()> {
    let last =
        run.all("lost", |o| updater(o) && o.round == 3).into_iter().max_by_key(|place| run.at(*place).started)?;
    let (sent, done) = (run.at(last).sent?, run.at(last).done);
    let looks = run.all("lost", |o| o.kind == Kind::Read && o.round == 3 && o.started > done);
    let end = run.at(*looks.first()?).state()?.clone();
    let arrives = |o: &Operation| o.actor.starts_with("loop") && o.state() == Some(&end);
    let place = run.one("lost", arrives)?;
    let Operation { actor, started, done: arrived, .. } = run.at(place).clone();
    run.room(arrived.max(done));
    run.lose(place, started.max(sent));
    run.history.operations.retain(|o| o.scenario != "lost" || o.actor != actor || o.started <= started);
    Some(())
}

fn a_hold_ends_too_late(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let at = run.at(place).sent? + 65_000 * MS + run.prompt + BOUND + 10 * MS;
    run.come(place, at);
    Some(())
}

fn a_hold_never_ends(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let due = run.at(place).sent? + 65_000 * MS;
    run.lose(place, due);
    Some(())
}

fn the_hold_ends_with_an_error(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let code = [304, 408, 500, 504][run.pick % 4];
    run.say(place, code, "");
    Some(())
}

fn bytes_after_a_204(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", |o| o.answer().is_some_and(|answer| answer.code == 204))?;
    if run.pick.is_multiple_of(2) {
        run.answer(place).extra_bytes = 2;
    } else {
        run.answer(place).headers.push(("content-length".into(), "2".into()));
    }
    Some(())
}

fn a_bad_update_is_accepted_or_breaks(run: &mut Faulty) -> Option<()> {
    let place = run.one("robust", |o| o.kind == Kind::Raw && o.ask.knows.is_none())?;
    run.say(place, [200, 500][run.pick % 2], "{}");
    Some(())
}

fn an_odd_version_breaks(run: &mut Faulty) -> Option<()> {
    let place = run.one("robust", |o| o.kind == Kind::Raw && o.ask.knows == Some(Knows::Odd))?;
    run.say(place, 500, "");
    Some(())
}

fn one_that_stayed_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("robust", |o| waiter(o) && o.answer().is_some())?;
    run.lose_poll(place)
}

fn last_look(run: &Faulty) -> Option<usize> {
    run.all("robust", |o| o.actor == "liveness").last().copied()
}

fn nothing_listens_any_more(run: &mut Faulty) -> Option<()> {
    let place = last_look(run)?;
    let at = run.at(place).started;
    run.history.operations.retain(|o| o.started <= at);
    let last = last_look(run)?;
    (run.at(last).head, run.at(last).outcome) = (None, Outcome::Refused("connection refused".into()));
    let at = run.at(last).done;
    run.history.notes.push(Note { at, scenario: "robust".into(), attempt: 1, event: Event::Dead });
    Some(())
}

fn nothing_answers_any_more(run: &mut Faulty) -> Option<()> {
    let place = last_look(run)?;
    run.lose_read(place)
}

fn one_of_a_crowd_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("crowd", waiter)?;
    run.lose_poll(place)
}

fn one_waits_for_the_client_that_reads_nothing(run: &mut Faulty) -> Option<()> {
    let stuck = *run.all("stuck", |o| o.actor.starts_with("stuck")).first()?;
    let round = run.at(stuck).round;
    let place = run.one("stuck", |o| reader(o) && o.round == round)?;
    run.lose_read(place)
}

fn those_that_left_are_answered_first(run: &mut Faulty) -> Option<()> {
    let place = run.one("left", reader)?;
    run.lose_read(place)
}

fn bytes_after_an_answer(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", |o| waiter(o) && o.answer().is_some())?;
    run.answer(place).extra_bytes = 2;
    Some(())
}
