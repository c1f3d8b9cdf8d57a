//! A clock that jumps from event to event, the requests under way, and a machine that sometimes stands still.

mod requests;

use super::ask::{Ask, Asked};
use super::choices::{MS, Plan, Tape, Unclear};
use super::server::{Decision, Server};
use lab::history::{Answer, Client, Event, History, Nanos, Noise, Note, Operation, Outcome, Reason, RequestRecord};
use lab::labs::long_polling::contract::AnswerFields;
use lab::labs::long_polling::record::{ClientVersion, ID, PollKind, PollRole, state_in};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What becomes of a client when it has been answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Then {
    Rest,
    /// Asks again with the version that it got.
    PollAgain,
    /// Asks the same again.
    ReadAgain,
    /// Never reads what comes.
    ReadNothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    /// The client begins.
    Start(usize),
    /// The server has the request, and looks at its state or changes it.
    Look(usize),
    /// The server says to one that waited what is new.
    Wake(usize),
    /// The hold of this turn of the client is over.
    Expire(usize, u32),
    /// The answer is with its client.
    Done(usize),
    /// The client stops waiting.
    GiveUp(usize),
}

struct Request {
    asked: Asked,
    then: Then,
    answer: Option<Answer>,
    /// When the kernel had that answer, where it says so.
    arrived: Option<Nanos>,
    turn: u32,
    give_up: Reason,
    over: bool,
}

pub struct World {
    pub now: Nanos,
    pub server: Server,
    pub tape: Tape,
    pub history: History,
    /// Tells clients in a loop to stop after their next answer.
    pub stop: bool,
    queue: BinaryHeap<Reverse<(Nanos, usize, Moment)>>,
    order: usize,
    requests: Vec<Request>,
    waiting: Vec<usize>,
    stalls: Vec<(Nanos, Nanos)>,
    taken: Vec<(Nanos, Nanos)>,
    /// When the server had its processor again, and how long it had waited for it.
    pub waits: Vec<(Nanos, Nanos)>,
    unclear: Option<Unclear>,
    updates: usize,
    stamps: Option<u64>,
}

/// No run lasts longer.
const HORIZON: Nanos = 400_000 * MS;
/// The most that a request or an answer is on its way.
const LEG: Nanos = 5 * MS;
/// The most that a client is late to look at its own clock.
const CLOCK: Nanos = 8 * MS;

impl World {
    pub fn new(plan: &Plan, history: History) -> Self {
        let mut tape = Tape::new(&plan.tape);
        let server = Server::new(plan.manner.clone(), 0, &mut tape);
        Self {
            now: 0,
            server,
            tape,
            history,
            stop: false,
            queue: BinaryHeap::new(),
            order: 0,
            requests: vec![],
            waiting: vec![],
            stalls: over_and_over(&plan.stalls),
            taken: over_and_over(plan.toil.as_ref().map_or(&[], |toil| &toil.taken)),
            waits: vec![],
            unclear: plan.unclear,
            updates: 0,
            stamps: plan.stamps,
        }
    }

    /// Nothing happens while the machine stands still; then all of it does, in its order.
    pub fn awake(&self, time: Nanos) -> Nanos {
        past(&self.stalls, time)
    }

    fn after(&mut self, delay: Nanos, moment: Moment) {
        self.order += 1;
        let ready = self.now + delay;
        let mut at = self.awake(ready);
        if matches!(moment, Moment::Look(_) | Moment::Wake(_) | Moment::Expire(..)) {
            at = self.awake(past(&self.taken, at));
            if at > ready {
                self.waits.push((at, at - ready));
            }
        }
        self.queue.push(Reverse((at, self.order, moment)));
    }

    fn leg(&mut self) -> Nanos {
        20_000 + self.tape.up_to(LEG)
    }

    fn stage(&mut self) -> Nanos {
        self.tape.up_to(self.server.manner.service_us * 1000)
    }

    /// A request that leaves in a while; `patience` is how long its client waits for the answer, from then on.
    pub fn ask(&mut self, delay: Nanos, caller: Caller, ask: Ask, then: Then, patience: Option<Nanos>) -> usize {
        let id = self.requests.len();
        let Ask { kind, request, detail } = ask;
        let operation = Operation {
            id: 0,
            lab: Some(ID),
            scenario: caller.scenario,
            attempt: 1,
            round: caller.round,
            client: caller.client,
            kind: kind.name(),
            request,
            started: 0,
            sent: None,
            head: None,
            done: 0,
            arrived: None,
            network: None,
            outcome: Outcome::Indeterminate(Reason::NoAnswer),
            channel: None,
            detail: detail.to_value(),
        };
        let asked = Asked { operation, kind, detail };
        let request =
            Request { asked, then, answer: None, arrived: None, turn: 0, give_up: Reason::NoAnswer, over: false };
        self.requests.push(request);
        // No program does anything in no time.
        let delay = delay + 5_000;
        self.after(delay, Moment::Start(id));
        if let Some(patience) = patience {
            // The own slowness of the target comes on top: an answer takes a few stages.
            let own = 4 * self.server.manner.service_us * 1000;
            self.after(delay + patience + own, Moment::GiveUp(id));
        }
        id
    }

