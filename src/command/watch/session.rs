use super::said::WatchEvent;
use super::tail::Tail;
use super::view::View;
use crate::cli;
use crate::driver::watch::Tap;
use crate::history::Nanos;
use crate::text::Texts;
use std::cell::RefCell;
use std::time::Duration;

/// How often the clock alone is looked at.
pub const TICK: Duration = Duration::from_millis(100);

/// One watch: what is watched, what was asked for, and what has been seen.
pub struct Session<'a> {
    pub tap: &'a Tap,
    pub args: &'a cli::Watch,
    pub texts: &'a Texts,
    pub seen: RefCell<Seen<'a>>,
}

/// The task that reads the stream and the task that looks at the clock take turns.
pub struct Seen<'a> {
    pub view: View<'a>,
    pub tail: Tail,
    pub reconnections: u64,
    /// It is a poll, whose answers are counted.
    pub polls: bool,
    /// A browser would have given up, and we went on.
    pub wrong: bool,
    most: u64,
}

/// How a watch ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// So many events were wanted, or nobody reads on; or the stream ended, and was to be heard once.
    Enough,
    /// A browser would give up for good.
    GivenUp,
    /// It is no stream, and may be a long poll.
    LongPoll,
    /// It refuses a request without parameters, as a long poll may.
    BadPoll,
}

impl<'a> Session<'a> {
    pub fn new(tap: &'a Tap, args: &'a cli::Watch, texts: &'a Texts, view: View<'a>) -> Self {
        let most = args.events.unwrap_or(u64::MAX);
        let seen = Seen { view, tail: Tail::new(tap.clock.now()), reconnections: 0, polls: false, wrong: false, most };
        Self { tap, args, texts, seen: RefCell::new(seen) }
    }

    /// Looks at the clock, for ever.
    pub async fn tick(&self, mut look: impl FnMut(&mut Seen, Nanos)) -> std::convert::Infallible {
        loop {
            tokio::time::sleep(TICK).await;
            look(&mut self.seen.borrow_mut(), self.tap.clock.now());
        }
    }

    pub fn note(&self, id: &str, args: &[(&str, &str)]) {
        let mut seen = self.seen.borrow_mut();
        let line = format!("{}  {}", seen.view.times(self.tap.clock.now(), None), self.texts.with(id, args));
        seen.view.line(&line);
    }
}

impl Seen<'_> {
    pub fn has_enough(&self) -> bool {
        self.view.closed || self.view.events >= self.most
    }

    pub fn hear(&mut self, at: Nanos, bytes: &[u8]) {
        let Self { view, tail, most, .. } = self;
        let mut over = false;
        if self.wrong {
            view.raw(bytes);
        }
        tail.push(at, bytes, &mut |said| {
            // What is said under the last event belongs to it.
            over |= matches!(said, WatchEvent::Event { .. }) && view.events >= *most;
            if !over && !view.closed {
                view.show(said);
            }
        });
    }

    pub fn look(&mut self, now: Nanos) {
        let Self { view, tail, .. } = self;
        tail.tick(now, &mut |said| view.show(said));
    }

    pub fn end(&mut self, now: Nanos) {
        let Self { view, tail, .. } = self;
        tail.end(now, &mut |said| view.show(said));
    }
}
