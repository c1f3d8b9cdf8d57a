//! The market: the one source of all quotes. It numbers them, sends them to every subscriber, and keeps
//! the latest.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, Weak},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::{sync::broadcast, time::sleep};

use super::prices::{Prices, Quote};

/// How many quotes are kept for clients that come back: more than three minutes of them at the usual pace.
pub const KEPT: usize = 100;

/// How many quotes a slow subscriber may leave untaken before it loses the oldest of them.
pub const UNTAKEN: usize = 16;

/// A quote that was published, under an id of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub id: u64,
    pub quote: Quote,
}

/// A market that many clients watch.
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
    /// A market in which a price moves at every `interval`, with or without subscribers, until the market is dropped.
    /// There is one such clock, not one for each subscriber, so all clients see the same price at the same moment.
    pub fn open(interval: Duration) -> Arc<Self> {
        let market = Arc::new(Self::default());
        tokio::spawn(trade(Arc::downgrade(&market), interval));
        market
    }

    /// Moves a price and sends the quote to every subscriber.
    pub fn publish(&self) -> Published {
        let mut book = self.book();
        let published = book.publish();
        // An error means that there is no subscriber. The price moves all the same.
        let _ = self.subscribers.send(published);
        published
    }

    /// What a new subscriber gets at once, and the receiver that brings it the rest. `last` is the id of the last event
    /// that it has.
    ///
    /// Both are taken under the lock under which quotes are published, so no quote can fall between the two, and none
    /// is in both.
    pub fn subscribe(&self, last: Option<u64>) -> (Vec<Published>, broadcast::Receiver<Published>) {
        let book = self.book();
        (book.missed_since(last), self.subscribers.subscribe())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().expect("nobody panics while holding the book")
    }
}

/// The clock of a market. It holds the market only while it moves a price, and ends once the market is dropped.
async fn trade(market: Weak<Market>, interval: Duration) {
    loop {
        sleep(interval).await;
        let Some(market) = market.upgrade() else { return };
        market.publish();
    }
}

/// The prices, and the latest quotes that were published: at least one, in the order of their ids.
#[derive(Debug)]
struct Book {
    prices: Prices,
    recent: VecDeque<Published>,
}

impl Default for Book {
    /// There is a first quote from the start, so that a new client always has one to show.
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

    /// All that came after `last`. Without `last`, or if that quote is no longer kept, the latest quote alone.
    fn missed_since(&self, last: Option<u64>) -> Vec<Published> {
        let seen = self.recent.iter().position(|published| Some(published.id) == last);
        let first = seen.map_or(self.recent.len() - 1, |seen| seen + 1);
        self.recent.range(first..).copied().collect()
    }
}

/// Ids start from the clock, in milliseconds, and not from 1: a server that is restarted must not give an id twice, or
/// a client that comes back with an id from before the restart would be sent the wrong quotes.
fn first_id() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_millis() as u64)
}
