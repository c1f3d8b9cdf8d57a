//! What a client does: joins, says something, leaves.

use super::hearing::{Due, DueKind};
use super::{ChatRunner, Member, Said, TYPING, detail_of};
use crate::driver::Extra;
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::history::{Event, Nanos, Reason, RequestRecord};
use crate::labs::socketio::client::Identity;
use crate::labs::socketio::contract::{Emitted, Filling};
use crate::labs::socketio::link::Emit;
use crate::labs::socketio::record::{ChatKind, DoneDetail, EMIT, NO_SECOND_JOIN, What};
use crate::labs::socketio::steps::{Empty, EmptyEvent, Join, Leave, Say, SayText};
use std::time::Duration;

/// What an event without a payload does to a server shows within a moment.
const AFTER_EMPTY: Duration = Duration::from_millis(300);

/// So often is looked for a sign that somebody is in.
const LOOK: Duration = Duration::from_millis(10);

/// What is written down of who joins.
fn joining(who: &Identity) -> DoneDetail {
    DoneDetail { user: who.user.clone(), room: who.room.clone(), token: who.gives, ..DoneDetail::default() }
}

impl ChatRunner {
    /// The room with this label, made up when it is first asked for.
    async fn room(&mut self, label: &str) -> Identity {
        if let Some(room) = self.rooms.get(label) {
            return room.clone();
        }
        let made = self.state.room(&self.caller).await;
        self.rooms.insert(label.into(), made.clone());
        made
    }

    pub(super) async fn join(&mut self, step: &Join) {
        let Some(place) = self.find(&step.who) else { return };
        let room = self.room(&step.room).await;
        let now = self.context().clock.now();
        let member = &mut self.clients[place];
        let due = self.due.len();
        // Who comes into its own room again need not be announced again.
        let is_again = member.joined > 0 && member.who.room == room.room;
        if !is_again {
            member.joined = now;
        }
        member.who = self.state.in_room(&member.who, &room);
        match (self.state.chat.join.clone(), self.state.chat.handshake.joins()) {
            (Some(join), _) => self.join_by_event(place, &join, is_again).await,
            (None, true) => self.join_by_handshake(place).await,
            // There are no rooms: whoever is connected is where all are.
            (None, false) => self.joined(place, now, None),
        }
        if is_again {
            self.due.truncate(due);
        }
    }

    async fn join_by_event(&mut self, place: usize, join: &Emitted, is_again: bool) {
        let (member, state) = (&mut self.clients[place], &self.state);
        let filling = member.who.filling(String::new(), state.fresh.id());
        let Some(chat) = &mut member.chat else { return };
        let known = chat.heard().len();
        let emit = chat.emit(&state.chat, join, &filling);
        let (started, sent) = (emit.started(), emit.sent().await);
        // Whatever comes to who has joined shows that the server has seen it.
        let is_let_in = member.who.gives.is_good();
        let patience = state.context.no_longer_than(if is_let_in { state.sign() } else { state.listening() });
        let has_sign = tokio::select! {
            answer = emit.acknowledged(patience) => answer.is_some(),
            heard = chat.until(patience, |heard| (heard.len() > known).then_some(())) => heard.is_some(),
        };
        if !is_again && is_let_in {
            state.saw_a_sign(has_sign);
        }
        let detail = joining(&member.who);
        if is_let_in {
            self.due.push(Due::of_user(DueKind::Arrival, &member.client, &member.who, started, sent));
        }
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        self.said.push(Said { emit, kind: ChatKind::Join, caller, detail });
    }

    async fn join_by_handshake(&mut self, place: usize) {
        if self.clients[place].chat.is_some() {
            self.context().note(&self.caller, Event::Skipped(NO_SECOND_JOIN));
            return;
        }
        let started = self.context().clock.now();
        let mut member = self.clients.remove(place);
        self.open(&mut member);
        self.clients.insert(place, member);
        self.wait_until_connected(place).await;
        let connected = self.clients[place].chat.as_ref().and_then(|chat| chat.link.log().detail().connected());
        self.joined(place, started, Some(connected));
        if connected.is_some() && self.clients[place].is_let_in() {
            self.wait_for_a_sign(place, started).await;
        }
    }

    /// A server may bring a client into its room only after it has let it in: whatever comes to it, or to another one there
    /// of it, shows that it has. In an empty room a server that says nothing has nobody to say anything to.
    async fn wait_for_a_sign(&mut self, place: usize, since: Nanos) {
        let who = self.clients[place].who.clone();
        let is_there = |member: &&Member| member.joined > 0 && member.who.room == who.room && !member.has_left;
        let is_alone = self.clients.iter().filter(is_there).count() < 2;
        let patience = if is_alone { self.state.listening() } else { self.state.sign() };
        let end = self.state.until(self.context().no_longer_than(patience));
        let has_sign = loop {
            let mut all = self.clients.iter_mut().enumerate().filter(|(_, other)| other.who.room == who.room);
            let has_heard = |(other, member): (usize, &mut Member)| {
                let Some(chat) = &mut member.chat else { return false };
                let heard = chat.heard();
                if other == place {
                    !heard.is_empty()
                } else {
                    heard.iter().any(|one| one.at >= since && one.has(&who.user))
                }
            };
            if all.any(has_heard) {
                break true;
            }
            if self.context().clock.now() >= end {
                break false;
            }
            tokio::time::sleep(LOOK).await;
        };
        if has_sign || !is_alone {
            self.state.saw_a_sign(has_sign);
        }
    }

