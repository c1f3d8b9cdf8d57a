//! What the driver has learned of a target that has this lab.

use super::client::Identity;
use super::contract::Chat;
use super::fresh::Fresh;
use super::ticket;
use crate::driver::wire::nanos;
use crate::driver::{Caller, Context};
use crate::history::Nanos;
use crate::names::LabId;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// What is due and has not come for so long is lost: slow servers take one second at most on a busy machine.
const LOST: Duration = Duration::from_secs(5);
/// Rules that see something lost have seen that nothing came for as long.
const MORE: Duration = Duration::from_millis(100);
/// So long is listened for what should not come, after something later has come.
const LISTEN: Duration = Duration::from_millis(300);
const LISTEN_ACROSS: Duration = Duration::from_secs(1);
/// So long is waited for a sign that a client has joined, of a server that gave none once.
const SIGN: Duration = Duration::from_millis(500);
/// Whatever a server is slow at, it is not listened longer than this.
const LONGEST: Duration = Duration::from_secs(3);

pub struct ChatState {
    /// For which lab of the family it is driven.
    pub lab: LabId,
    pub context: Arc<Context>,
    pub chat: Chat,
    pub fresh: Fresh,
    /// How long the slowest delivery took.
    slowest: AtomicU64,
    /// Somebody who joined has had a sign of it.
    gives_signs: AtomicBool,
    /// Somebody who joined had none: what came to another one may have been chance, or for others.
    lacks_signs: AtomicBool,
}

impl ChatState {
    pub fn new(lab: LabId, context: Arc<Context>, chat: Chat, fresh: Fresh) -> Self {
        Self {
            lab,
            context,
            chat,
            fresh,
            slowest: AtomicU64::new(0),
            gives_signs: AtomicBool::new(false),
            lacks_signs: AtomicBool::new(false),
        }
    }

    /// What is due is waited for so long, noise included.
    pub fn lost(&self) -> Duration {
        let bound = Duration::from_nanos(self.context.tolerance.noise_bound());
        LOST + MORE + self.context.meter.recent(self.context.clock.now()).min(bound)
    }

    /// Something took so long from when it was sent until it was heard.
    pub fn delivered_in(&self, time: Nanos) {
        self.slowest.fetch_max(time, Ordering::Relaxed);
    }

    fn slowest(&self) -> Duration {
        Duration::from_nanos(self.slowest.load(Ordering::Relaxed))
    }

    /// How long is listened for what should not come: three times as long as what should took.
    pub fn listening(&self) -> Duration {
        LISTEN.max(self.slowest() * 3).min(LONGEST)
    }

    /// The same of what goes from one instance to another.
    pub fn listening_across(&self) -> Duration {
        LISTEN_ACROSS.max(self.slowest() * 5).min(LONGEST)
    }

    /// How long a sign is waited for that a client has joined: one that comes, as long as anything that is due; one that
    /// did not come once, a moment. What follows rests on it that the server has done it by then.
    pub fn sign(&self) -> Duration {
        if self.gives_signs.load(Ordering::Relaxed) && !self.lacks_signs.load(Ordering::Relaxed) {
            return self.lost();
        }
        let noise = self.context.meter.recent(self.context.clock.now()).min(LONGEST);
        SIGN.max(self.slowest() * 3).min(LONGEST) + noise
    }

    /// Whether somebody who joined has had a sign of it.
    pub fn saw_a_sign(&self, has_sign: bool) {
        let seen = if has_sign { &self.gives_signs } else { &self.lacks_signs };
        seen.store(true, Ordering::Relaxed);
    }

    /// A room that nobody has been in, with the token that it needs: the target's own, if it gives them.
    pub async fn room(&self, caller: &Caller) -> Identity {
        let mut made = Identity { room: self.fresh.room(), user: self.fresh.user(), token: String::new() };
        let Some(token) = &self.chat.token else { return made };
        made.token = token.good.clone();
        if let Some(wanted) = &token.ticket {
            let (room, token) = ticket::ask(&self.context, caller, wanted, &made).await;
            made.room = room.unwrap_or(made.room);
            made.token = token.unwrap_or(made.token);
        }
        made
    }

    /// A client in a room that another one was in before: with a token of its own, unless that is the room's.
    pub fn in_room(&self, own: &Identity, room: &Identity) -> Identity {
        let ticket = self.chat.token.as_ref().and_then(|token| token.ticket.as_ref());
        let is_of_room = ticket.is_some_and(|ticket| ticket.room.is_some());
        let token = if is_of_room { &room.token } else { &own.token };
        Identity { user: own.user.clone(), room: room.room.clone(), token: token.clone() }
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(self.lab.clone(), scenario, attempt)
    }

    /// The moment at which this much time will have passed.
    pub fn until(&self, time: Duration) -> Nanos {
        self.context.clock.now() + nanos(time)
    }
}
