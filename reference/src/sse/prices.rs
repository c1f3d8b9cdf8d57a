//! The prices: what they are, and how they move.

use rand::RngExt;
use serde::{Serialize, Serializer};

/// The symbols, and the price of each before it has moved.
const OPENING: [(&str, Cents); 4] =
    [("AAPL", Cents(19_250)), ("AMZN", Cents(18_640)), ("GOOG", Cents(17_475)), ("MSFT", Cents(41_820))];

/// The divisor of the largest move: a price moves by at most 1/200 of itself.
const CALM: i64 = 200;

/// An amount of money. Whole cents, so that differences are exact: `0.1 + 0.2` is not `0.3` in floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cents(pub i64);

impl Serialize for Cents {
    /// As the usual amount with a decimal point: `Cents(19_250)` is `192.5`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

/// A price that has just moved, as clients get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote {
    pub symbol: &'static str,
    pub price: Cents,
    /// The difference to the price that this symbol had before.
    pub change: Cents,
}

/// What every symbol costs now.
#[derive(Debug)]
pub struct Prices {
    now: [(&'static str, Cents); OPENING.len()],
    /// The index of the symbol that moves next.
    next: usize,
}

impl Default for Prices {
    fn default() -> Self {
        Self { now: OPENING, next: 0 }
    }
}

impl Prices {
    /// Moves one price. The symbols take turns, so that a new page soon shows all of them.
    pub fn advance(&mut self) -> Quote {
        let (symbol, price) = &mut self.now[self.next];
        self.next = (self.next + 1) % OPENING.len();
        let before = price.0;
        price.0 = after(before);
        Quote { symbol, price: *price, change: Cents(price.0 - before) }
    }
}

/// The price after a move from this one. The step is a share of the price, so that a price never drifts to zero.
fn after(price: i64) -> i64 {
    let most = (price / CALM).max(1);
    let step = rand::rng().random_range(-most..=most);
    (price + step).max(1)
}
