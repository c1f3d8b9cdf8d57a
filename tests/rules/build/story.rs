use super::{Deed, HERE, ms};
use lab::checker::{self, Case, Finding, Limits, Verdict};
use lab::contract::{self, Contract, LongPolling, Stream};
use lab::history::{Effort, Event, FORMAT, Header, History, Noise, Note, Operation, Outcome, Tolerance};
use lab::text::{Lang, Texts};

/// What happened in a run, or in a part of it.
pub struct Story {
    history: History,
    contract: LongPolling,
    stream: Stream,
    at_least: u32,
}

/// The first round of a story.
pub fn story(deeds: impl IntoIterator<Item = Deed>) -> Story {
    let header = Header {
        format: FORMAT.into(),
        lab_version: String::new(),
        started: String::new(),
        seed: 0,
        target: String::new(),
        tolerance: Tolerance::default(),
        scenarios: serde_json::Value::Null,
        scenarios_digest: String::new(),
    };
    let (history, contract, stream) = (History::new(header), LongPolling::default(), Stream::default());
    Story { history, contract, stream, at_least: 1 }.round(1, deeds)
}

impl Story {
    pub fn round(mut self, round: u32, deeds: impl IntoIterator<Item = Deed>) -> Self {
        let operations = deeds.into_iter().map(|Deed(operation)| Operation { round, ..operation });
        self.history.operations.extend(operations);
        self
    }

    /// More of the first round.
    pub fn and(self, deeds: impl IntoIterator<Item = Deed>) -> Self {
        self.round(1, deeds)
    }

    /// The control server's answer came so much late.
    pub fn noise(mut self, at: impl Into<f64>, late: impl Into<f64>) -> Self {
        self.history.noise.push(Noise { at: ms(at), late: ms(late), holding: false });
        self
    }

    /// The target used this part of a core, in percent, over this time.
    pub fn works(mut self, from: u32, to: u32, percent: u64) -> Self {
        let efforts = &mut self.history.efforts;
        let reading = |at, worked| Effort { at: ms(at), worked, queued: 0, waited: 0, processes: 1 };
        if efforts.is_empty() {
            efforts.push(reading(from, 0));
        }
        for at in (from + 100..=to).step_by(100) {
            let before = efforts[efforts.len() - 1].worked;
            efforts.push(reading(at, before + percent * 1_000_000));
        }
        self
    }

    /// One of its threads waited for a free processor for so long, and had it at about this time.
    pub fn waited(mut self, until: u32, time: impl Into<f64>) -> Self {
        let reading = |at, waited| Effort { at: ms(at), worked: 0, queued: waited, waited, processes: 1 };
        let last = (until - 50).max(self.history.efforts.last().map_or(0, |effort| (effort.at / ms(1)) as u32));
        self.history.efforts.extend([reading(last, 0), reading(until + 50, ms(time))]);
        self
    }

    /// Its threads were ready for this part of the time, in percent, and found no free processor.
    pub fn queues(mut self, percent: u64) -> Self {
        for effort in &mut self.history.efforts {
            effort.queued = effort.at / 100 * percent;
        }
        self
    }

    /// Each reading is of other processes than the one before.
    pub fn restarted_each_time(mut self) -> Self {
        for (number, effort) in (1..).zip(&mut self.history.efforts) {
            effort.processes = number;
        }
        self
    }

    pub fn note(self, at: impl Into<f64>, event: Event) -> Self {
        self.note_of(1, at, event)
    }

    pub fn note_of(mut self, attempt: u32, at: impl Into<f64>, event: Event) -> Self {
        self.history.notes.push(Note { at: ms(at), scenario: HERE.into(), attempt, event });
        self
    }

    /// The fewest observations that the verdict may rest on.
    pub fn at_least(mut self, count: u32) -> Self {
        self.at_least = count;
        self
    }

    pub fn spoken(mut self, change: impl FnOnce(&mut LongPolling)) -> Self {
        change(&mut self.contract);
        self
    }

