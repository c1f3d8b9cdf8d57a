//! What a page has come to that does not do what the browser tells it.

use crate::browser::BrowserError;
use crate::history::PageEnd;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Nothing if that is nothing that a page does.
pub const fn end_of(error: &BrowserError) -> Option<PageEnd> {
    match error {
        BrowserError::Slow(_) => Some(PageEnd::Hung),
        BrowserError::Crashed => Some(PageEnd::Crashed),
        BrowserError::Left(_) => Some(PageEnd::Left),
        BrowserError::Closed => Some(PageEnd::Closed),
        _ => None,
    }
}

/// What became of the tabs of a page so far.
#[derive(Default)]
pub struct Fates {
    has_lived: AtomicBool,
    ended: AtomicU32,
}

impl Fates {
    /// So many tabs that hang show that the page does.
    const ENOUGH: u32 = 2;

    pub fn tell(&self, done: Result<(), &BrowserError>) {
        match done.map_err(end_of) {
            Ok(()) => self.has_lived.store(true, Ordering::Relaxed),
            Err(Some(_)) => drop(self.ended.fetch_add(1, Ordering::Relaxed)),
            Err(None) => {}
        }
    }

    /// Nothing can be seen in yet another tab: each one so far hung, crashed or closed itself.
    pub fn are_sealed(&self) -> bool {
        !self.has_lived.load(Ordering::Relaxed) && self.ended.load(Ordering::Relaxed) >= Self::ENOUGH
    }
}
