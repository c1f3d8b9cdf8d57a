//! Waits until clients have heard what they are to hear.

use super::{Member, Runner};
use crate::driver::Extra;
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::history::{Client, Nanos, Reason, RequestRecord};
use crate::labs::websocket::exercise::Exercise;
use crate::labs::websocket::heard::Heard;
use crate::labs::websocket::record::NativeKind;
use crate::labs::websocket::steps::Who;
use std::time::Duration;

/// Something that somebody is to hear.
#[derive(Debug, Clone)]
pub struct Due {
    by: Client,
    exercise: Exercise,
    /// What it is known by.
    mark: String,
    from: Nanos,
    sent: Option<Nanos>,
}

impl Due {
    pub fn new(by: &Client, exercise: Exercise, text: &str, from: Nanos, sent: Option<Nanos>) -> Self {
        let mark = text.split(' ').next().unwrap_or(text).to_owned();
        Self { by: by.clone(), exercise, mark, from, sent }
    }

    /// What was never sent is due to nobody.
    fn is_for(&self, member: &Member) -> bool {
        let is_own = self.by == member.client;
        self.sent.is_some() && self.exercise == member.exercise && is_own == (self.exercise == Exercise::Capitals)
    }

    /// When it was heard, if it was.
    fn heard(&self, heard: &[Heard]) -> Option<Nanos> {
        heard.iter().find(|one| one.at >= self.from && one.has(&self.mark)).map(|one| one.at)
    }
}

impl Runner {
    /// Waits until each of these has heard all that is due to it.
    pub(super) async fn hear(&mut self, who: &[Who]) {
        let due = std::mem::take(&mut self.due);
        let from = due.iter().map(|one| one.from).min().unwrap_or(0);
        let patience = self.context().no_longer_than(self.state.lost());
        let (begun, end) = (self.context().clock.now(), self.state.until(patience));
        let mut in_vain = false;
        for place in who.iter().filter_map(|one| self.find(one)).collect::<Vec<_>>() {
            let mine: Vec<&Due> = due.iter().filter(|one| one.is_for(&self.clients[place])).collect();
            in_vain |= !self.wait_for(place, &mine, end).await && self.clients[place].is_open();
        }
        if in_vain {
            self.context().waited_in_vain(from.max(begun));
        }
    }

    /// Waits until one client has heard all of it. False if it has not by the end.
    ///
    /// A slow server goes on for long, and shows it: as long as something comes of it, it is waited on.
    pub(super) async fn wait_for(&self, place: usize, due: &[&Due], end: Nanos) -> bool {
        let state = &self.state;
        let member = &self.clients[place];
        let all = |heard: &[Heard]| due.iter().map(|one| one.heard(heard)).collect::<Option<Vec<Nanos>>>();
        let mut times = all(&member.heard());
        while times.is_none() {
            let now = self.context().clock.now();
            let count = |heard: &[Heard]| due.iter().filter(|one| one.heard(heard).is_some()).count();
            let so_far = count(&member.heard());
            let last = due.iter().filter_map(|one| one.heard(&member.heard())).max().unwrap_or(0);
            let slowest = due.iter().filter_map(|one| Some(one.heard(&member.heard())? - one.from)).max().unwrap_or(0);
            let goes_on = if so_far > 0 { last + QUIET.max(slowest * 3) } else { 0 };
            let left = end.max(goes_on.min(end + MOST_MORE)).saturating_sub(now);
            if left == 0 || !member.is_open() {
                return false;
            }
            let look = |log: &crate::labs::websocket::link::LinkLog| {
                let heard: Vec<Heard> = log.received().filter_map(Heard::of).collect();
                (count(&heard) > so_far).then_some(())
            };
            member.link.until(Duration::from_nanos(left), look).await;
            times = all(&member.heard());
        }
        for (one, at) in due.iter().zip(times.unwrap_or_default()) {
            state.delivered_in(at.saturating_sub(one.sent.unwrap_or(one.from)));
        }
        true
    }

    pub(super) async fn listen(&mut self) {
        let from = self.context().clock.now();
        tokio::time::sleep(self.context().no_longer_than(self.state.listening())).await;
        let done = self.context().clock.now();
        let end = ExchangeEnd::Indeterminate(Reason::Left);
        let exchange = Exchange { started: from, sent: None, head: None, done, arrived: None, network: None, end };
        let request = RequestRecord::default();
        self.context().record(&self.caller, NativeKind::Listen.name(), request, exchange, Extra::default());
    }
}

/// Nothing more comes of a burst if nothing has come for so long, or for three times as long as the slowest took.
const QUIET: Nanos = 1_500_000_000;
/// So much longer is waited at most for a burst of which something goes on coming.
const MOST_MORE: Nanos = 20_000_000_000;