    /// The stream is at this path.
    pub fn streams_at(mut self, path: &str) -> Self {
        self.stream.path = path.into();
        self
    }

    /// The rule is content, and says so in these words.
    pub fn passes(self, what: &str) -> Told {
        self.told(Verdict::Pass, 1.0, Some(format!("-seen.{what}")))
    }

    pub fn fails(self, what: &str) -> Told {
        self.told(Verdict::Fail, 0.0, Some(format!("-seen.{what}")))
    }

    /// Late, but there.
    pub fn earns_half(self, what: &str) -> Told {
        self.told(Verdict::Fail, 0.5, Some(format!("-seen.{what}")))
    }

    pub fn unknown(self, why: &str) -> Told {
        self.told(Verdict::Unknown, 0.0, Some(format!("unknown-{why}")))
    }

    /// The verdict, in whatever words.
    pub fn ends_in(self, verdict: Verdict) -> Told {
        let share = if verdict == Verdict::Pass { 1.0 } else { 0.0 };
        self.told(verdict, share, None)
    }

    /// Nothing can be said before another rule passes.
    pub fn waits_for(self, rule: &'static str) -> Told {
        Told { waits_for: Some(rule), ..self.unknown("nothing") }
    }

    /// It fails, unless that is the doing of what another rule finds.
    pub fn fails_unless(self, what: &str, rule: &'static str) -> Told {
        Told { waits_for: Some(rule), ..self.fails(what) }
    }

    fn told(self, verdict: Verdict, share: f64, message: Option<String>) -> Told {
        Told { story: self, verdict, share, message, waits_for: None }
    }

    /// What a rule finds in it, whatever that is.
    pub fn finding(&self, rule: &str) -> Finding {
        self.judged(&self.recorded(), rule)
    }

    fn judged(&self, history: &History, rule: &str) -> Finding {
        let limits = Limits::of(history);
        let contract = Contract { stream: Some(self.stream.clone()), ..self.contract.clone().into() };
        let case = Case::new(history, &contract, &limits, HERE, self.at_least);
        let judge = checker::rule(rule).unwrap_or_else(|| panic!("no rule is named {rule}")).judge;
        judge(&case)
    }

    /// In the order and with the numbers that the recorder gives, each body read by the contract.
    fn recorded(&self) -> History {
        let mut history = self.history.clone();
        history.operations.sort_by_key(|o| o.done);
        for (id, operation) in (1..).zip(&mut history.operations) {
            operation.id = id;
            let Outcome::Answered(answer) = &mut operation.outcome else { continue };
            let reading = contract::read(answer.body.excerpt.as_bytes(), &self.contract.answer);
            (answer.state, answer.body.not_json) = (reading.state, reading.not_json);
        }
        history
    }
}

/// A story, and what the rule must find in it.
pub struct Told {
    story: Story,
    pub verdict: Verdict,
    share: f64,
    message: Option<String>,
    waits_for: Option<&'static str>,
}

impl Told {
    pub fn check(&self, rule: &str) {
        let history = self.story.recorded();
        let finding = self.story.judged(&history, rule);
        let message = finding.message;
        assert_eq!((finding.verdict, finding.share), (self.verdict, self.share), "{rule} says {message:?}");
        assert_eq!(finding.waits_for, self.waits_for);
        let says_a_limit = message.args.contains_key("limit") || message.id == "unknown-noise";
        assert!(finding.timing.is_some() || !says_a_limit, "{rule} judged a time and does not tell it: {message:?}");
        if let Some(wanted) = &self.message {
            let wanted = if wanted.starts_with('-') { format!("{rule}{wanted}") } else { wanted.clone() };
            assert_eq!(message.id, wanted);
        }
        let known = |id: &u32| history.operations.iter().any(|o| o.id == *id);
        assert!(finding.evidence.iter().all(known), "{rule} shows {:?}, which are not all there", finding.evidence);
        for lang in Lang::ALL {
            let text = Texts::new(lang).say(&message);
            assert!(!text.contains('⟨') && !text.contains("{$"), "{text}");
        }
    }
}
