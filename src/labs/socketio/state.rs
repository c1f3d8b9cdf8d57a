//! What the driver has learned of a target that has this lab.

use super::client::Identity;
use super::contract::Chat;
use super::fresh::Fresh;
use super::kin::Kin;
use super::record::TokenGiven;
use super::ticket;
use crate::driver::wire::nanos;
use crate::driver::{Caller, Context};
use crate::history::Nanos;
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
/// So long a server may take to refuse somebody.
const REFUSAL: Duration = Duration::from_millis(1_500);
/// Whatever a server is slow at, it is not listened longer than this.
const LONGEST: Duration = Duration::from_secs(3);

pub struct ChatState {
    /// For which lab of the family it is driven.
    pub kin: &'static Kin,
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
    pub fn new(kin: &'static Kin, context: Arc<Context>, chat: Chat, fresh: Fresh) -> Self {
        Self {
            kin,
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

    /// How long is waited for what becomes of who should not be let in.
    pub fn refusal(&self) -> Duration {
        let noise = self.context.meter.recent(self.context.clock.now()).min(LONGEST);
        REFUSAL + noise
    }

    /// Whether somebody who joined has had a sign of it.
    pub fn saw_a_sign(&self, has_sign: bool) {
        let seen = if has_sign { &self.gives_signs } else { &self.lacks_signs };
        seen.store(true, Ordering::Relaxed);
    }

    /// A room that nobody has been in, with the token that it needs: the target's own, if it gives them.
    pub async fn room(&self, caller: &Caller) -> Identity {
        let mut made = Identity { room: self.fresh.room(), user: self.fresh.user(), ..Identity::default() };
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
        // Who has no good token of its own has not the room's either.
        let token = if is_of_room && own.gives == TokenGiven::Good { &room.token } else { &own.token };
        Identity { room: room.room.clone(), token: token.clone(), ..own.clone() }
    }

    /// The same client, with such a token.
    pub fn giving(&self, gives: TokenGiven, who: Identity) -> Identity {
        let token = match gives {
            TokenGiven::Good => who.token,
            TokenGiven::Bad => self.chat.token.clone().unwrap_or_default().bad,
            TokenGiven::None => String::new(),
        };
        Identity { gives, token, ..who }
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(self.kin.id.clone(), scenario, attempt)
    }

    /// The moment at which this much time will have passed.
    pub fn until(&self, time: Duration) -> Nanos {
        self.context.clock.now() + nanos(time)
    }
}
