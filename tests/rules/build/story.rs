use super::{Deed, HERE, Told, ms};
use lab::checker::{Case, Finding, Question, Verdict};
use lab::contract::Contract;
use lab::history::{Answer, CpuSample, Event, FORMAT, Header, History, Noise, Note, Observation, Operation, Tolerance};
use lab::labs::long_polling::case::{PollCase, PollRun};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::{self, record};
use lab::labs::socketio::board::contract::CollabBoard;
use lab::labs::socketio::case::{ChatCase, ChatRun};
use lab::labs::socketio::chat::contract::SocketIo;
use lab::labs::socketio::contract::Chat;
use lab::labs::socketio::kin::Kin;
use lab::labs::socketio::{across, board, chat};
use lab::labs::sse::case::{StreamCase, StreamRun};
use lab::labs::sse::contract::Sse;
use lab::labs::websocket::case::{NativeCase, NativeRun};
use lab::labs::websocket::contract::{Exercises, Native};
use lab::labs::{self, Lab, sse, websocket};
use lab::names::LabId;
use lab::{scenario, score};
use std::collections::BTreeMap;

/// What happened in a run, or in a part of it.
pub struct Story {
    /// But for its operations.
    history: History,
    deeds: Vec<Deed>,
    long_polling: LongPolling,
    sse: Sse,
    chat: SocketIo,
    board: CollabBoard,
    native: Native,
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
        others: vec![],
        started_with: None,
        tolerance: Tolerance::default(),
        scenarios: serde_json::Value::Null,
        scenarios_digest: String::new(),
    };
    let (history, long_polling, sse) = (History::new(header), LongPolling::default(), Sse::default());
    let chat = SocketIo { socketio: Chat::of_the_text() };
    let board = CollabBoard { collabboard: board::contract::of_the_text() };
    let native = Native::of_the_text();
    Story { history, deeds: vec![], long_polling, sse, chat, board, native, at_least: 1 }.round(1, deeds)
}

impl Story {
    pub fn round(mut self, round: u32, deeds: impl IntoIterator<Item = Deed>) -> Self {
        let numbered = |mut deed: Deed| {
            deed.operation.round = round;
            deed
        };
        self.deeds.extend(deeds.into_iter().map(numbered));
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
        let cpu = &mut self.history.cpu;
        let sample =
            |at, cpu_time| CpuSample { at: ms(at), cpu_time, run_queue_time: 0, longest_wait: 0, own: 0, processes: 1 };
        if cpu.is_empty() {
            cpu.push(sample(from, 0));
        }
        for at in (from + 100..=to).step_by(100) {
            let before = cpu[cpu.len() - 1].cpu_time;
            cpu.push(sample(at, before + percent * 1_000_000));
        }
        self
    }

    /// One of its threads waited for a free processor for so long, and had it at about this time.
    pub fn waited(mut self, until: u32, time: impl Into<f64>) -> Self {
        let sample = |at, waited| CpuSample {
            at: ms(at),
            cpu_time: 0,
            run_queue_time: waited,
            longest_wait: waited,
            own: 0,
            processes: 1,
        };
        let last = (until - 50).max(self.history.cpu.last().map_or(0, |sample| (sample.at / ms(1)) as u32));
        self.history.cpu.extend([sample(last, 0), sample(until + 50, ms(time))]);
        self
    }

    /// Its threads were ready for this part of the time, in percent, and found no free processor.
    pub fn queues(mut self, percent: u64) -> Self {
        for sample in &mut self.history.cpu {
            sample.run_queue_time = sample.at / 100 * percent;
        }
        self
    }