    /// Writes down that a client is in a room without having emitted anything: since when, or never if it could not connect.
    fn joined(&mut self, place: usize, started: Nanos, connected: Option<Option<Nanos>>) {
        let member = &self.clients[place];
        let sent = connected.unwrap_or(Some(started));
        let done = self.context().clock.now();
        let end = match sent {
            Some(_) => ExchangeEnd::Indeterminate(Reason::NoAnswer),
            None => ExchangeEnd::Refused("it is not connected".into()),
        };
        let exchange = Exchange { started, sent, head: None, done, arrived: None, network: None, end };
        let path = self.state.chat.namespace.clone();
        let request = RequestRecord { method: EMIT.into(), path, ..RequestRecord::default() };
        let detail = joining(&member.who);
        let extra = Extra { channel: None, detail: detail_of(&detail) };
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        if member.is_let_in() {
            self.due.push(Due::of_user(DueKind::Arrival, &member.client, &member.who, started, sent));
        }
        self.context().record(&caller, ChatKind::Join.name(), request, exchange, extra);
    }

    pub(super) async fn say(&mut self, step: &Say) {
        let Some(place) = self.find(&step.who) else { return };
        let mut who = self.clients[place].who.clone();
        if let Some(label) = &step.room {
            let room = self.room(label).await;
            who = self.state.in_room(&who, &room);
        }
        if step.forged {
            who.user = self.state.fresh.user();
        }
        let what = match step.text {
            SayText::Nonce => What::Nonce,
            SayText::Accents => What::Accents,
            SayText::Burst => What::Burst,
        };
        self.type_it(place).await;
        let mut emits = Vec::new();
        for number in 1..=step.count {
            let number = if step.count > 1 { number } else { 0 };
            emits.extend(self.say_one(place, &who, what, number));
        }
        for said in emits {
            let sent = said.emit.sent().await;
            let member = &self.clients[place];
            if !who.gives.is_good() {
                self.said.push(said);
                continue;
            }
            self.due.push(Due::of_text(&member.client, &who, &said.detail.text, said.emit.started(), sent));
            self.said.push(said);
        }
    }

    /// As long as it takes to type something after what was said before.
    pub(super) async fn type_it(&mut self, place: usize) {
        let (now, last) = (self.context().clock.now(), self.clients[place].said);
        if last > 0 {
            tokio::time::sleep(TYPING.saturating_sub(Duration::from_nanos(now.saturating_sub(last)))).await;
        }
        self.clients[place].said = self.context().clock.now();
    }

    /// One event, on its way.
    pub(super) fn say_one(&self, place: usize, who: &Identity, what: What, number: u32) -> Option<Said> {
        let member = &self.clients[place];
        let fresh = &self.state.fresh;
        let text = if what == What::Accents { fresh.text_with_accents() } else { fresh.text() };
        let filling: Filling = who.filling(text.clone(), fresh.id());
        let emit: Emit = member.chat.as_ref()?.emit(&self.state.chat, &self.state.chat.message, &filling);
        let (user, room) = (who.user.clone(), who.room.clone());
        let detail = DoneDetail { user, room, text, what: Some(what), number, token: who.gives, how: None };
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        Some(Said { emit, kind: ChatKind::Say, caller, detail })
    }

    pub(super) async fn leave(&mut self, step: &Leave) {
        let Some(place) = self.find(&step.who) else { return };
        // What is not written down yet is of a link that still goes on.
        self.write_down();
        let caller = self.caller.with(step.who.0.role.clone(), step.who.0.number);
        let member = &mut self.clients[place];
        let Some(chat) = &mut member.chat else { return };
        let leaving = chat.link.leave(step.how).await;
        member.has_left = true;
        let (user, room) = (member.who.user.clone(), member.who.room.clone());
        let detail = DoneDetail { user, room, how: Some(step.how), ..DoneDetail::default() };
        if member.is_let_in() {
            self.due.push(Due::of_user(DueKind::Departure, &member.client, &member.who, leaving.started, leaving.sent));
        }
        leaving.record(&self.state.context, &caller, &self.state.chat.namespace, detail_of(&detail));
    }

    pub(super) async fn empty(&mut self, step: &Empty) {
        let Some(place) = self.find(&step.who) else { return };
        let event = match (step.event, &self.state.chat.join) {
            (EmptyEvent::Join, Some(join)) => &join.event,
            // Nobody joins by an event.
            (EmptyEvent::Join, None) => return,
            (EmptyEvent::Message, _) => &self.state.chat.message.event,
        };
        let member = &self.clients[place];
        let Some(chat) = &member.chat else { return };
        let emit = chat.link.emit(&self.state.chat.namespace, event, vec![], false);
        emit.sent().await;
        // The end of the server ends the link.
        chat.link.until(AFTER_EMPTY, |log| log.is_over().then_some(())).await;
        let detail = DoneDetail { user: member.who.user.clone(), ..DoneDetail::default() };
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        emit.record(self.context(), &caller, ChatKind::Empty, detail_of(&detail));
    }
}
