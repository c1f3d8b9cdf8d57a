//! What becomes of a request: it is sent, looked at, answered, given up.

use super::*;

impl World {
    pub(super) fn happen(&mut self, moment: Moment) {
        match moment {
            Moment::Start(id) => self.start(id),
            Moment::Look(id) => self.look(id),
            Moment::Wake(id) => {
                let answer = self.server.state();
                self.say(id, answer);
            }
            Moment::Expire(id, turn) if turn == self.requests[id].turn => {
                if let Some(place) = self.waiting.iter().position(|other| *other == id) {
                    self.waiting.remove(place);
                    let answer = self.server.hold_over();
                    self.say(id, answer);
                }
            }
            Moment::Expire(..) => {}
            Moment::Done(id) => self.done(id),
            Moment::GiveUp(id) => self.end(id, Outcome::Unclear(self.requests[id].give_up.clone())),
        }
    }

    fn start(&mut self, id: usize) {
        let lag = 10_000 + self.tape.up_to(CLOCK);
        let looked = self.awake(self.now + lag);
        let plain = matches!(self.requests[id].operation.kind, Kind::Read | Kind::Page);
        let operation = &mut self.requests[id].operation;
        operation.started = self.now;
        operation.sent = (!plain).then_some(looked);
        let delay = self.leg() + self.stage();
        self.after(delay, Moment::Look(id));
    }

    fn look(&mut self, id: usize) {
        let Operation { kind, ask, .. } = self.requests[id].operation.clone();
        let status = ask.status.clone().or_else(|| self.stored(&ask));
        let Some(status) = status else {
            return match self.server.look(kind, &ask) {
                Decision::Say(answer) => self.say(id, answer),
                Decision::Wait => {
                    self.waiting.push(id);
                    let turn = self.requests[id].turn;
                    self.after(self.server.manner.hold_ms * MS, Moment::Expire(id, turn));
                }
            };
        };
        let lost = self.counts(id).then(|| self.unclear.filter(|lost| lost.nth == self.updates)).flatten();
        self.updates += usize::from(self.counts(id));
        if lost.is_some_and(|lost| !lost.took_effect) {
            return;
        }
        if self.server.refuses(&status) {
            let answer = self.server.refusal(413);
            return self.say(id, answer);
        }
        if self.server.update(&status, self.now, &mut self.tape) {
            for waiter in std::mem::take(&mut self.waiting) {
                let delay = self.stage();
                self.after(delay, Moment::Wake(waiter));
            }
        }
        if lost.is_none() {
            let answer = self.server.updated();
            self.say(id, answer);
        }
    }

    fn counts(&self, id: usize) -> bool {
        self.requests[id].operation.actor.starts_with("updater")
    }

    /// A number sent as a status is words to some.
    fn stored(&self, ask: &Ask) -> Option<String> {
        let number = ask.body.as_ref().is_some_and(|body| body == "{\"status\": 5}");
        (number && self.server.manner.stores_numbers).then(|| "5".into())
    }

    fn say(&mut self, id: usize, answer: Answer) {
        if self.requests[id].then == Then::ReadNothing {
            return;
        }
        let delay = self.stage() + self.leg();
        let arrives = self.awake(self.now + delay);
        let sent = self.requests[id].operation.sent;
        // What asks by the ordinary client has no stamps, and some stamps cannot be understood.
        let stamps = self.stamps.filter(|_| sent.is_some() && self.tape.up_to(7) < 7);
        let late = stamps.map_or(0, |most| self.tape.up_to(most * MS));
        let request = &mut self.requests[id];
        request.answer = Some(answer);
        request.arrived = stamps.map(|_| arrives);
        // The client looks at its clock after sending, before it looks at the answer.
        let read = (arrives + late).max(sent.unwrap_or(0));
        self.after(read - self.now, Moment::Done(id));
    }

    fn done(&mut self, id: usize) {
        if let Some(answer) = self.requests[id].answer.take() {
            self.requests[id].operation.head = Some(self.now);
            self.requests[id].operation.arrived = self.requests[id].arrived;
            self.end(id, Outcome::Answered(Box::new(answer)));
        }
    }

    fn end(&mut self, id: usize, outcome: Outcome) {
        let request = &mut self.requests[id];
        if request.over {
            return;
        }
        request.over = true;
        let operation = &mut request.operation;
        (operation.done, operation.outcome) = (self.now, outcome);
        operation.id = self.history.operations.len() as u32 + 1;
        let operation = operation.clone();
        self.history.operations.push(operation.clone());
        if request.then != Then::Rest && operation.answer().is_some() && !self.stop {
            self.again(id, operation);
        }
    }

    /// The same client asks again. To whoever waits for it, it is the same request that is not over yet.
    fn again(&mut self, id: usize, mut operation: Operation) {
        let mut delay = 20_000 + self.tape.up_to(MS);
        if self.requests[id].then == Then::ReadAgain {
            // Fewer reads than the driver has the time for show the same.
            delay += MS + self.tape.up_to(4 * MS);
        } else {
            match operation.news() {
                Some(state) => {
                    let version = state.version.token.clone();
                    operation.ask = poll_ask(&version, Knows::Last);
                }
                None => delay = 20 * MS,
            }
        }
        operation.outcome = Outcome::Unclear(Lost::NoAnswer);
        (operation.head, operation.arrived) = (None, None);
        self.requests[id].operation = operation;
        self.requests[id].over = false;
        self.requests[id].turn += 1;
        self.after(delay, Moment::Start(id));
    }
}
