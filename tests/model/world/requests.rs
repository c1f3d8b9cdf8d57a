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
            Moment::GiveUp(id) => self.end(id, Outcome::Indeterminate(self.requests[id].give_up.clone())),
        }
    }

    fn start(&mut self, id: usize) {
        let lag = 10_000 + self.tape.up_to(CLOCK);
        let looked = self.awake(self.now + lag);
        let plain = matches!(self.requests[id].asked.kind, PollKind::Read | PollKind::Page);
        let operation = &mut self.requests[id].asked.operation;
        operation.started = self.now;
        operation.sent = (!plain).then_some(looked);
        let delay = self.leg() + self.stage();
        self.after(delay, Moment::Look(id));
    }

    fn look(&mut self, id: usize) {
        let asked = self.requests[id].asked.clone();
        let status = asked.detail.status.clone().or_else(|| self.stored(&asked.request));
        let Some(status) = status else {
            return match self.server.look(&asked) {
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
        self.requests[id].asked.client.role == PollRole::Updater.name()
    }

    /// A number sent as a status is words to some.
    fn stored(&self, request: &RequestRecord) -> Option<String> {
        let number = request.body.as_ref().is_some_and(|body| body == "{\"status\": 5}");
        (number && self.server.manner.stores_numbers).then(|| "5".into())
    }

    fn say(&mut self, id: usize, answer: Answer) {
        if self.requests[id].then == Then::ReadNothing {
            return;
        }
        let delay = self.stage() + self.leg();
        let arrives = self.awake(self.now + delay);
        let sent = self.requests[id].asked.sent;
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
        let request = &mut self.requests[id];
        if let Some(answer) = request.answer.take() {
            request.asked.operation.head = Some(self.now);
            request.asked.operation.arrived = request.arrived;
            self.end(id, Outcome::Answered(Box::new(answer)));
        }
    }

    fn end(&mut self, id: usize, outcome: Outcome) {
        let request = &mut self.requests[id];
        if request.over {
            return;
        }
        request.over = true;
        let asked = &mut request.asked;
        asked.detail.state = match &outcome {
            Outcome::Answered(answer) => state_in(&answer.body.bytes, &answer.headers, &AnswerFields::default()),
            _ => None,
        };
        (asked.operation.done, asked.operation.outcome) = (self.now, outcome);
        asked.operation.id = self.history.operations.len() as u32 + 1;
        self.history.operations.push(asked.recorded().into());
        if request.then != Then::Rest && asked.answer().is_some() && !self.stop {
            let asked = asked.clone();
            self.again(id, asked);
        }
    }

    /// The same client asks again. For the driver, it is the same request that is not over yet.
    fn again(&mut self, id: usize, mut asked: Asked) {
        let mut delay = 20_000 + self.tape.up_to(MS);
        if self.requests[id].then == Then::ReadAgain {
            // Fewer reads than the driver has the time for show the same.
            delay += MS + self.tape.up_to(4 * MS);
        } else {
            match asked.news() {
                Some(state) => {
                    let next = Ask::poll(&state.version.token, ClientVersion::Last);
                    (asked.operation.request, asked.detail) = (next.request, next.detail);
                }
                None => delay = 20 * MS,
            }
        }
        asked.operation.outcome = Outcome::Indeterminate(Reason::NoAnswer);
        (asked.operation.head, asked.operation.arrived) = (None, None);
        self.requests[id].asked = asked;
        self.requests[id].over = false;
        self.requests[id].turn += 1;
        self.after(delay, Moment::Start(id));
    }
}