    /// Each sample is of other processes than the one before.
    pub fn restarted_each_time(mut self) -> Self {
        for (number, sample) in (1..).zip(&mut self.history.cpu) {
            sample.processes = number;
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

    /// It was noted in another scenario.
    pub fn note_elsewhere(mut self, scenario: &str, at: impl Into<f64>, event: Event) -> Self {
        self.history.notes.push(Note { at: ms(at), scenario: scenario.into(), attempt: 1, event });
        self
    }

    /// A page was seen to do this in this round, or this was done to it.
    pub fn seen(self, round: u32, at: impl Into<f64>, kind: &str, detail: serde_json::Value) -> Self {
        self.seen_in(1, round, at, kind, detail)
    }

    /// The same, in another tab of the round.
    pub fn seen_in(mut self, tab: u32, round: u32, at: impl Into<f64>, kind: &str, detail: serde_json::Value) -> Self {
        let (client, lab) = (format!("tab {tab}").as_str().into(), long_polling::page::record::ID);
        let (scenario, kind) = (HERE.into(), kind.into());
        let seen = Observation { at: ms(at), lab, scenario, attempt: 1, round, client, kind, detail };
        self.history.observations.push(seen);
        self
    }

    /// The fewest observations that the verdict may rest on.
    pub fn at_least(mut self, count: u32) -> Self {
        self.at_least = count;
        self
    }

    pub fn spoken(mut self, change: impl FnOnce(&mut LongPolling)) -> Self {
        change(&mut self.long_polling);
        self
    }

    /// The stream is at this path.
    pub fn streams_at(mut self, path: &str) -> Self {
        self.sse.stream.path = path.into();
        self
    }

    /// The chat is spoken to otherwise than the lab text has it.
    pub fn chats(mut self, change: impl FnOnce(&mut Chat)) -> Self {
        change(&mut self.chat.socketio);
        self
    }

    /// The servers of WebSocket are spoken to otherwise than where nobody says anything.
    pub fn connects(mut self, change: impl FnOnce(&mut Exercises)) -> Self {
        change(&mut self.native.websocket);
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

    /// This part of its points.
    pub fn earns(self, share: f64, what: &str) -> Told {
        self.told(Verdict::Fail, share, Some(format!("-seen.{what}")))
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
        self.unknown("nothing").requiring(rule)
    }

    /// It fails, unless that is the doing of what another rule finds.
    pub fn fails_unless(self, what: &str, rule: &'static str) -> Told {
        self.fails(what).requiring(rule)
    }

    fn told(self, verdict: Verdict, share: f64, message: Option<String>) -> Told {
        Told::new(self, verdict, share, message)
    }

    /// What was told that no rule of a lab is needed for.
    pub fn history(&self) -> History {
        self.history.clone()
    }

    /// What a rule finds in it, whatever that is.
    pub fn finding(&self, rule: &str) -> Finding {
        let lab = lab_of(rule);
        self.judged(&self.recorded(lab), lab, rule)
    }

    /// What its lab answers to a question: what its rule finds, and what is made of that because the server died, was
    /// started anew, or its state moves by itself.
    pub fn answer(&self, rule: &str) -> Finding {
        let lab = lab_of(rule);
        let question = Question { rule, scenario: HERE, at_least: self.at_least, required: true };
        let mut found = (lab.judge)(&self.recorded(lab), &self.contract(), &[question]);
        found.pop().expect("an answer for each question")
    }

    /// What becomes of every rule of this lab in the scenarios of the program, each with the rule that it is laid to.
    pub fn evaluated(&self, lab: &LabId) -> BTreeMap<String, (Verdict, Option<String>)> {
        let lab = labs::ALL.iter().find(|one| one.id == *lab).expect("a lab");
        let mut scenarios = scenario::embedded(&labs::vocabularies()).expect("the scenarios");
        scenarios.retain(|scenario| scenario.lab == lab.id);
        let evaluated = score::judge(&self.recorded(lab), &self.contract(), &scenarios);
        let verdict = |one: score::Evaluated| (one.expectation.rule, (one.verdict, one.blocked_by));
        evaluated.into_iter().map(verdict).collect()
    }

    /// The same, where every scenario of the lab sees what is told here.
    pub fn everywhere(&self, lab: &LabId) -> BTreeMap<String, (Verdict, Option<String>)> {
        let lab = labs::ALL.iter().find(|one| one.id == *lab).expect("a lab");
        let mut scenarios = scenario::embedded(&labs::vocabularies()).expect("the scenarios");
        scenarios.retain(|scenario| scenario.lab == lab.id);
        for scenario in &mut scenarios {
            (scenario.observes, scenario.rounds) = (Some(HERE.into()), vec![]);
            scenario.expectations.iter_mut().for_each(|expectation| expectation.at_least = 1);
        }
        let evaluated = score::judge(&self.recorded(lab), &self.contract(), &scenarios);
        let verdict = |one: score::Evaluated| (one.expectation.rule, (one.verdict, one.blocked_by));
        evaluated.into_iter().map(verdict).collect()
    }

    fn contract(&self) -> Contract {
        let sockets = [Contract::of(&self.chat), Contract::of(&self.board), Contract::of(&self.native)];
        let labs = [Contract::of(&self.sse)].into_iter().chain(sockets);
        labs.fold(Contract::of(&self.long_polling), Contract::and)
    }

    /// What the rule itself finds: nothing is made of that because the server died or its state moves by itself.
    pub(super) fn judged(&self, history: &History, lab: &Lab, rule: &str) -> Finding {
        let contract = self.contract();
        let question = Question { rule, scenario: HERE, at_least: self.at_least, required: true };
        let finding = if lab.id == long_polling::record::ID {
            let run = PollRun::new(history, LongPolling::of(&contract).expect("the contract has the lab"));
            long_polling::rules::judge(rule, &PollCase::new(&run, Case::new(history, &run.limits, &question)))
        } else if let Some((kin, judge)) = of_socketio(&lab.id) {
            let run = ChatRun::new(history, kin.table.of(&contract).expect("the contract has the lab"), kin);
            judge(rule, &ChatCase::new(&run, Case::new(history, &run.limits, &question)))
        } else if lab.id == websocket::record::ID {
            let run = NativeRun::new(history, Native::of(&contract).expect("the contract has the lab").websocket);
            websocket::rules::judge(rule, &NativeCase::new(&run, Case::new(history, &run.limits, &question)))
        } else if lab.is_page() {
            (lab.judge)(history, &contract, &[question]).pop()
        } else {
            assert_eq!(lab.id, sse::record::ID, "stories know how this lab judges");
            let run = StreamRun::new(history, Sse::of(&contract).expect("the contract has the lab"));
            sse::rules::judge(rule, &StreamCase::new(&run, Case::new(history, &run.limits, &question)))
        };
        finding.unwrap_or_else(|| panic!("no rule is named {rule}"))
    }

    /// In the order and with the numbers that the recorder gives, each body read by the contract.
    pub(super) fn recorded(&self, lab: &Lab) -> History {
        let mut history = self.history.clone();
        let mut deeds = self.deeds.clone();
        deeds.sort_by_key(|deed| deed.operation.done);
        let operation = |(id, Deed { operation, mut detail }): (u32, Deed)| {
            let state =
                |answer: &Answer| record::state_in(&answer.body.bytes, &answer.headers, &self.long_polling.answer);
            detail.state = operation.answer().and_then(state);
            let lab = operation.lab.clone().unwrap_or_else(|| lab.id.clone());
            let detail = if lab == record::ID { detail.to_value() } else { operation.detail.clone() };
            Operation { id, lab: Some(lab), detail, ..operation }.into()
        };
        history.operations = (1..).zip(deeds).map(operation).collect();
        history
    }
}

type OfSocketIo = (&'static Kin, fn(&str, &ChatCase) -> Option<Finding>);

/// A lab of the family, and how its rules judge.
fn of_socketio(lab: &LabId) -> Option<OfSocketIo> {
    let all: [OfSocketIo; 3] =
        [(&chat::KIN, chat::rules::judge), (&across::KIN, across::rules::judge), (&board::KIN, board::rules::judge)];
    all.into_iter().find(|(kin, _)| kin.id == *lab)
}

/// The lab that has a rule.
pub(super) fn lab_of(rule: &str) -> &'static Lab {
    let lab = labs::ALL.iter().find(|lab| lab.vocabulary.rules.contains(&rule));
    lab.unwrap_or_else(|| panic!("no rule is named {rule}"))
}
