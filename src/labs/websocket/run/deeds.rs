//! What a client does: says something, leaves, sends odd frames.

use super::Runner;
use super::hearing::Due;
use crate::history::{Direction, FrameKind, Nanos};
use crate::labs::websocket::exercise::Exercise;
use crate::labs::websocket::link::Outgoing;
use crate::labs::websocket::record::{DoneDetail, How, NativeKind, OddFrame, What};
use crate::labs::websocket::steps::{Frame, Leave, Say, SayText};
use std::time::Duration;

/// What an odd frame does to a server shows within a moment.
const AFTER_ODD: Duration = Duration::from_millis(300);
/// So long the answer to a ping is waited for; the noise of the machine comes on top.
const PONG: Duration = Duration::from_secs(2);
/// A server may need a moment to have a new client in its list: so long a trial is waited for, and so often it is made.
const TRIAL: Duration = Duration::from_millis(500);
const TRIALS: u32 = 4;
/// A text of this many letters is long: no page sends it, and no server has to pass it on.
const LARGE: usize = 1 << 20;
/// Bytes that begin as UTF-8 and go on as nothing.
const BAD_TEXT: &[u8] = b"mot-\xc3\x28\xff\xfe";
const BYTES: &[u8] = &[0, 1, 2, 3, 0xfe, 0xff, 0x80, 0x7f];

impl Runner {
    /// The first client of the relay says something until all others there have heard it.
    pub(super) async fn try_out(&mut self) {
        let there: Vec<usize> = (0..self.clients.len())
            .filter(|place| self.clients[*place].exercise == Exercise::Relay && self.clients[*place].is_open())
            .collect();
        let Some((first, others)) = there.split_first().filter(|(_, others)| !others.is_empty()) else { return };
        for _ in 0..TRIALS {
            let due = self.say_one(*first, self.state.fresh.plain(), What::Trial).await;
            let noise = self.context().meter.recent(self.context().clock.now());
            let end = self.state.until(TRIAL + noise.min(TRIAL * 2));
            let mut all = true;
            for place in others {
                all &= self.wait_for(*place, std::slice::from_ref(&&due), end).await;
            }
            if all {
                return;
            }
        }
    }

    pub(super) async fn say(&mut self, step: &Say) {
        let Some(place) = self.find(&step.who) else { return };
        let (fresh, exercise) = (&self.state.fresh, self.clients[place].exercise);
        let (what, text): (What, Box<dyn Fn() -> String + Send + Sync + '_>) = match (step.text, exercise) {
            (SayText::Plain, _) => (What::Plain, Box::new(|| fresh.plain())),
            (SayText::Burst, _) => (What::Burst, Box::new(|| fresh.word())),
            (SayText::Accents, Exercise::Relay) => (What::Accents, Box::new(|| fresh.with_accents())),
            (SayText::Accents, Exercise::Capitals) => (What::Accents, Box::new(|| fresh.with_letters())),
        };
        let texts: Vec<String> = (0..step.count).map(|_| text()).collect();
        drop(text);
        // All leave before it is asked when each did.
        let started = self.context().clock.now();
        let sent: Vec<_> = texts.into_iter().map(|text| (self.send_text(place, &text), text)).collect();
        for ((index, wire), text) in sent {
            let due = self.was_said(place, index, &wire, text, what, started).await;
            self.due.push(due);
        }
    }

    async fn say_one(&self, place: usize, text: String, what: What) -> Due {
        let started = self.context().clock.now();
        let (index, wire) = self.send_text(place, &text);
        self.was_said(place, index, &wire, text, what, started).await
    }

    async fn was_said(&self, place: usize, index: usize, wire: &str, text: String, what: What, from: Nanos) -> Due {
        let sent = self.clients[place].link.sent(index).await;
        let member = &self.clients[place];
        let due = Due::new(&member.client, member.exercise, &text, from, sent);
        let detail = DoneDetail { exercise: member.exercise, text, what: Some(what), ..DoneDetail::default() };
        self.record_done(place, NativeKind::Send, wire, (from, sent), &detail);
        due
    }

    pub(super) async fn leave(&mut self, step: &Leave) {
        let Some(place) = self.find(&step.who) else { return };
        let left = self.clients[place].link.leave(step.how).await;
        self.clients[place].has_left = true;
        let started = left.unwrap_or_else(|| self.context().clock.now());
        let exercise = self.clients[place].exercise;
        let detail = DoneDetail { exercise, how: Some(step.how), ..DoneDetail::default() };
        self.record_done(place, NativeKind::Close, "", (started, left), &detail);
        if step.how == How::Reset {
            // Its own system has to tell the server first.
            tokio::time::sleep(AFTER_ODD / 3).await;
        }
    }

    pub(super) async fn frame(&mut self, step: &Frame) {
        let Some(place) = self.find(&step.who) else { return };
        let exercise = self.clients[place].exercise;
        let (outgoing, wire) = self.odd(place, step.frame);
        let started = self.context().clock.now();
        let index = self.clients[place].link.send(outgoing);
        let sent = self.clients[place].link.sent(index).await;
        if step.frame == OddFrame::Ping {
            self.wait_for_pong(place).await;
        } else {
            tokio::time::sleep(AFTER_ODD).await;
        }
        let detail = DoneDetail { exercise, text: wire.clone(), frame: Some(step.frame), ..DoneDetail::default() };
        self.record_done(place, NativeKind::Odd, &wire, (started, sent), &detail);
        if step.frame != OddFrame::Ping {
            self.look_for_life(exercise).await;
        }
    }

    /// What is sent, and what is written down of it.
    fn odd(&self, place: usize, frame: OddFrame) -> (Outgoing, String) {
        match frame {
            OddFrame::Binary => (Outgoing::Binary(BYTES.to_vec()), String::new()),
            OddFrame::Empty => (Outgoing::Text(String::new()), String::new()),
            OddFrame::BadText => (Outgoing::BadText(BAD_TEXT.to_vec()), String::new()),
            OddFrame::Ping => {
                let word = self.state.fresh.word();
                (Outgoing::Ping(word.clone().into_bytes()), word)
            }
            OddFrame::Large => {
                let word = self.state.fresh.word();
                let text = format!("{word} {}", "a".repeat(LARGE));
                let form = self.state.exercises.get(self.clients[place].exercise).map(|endpoint| &endpoint.send);
                let filling = super::Filling { text, user: "ada".into(), id: self.state.fresh.word() };
                (Outgoing::Text(form.map_or_else(String::new, |form| filling.message(form))), word)
            }
        }
    }

    async fn wait_for_pong(&self, place: usize) {
        let noise = self.context().meter.recent(self.context().clock.now());
        let patience = self.context().no_longer_than(PONG + noise.min(PONG));
        let is_pong =
            |frame: &&crate::history::Frame| frame.kind == FrameKind::Pong && frame.direction == Direction::Received;
        self.clients[place].link.until(patience, |log| log.frames().iter().find(is_pong).map(|_| ())).await;
    }
}
