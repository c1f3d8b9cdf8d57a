//! The market: the one source of all quotes. It numbers them, tells every subscriber, and remembers the latest.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, Weak},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::{sync::broadcast, time::sleep};

use super::prices::{Prices, Quote};

/// How many quotes are kept for those who come back: more than three minutes of them at the usual pace.
pub const KEPT: usize = 100;

/// How many quotes a slow subscriber may leave untaken before it loses the oldest of them.
pub const UNTAKEN: usize = 16;

/// A quote that was made public under a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub id: u64,
    pub quote: Quote,
}

/// A market that many clients look at.
#[derive(Debug)]
pub struct Market {
    book: Mutex<Book>,
    pub subscribers: broadcast::Sender<Published>,
}

impl Default for Market {
    fn default() -> Self {
        Self { book: Mutex::default(), subscribers: broadcast::Sender::new(UNTAKEN) }
    }
}

impl Market {
    /// A market in which a price moves at every `interval`, whether somebody looks or not, until nobody holds it.
    /// There is one such clock, not one for each subscriber: the same moment shows the same price to everybody.
    pub fn open(interval: Duration) -> Arc<Self> {
        let market = Arc::new(Self::default());
        tokio::spawn(trade(Arc::downgrade(&market), interval));
        market
    }

    /// Moves a price and tells every subscriber.
    pub fn publish(&self) -> Published {
        let mut book = self.book();
        let published = book.publish();
        // An error means that nobody listens, which is no reason not to move.
        let _ = self.subscribers.send(published);
        published
    }

    /// What a new subscriber gets at once, and what brings it the rest. `last` is the last event that it has.
    ///
    /// Both are taken under the lock under which quotes are published. So no quote can fall between the two, and none
    /// is in both.
    pub fn subscribe(&self, last: Option<u64>) -> (Vec<Published>, broadcast::Receiver<Published>) {
        let book = self.book();
        (book.missed_since(last), self.subscribers.subscribe())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().expect("nobody panics while holding the book")
    }
}

/// Lets time pass. The clock holds the market only while it moves a price, and ends when nobody else holds it.
async fn trade(market: Weak<Market>, interval: Duration) {
    loop {
        sleep(interval).await;
        let Some(market) = market.upgrade() else { return };
        market.publish();
    }
}

/// The prices and what was published of them lately: never empty, and in the order of the ids.
#[derive(Debug)]
struct Book {
    prices: Prices,
    recent: VecDeque<Published>,
}

impl Default for Book {
    /// The first quote is there from the start, so that there is always one to show.
    fn default() -> Self {
        let mut prices = Prices::default();
        let first = Published { id: first_id(), quote: prices.advance() };
        Self { prices, recent: VecDeque::from([first]) }
    }
}

impl Book {
    fn publish(&mut self) -> Published {
        let id = self.recent.back().map_or_else(first_id, |latest| latest.id + 1);
        let published = Published { id, quote: self.prices.advance() };
        if self.recent.len() == KEPT {
            self.recent.pop_front();
        }
        self.recent.push_back(published);
        published
    }

    /// All that came after `last`; the latest quote alone for who comes for the first time, or back too late.
    fn missed_since(&self, last: Option<u64>) -> Vec<Published> {
        let seen = self.recent.iter().position(|published| Some(published.id) == last);
        let first = seen.map_or(self.recent.len() - 1, |seen| seen + 1);
        self.recent.range(first..).copied().collect()
    }
}

/// Ids start from the clock, in milliseconds, and not from 1: a server that starts again must not give an id twice, or
/// a client that comes back with one from before would be sent the wrong quotes.
fn first_id() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_millis() as u64)
}