    pub fn give_up(&mut self, id: usize, why: Reason) {
        self.requests[id].give_up = why;
        self.after(0, Moment::GiveUp(id));
    }

    /// What became of it, once that is known.
    pub fn outcome(&self, id: usize) -> Option<&Asked> {
        let request = &self.requests[id];
        request.over.then_some(&request.asked)
    }

    /// Lets things happen until all of these have left.
    pub fn all_sent(&mut self, ids: &[usize]) {
        let left = |world: &Self| ids.iter().map(|id| world.requests[*id].asked.sent).collect::<Option<Vec<_>>>();
        self.until(Nanos::MAX, |world| left(world).is_some());
        let last = left(self).and_then(|left| left.into_iter().max()).unwrap_or_default();
        self.until(last, |_| false);
    }

    pub fn sleep(&mut self, time: Nanos) {
        let end = self.awake(self.now + time);
        self.until(end, |_| false);
    }

    /// Lets things happen until it is so, or until this time; whether it is so.
    pub fn until(&mut self, end: Nanos, is: impl Fn(&Self) -> bool) -> bool {
        while !is(self) {
            match self.queue.peek() {
                Some(Reverse((at, ..))) if *at <= end => {
                    let Reverse((at, _, moment)) = self.queue.pop().expect("just seen");
                    self.now = self.now.max(at);
                    self.happen(moment);
                }
                _ => {
                    self.now = self.now.max(end);
                    return false;
                }
            }
        }
        true
    }

    pub fn all_over(&mut self, ids: &[usize], limit: Nanos) -> bool {
        let end = self.now.saturating_add(limit);
        self.until(end, |world| ids.iter().all(|id| world.requests[*id].over))
    }

    pub fn loops(&self, id: usize) -> bool {
        self.requests[id].then == Then::PollAgain
    }

    /// The version that a client in a loop has got so far.
    pub fn has(&self, id: usize) -> String {
        let asked = &self.requests[id].asked;
        let got = asked.state().map(|state| state.version.token.clone());
        got.or_else(|| asked.detail.version.clone()).unwrap_or_default()
    }

    pub fn note(&mut self, scenario: &str, event: Event) {
        self.history.notes.push(Note { at: self.now, scenario: scenario.into(), attempt: 1, event });
    }

    /// What the control measured meanwhile: rung every 25 ms, and late when the machine stood still.
    pub fn ring(&mut self) {
        let polls = self.history.operations.iter().filter(|o| o.kind == PollKind::Poll.name());
        let polls: BTreeMap<Nanos, Nanos> = polls.map(|o| (o.started, o.done)).collect();
        let mut due = 25 * MS;
        while due < self.now {
            let late = 300_000 + self.tape.up_to(MS);
            let there = self.awake(due + late);
            let holding = polls.range(..due).any(|(_, done)| *done > due);
            self.history.noise.push(Noise { at: due, late: there - due, holding });
            due = there + 25 * MS;
        }
    }
}

/// The spans from one moment to another that these pauses and lengths make, in milliseconds.
fn over_and_over(spans: &[(u64, u64)]) -> Vec<(Nanos, Nanos)> {
    let mut made = Vec::new();
    let mut at = 0;
    for (after, length) in spans.iter().cycle() {
        at += after * MS;
        if at > HORIZON {
            break;
        }
        made.push((at, at + length * MS));
        at += length * MS;
    }
    made
}

/// A moment that is in none of these spans: one that was comes soon after its end, all in their order.
fn past(spans: &[(Nanos, Nanos)], time: Nanos) -> Nanos {
    let next = spans.partition_point(|(_, end)| *end <= time);
    match spans.get(next) {
        Some((start, end)) if *start <= time => end + (time - start) / 1000,
        _ => time,
    }
}

/// The client that asks, and where in the run.
#[derive(Debug, Clone)]
pub struct Caller {
    pub scenario: String,
    pub round: u32,
    pub client: Client,
}

impl Caller {
    /// The same, by the client with this role and number.
    pub fn with(&self, role: PollRole, number: u32) -> Self {
        Self { client: Client { role: role.name(), number }, ..self.clone() }
    }
}
