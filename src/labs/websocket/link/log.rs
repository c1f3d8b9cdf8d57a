use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::history::{ChannelEnd, Direction, Frame, FrameKind, Nanos};
use crate::labs::websocket::record::{How, NotOpened};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// So much may come over one connection.
const SIZE_MAX: usize = 32 << 20;
/// What a frame takes beside its bytes: a flood of empty ones is one too.
const FRAME: usize = 64;
/// So much is kept of one frame: what it is known by stands at its start.
pub const KEPT: usize = 4096;
/// So many characters of an answer are quoted.
const SHOWN: usize = 200;

/// What has come and gone over a connection.
#[derive(Debug, Default)]
pub struct LinkLog {
    frames: Vec<Frame>,
    size: usize,
    /// The answer to its request.
    answer: Option<Answer>,
    opened: Option<Nanos>,
    /// When each of what was sent had been handed to the system.
    sent: Vec<Option<Nanos>>,
    left: Option<(Nanos, How)>,
    over: Option<(Nanos, ChannelEnd)>,
}

/// An exchange is no value that can be had twice.
#[derive(Debug, Clone)]
struct Answer {
    started: Nanos,
    head: Option<Nanos>,
    done: Nanos,
    network: Option<Nanos>,
    end: ExchangeEnd,
}

impl LinkLog {
    /// The frames of the part that goes on, in both directions, in the order in which they became known.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    pub fn received(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(|frame| frame.direction == Direction::Received)
    }

    pub fn opened(&self) -> Option<Nanos> {
        self.opened
    }

    pub fn is_over(&self) -> bool {
        self.over.is_some()
    }

    pub fn over_at(&self) -> Option<Nanos> {
        self.over.as_ref().map(|(at, _)| *at)
    }

    pub fn left(&self) -> Option<(Nanos, How)> {
        self.left
    }

    pub fn channel_end(&self) -> ChannelEnd {
        self.over.as_ref().map_or(ChannelEnd::Left, |(_, end)| end.clone())
    }

    pub(super) fn sent_at(&self, index: usize) -> Option<Nanos> {
        self.sent.get(index).copied().flatten()
    }

    pub(super) fn exchange(&self) -> Option<Exchange> {
        let Answer { started, head, done, network, end } = self.answer.clone()?;
        Some(Exchange { started, sent: None, head, done, arrived: None, network, end })
    }

    /// Why there is no WebSocket, if it is known that there is none.
    pub fn not_opened(&self) -> Option<NotOpened> {
        if self.opened.is_some() {
            return None;
        }
        let short = |text: &str| text.chars().take(SHOWN).collect::<String>();
        Some(match self.answer.as_ref().map(|answer| &answer.end) {
            Some(ExchangeEnd::Answered(answer)) if answer.code != 101 => {
                NotOpened::Status(answer.code, short(String::from_utf8_lossy(&answer.body).trim()))
            }
            Some(ExchangeEnd::Refused(why)) => NotOpened::Refused(short(why)),
            Some(ExchangeEnd::Indeterminate(reason)) => NotOpened::Bad(short(&format!("{reason:?}"))),
            Some(ExchangeEnd::Answered(_)) => NotOpened::Bad("101, and no WebSocket".into()),
            None => NotOpened::Silent,
        })
    }

    pub(super) fn answered(&mut self, exchange: &Exchange, is_open: bool) {
        let Exchange { started, head, done, network, end, .. } = exchange;
        (self.opened, self.answer) = (
            is_open.then_some(*done),
            Some(Answer { started: *started, head: *head, done: *done, network: *network, end: end.clone() }),
        );
    }

    pub(super) fn will_send(&mut self) -> usize {
        self.sent.push(None);
        self.sent.len() - 1
    }

    pub(super) fn sends(&mut self, index: Option<usize>, at: Nanos, kind: FrameKind, bytes: &[u8]) {
        if let Some(sent) = index.and_then(|index| self.sent.get_mut(index)) {
            *sent = Some(at);
        }
        self.frames.push(frame(at, Direction::Sent, kind, bytes));
    }

    pub(super) fn leaves(&mut self, at: Nanos, how: How) {
        self.left = self.left.or(Some((at, how)));
    }

    pub(super) fn hears(&mut self, at: Nanos, kind: FrameKind, bytes: &[u8]) -> Result<(), ChannelEnd> {
        self.size += bytes.len() + FRAME;
        if self.size > SIZE_MAX {
            return Err(ChannelEnd::Flood);
        }
        // The kernel's clock is read anew for each frame, to some nanoseconds: what came later is not earlier for that.
        let last = self.received().last().map_or(0, |frame| frame.at);
        self.frames.push(frame(at.max(last), Direction::Received, kind, bytes));
        Ok(())
    }

    pub(super) fn ends(&mut self, at: Nanos, end: ChannelEnd) {
        if self.over.is_none() {
            self.over = Some((at, end));
        }
    }

    pub(super) fn take_frames(&mut self) -> Vec<Frame> {
        let mut frames = std::mem::take(&mut self.frames);
        frames.sort_by_key(|frame| frame.at);
        frames
    }
}

fn frame(at: Nanos, direction: Direction, kind: FrameKind, bytes: &[u8]) -> Frame {
    Frame { at, direction, kind, bytes: bytes[..bytes.len().min(KEPT)].to_vec() }
}

/// A log that is written to and waited for.
#[derive(Debug, Default)]
pub struct Shared {
    log: Mutex<LinkLog>,
    changed: Notify,
}

impl Shared {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn log(&self) -> MutexGuard<'_, LinkLog> {
        self.log.lock().expect("no holder panics")
    }

    /// Changes the log, and wakes who waits for that.
    pub fn tell<T>(&self, change: impl FnOnce(&mut LinkLog) -> T) -> T {
        let told = change(&mut self.log());
        self.changed.notify_waiters();
        told
    }

    pub async fn until<T>(&self, patience: Duration, mut look: impl FnMut(&LinkLog) -> Option<T>) -> Option<T> {
        let end = Instant::now().checked_add(patience);
        loop {
            let mut changed = pin!(self.changed.notified());
            // What changes between looking and waiting must wake us too.
            changed.as_mut().enable();
            {
                let log = self.log();
                let found = look(&log);
                if found.is_some() || log.is_over() {
                    return found;
                }
            }
            match end {
                Some(end) if timeout_at(end, changed.as_mut()).await.is_err() => return look(&self.log()),
                Some(_) => {}
                None => changed.await,
            }
        }
    }
}
