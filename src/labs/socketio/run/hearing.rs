//! Waits until clients have heard what they are to hear, and shows that others are not sent it.

use super::ChatRunner;
use crate::driver::Extra;
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::history::{Client, Nanos, Reason, RequestRecord};
use crate::labs::socketio::client::Identity;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::{ChatKind, What};
use crate::labs::socketio::steps::{Quiet, Who};
use std::time::Duration;

/// Something of which those in a room are to hear.
#[derive(Debug, Clone)]
pub struct Due {
    /// Who did it.
    by: Client,
    room: String,
    /// What it is known by.
    mark: String,
    from: Nanos,
    sent: Option<Nanos>,
    what: DueKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueKind {
    Arrival,
    Departure,
    /// What was said may come back to who said it, or not.
    Text,
}

impl Due {
    /// Somebody came or went.
    pub fn of_user(what: DueKind, by: &Client, who: &Identity, from: Nanos, sent: Option<Nanos>) -> Self {
        Self { by: by.clone(), room: who.room.clone(), mark: who.user.clone(), from, sent, what }
    }

    /// Something was said. What becomes of its accents is no matter here.
    pub fn of_text(by: &Client, who: &Identity, text: &str, from: Nanos, sent: Option<Nanos>) -> Self {
        let mark = text.split(' ').next().unwrap_or(text).to_owned();
        Self { by: by.clone(), room: who.room.clone(), mark, from, sent, what: DueKind::Text }
    }

    /// When it was heard, if it was.
    fn heard(&self, heard: &[Heard]) -> Option<Nanos> {
        heard.iter().find(|one| one.at >= self.from && one.has(&self.mark)).map(|one| one.at)
    }
}

impl ChatRunner {
    /// Waits until each of these has heard all that is due to it. What was never sent is due to nobody, and whether
    /// somebody hears itself is not waited for as long. Arrivals are waited for where they are what it is about: a server
    /// that tells nobody of them, or not the newcomer, would keep all else waiting.
    pub(super) async fn hear(&mut self, who: &[Who], arrivals: bool, patience: Option<Duration>) {
        let mut due = std::mem::take(&mut self.due);
        due.retain(|one| arrivals || one.what != DueKind::Arrival);
        let from = due.iter().map(|one| one.from).min().unwrap_or(0);
        let patience = self.context().no_longer_than(patience.unwrap_or(self.state.lost()));
        let (begun, end) = (self.context().clock.now(), self.state.until(patience));
        let mut in_vain = false;
        for place in who.iter().filter_map(|one| self.find(one)).collect::<Vec<_>>() {
            let own = |one: &&Due| one.what == DueKind::Text && one.by == self.clients[place].client;
            let member = &self.clients[place];
            let is_mine = |one: &&Due| one.sent.is_some() && one.room == member.who.room && one.from >= member.joined;
            let mine = due.iter().filter(is_mine);
            let (echoes, others): (Vec<&Due>, Vec<&Due>) = mine.partition(own);
            in_vain |= !self.wait_for(place, &others, end).await;
            let soon = self.state.until(self.state.listening()).min(end);
            self.wait_for(place, &echoes, soon).await;
        }
        if in_vain {
            self.context().waited_in_vain(from.max(begun));
        }
    }

    /// Waits until one client has heard all of it. False if it has not by the end.
    async fn wait_for(&mut self, place: usize, due: &[&Due], end: Nanos) -> bool {
        let (now, state) = (self.context().clock.now(), self.state.clone());
        let Some(chat) = &mut self.clients[place].chat else { return true };
        let all = |heard: &[Heard]| due.iter().map(|one| one.heard(heard)).collect::<Option<Vec<Nanos>>>();
        let patience = Duration::from_nanos(end.saturating_sub(now));
        let times = match all(chat.heard()) {
            Some(times) => Some(times),
            None => chat.until(patience, all).await,
        };
        let Some(times) = times else { return chat.link.log().is_over() };
        for (one, at) in due.iter().zip(times) {
            state.delivered_in(at.saturating_sub(one.sent.unwrap_or(one.from)));
        }
        true
    }

    /// Somebody says something, and those of these clients hear it that are in its room: on one server, what was sent to
    /// them before would have come before.
    pub(super) async fn quiet(&mut self, step: &Quiet) {
        let Some(place) = self.find(&step.witness) else { return };
        let from = self.context().clock.now();
        self.type_it(place).await;
        let who = self.clients[place].who.clone();
        if let Some(said) = self.say_one(place, &who, What::Canary, 0) {
            let sent = said.emit.sent().await;
            let client = &self.clients[place].client;
            let canary = Due::of_text(client, &who, &said.detail.text, said.emit.started(), sent);
            self.said.push(said);
            self.due = vec![canary];
            self.hear(&step.who, false, None).await;
        }
        // From one instance to another there is no order that all of them keep: longer is listened.
        let (state, instance) = (&self.state, self.clients[place].instance);
        let mut others = step.who.iter().filter_map(|one| self.find(one));
        let is_across = others.any(|other| self.clients[other].instance != instance);
        let listening = if is_across { state.listening_across() } else { state.listening() };
        tokio::time::sleep(self.context().no_longer_than(listening)).await;
        let done = self.context().clock.now();
        let end = ExchangeEnd::Indeterminate(Reason::Left);
        let exchange = Exchange { started: from, sent: None, head: None, done, arrived: None, network: None, end };
        let caller = self.caller.with(step.witness.0.role.clone(), step.witness.0.number);
        let request = RequestRecord { path: self.state.chat.namespace.clone(), ..RequestRecord::default() };
        self.context().record(&caller, ChatKind::Quiet.name(), request, exchange, Extra::default());
    }
}
