//! A correct stream in the student's own dialect, which sends what a scenario tells it.

use super::dialect::{Dialect, written};
use super::kept::Kept;
use super::record::{Move, Quote, STREAM};
use crate::driver::BoxFuture;
use crate::driver::page::{Asked, Reply, Script};
use crate::names::Name;
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// So soon a browser comes back to a stream that has ended, in milliseconds.
const RETRY_MS: u32 = 300;
/// The first price, in cents.
const FIRST: i64 = 24_367;
/// How far a price goes at least, in cents: so far that no rounding hides it.
const LEAST: i64 = 137;

/// The stream that is asked for at a path of the contract, on whichever server of this machine.
pub fn is_stream(asked: &Asked, base: &str, path: &str) -> bool {
    let (bare, query) = path.split_once('?').unwrap_or((path, ""));
    let is_there = asked.bare_path().trim_end_matches('/') == format!("{base}{bare}").trim_end_matches('/');
    asked.method == "GET"
        && is_there
        && url::form_urlencoded::parse(query.as_bytes())
            .all(|(name, value)| asked.parameter(&name).as_deref() == Some(&value))
}

pub struct ScriptedStream {
    dialect: Dialect,
    base: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    open: Vec<UnboundedSender<Vec<u8>>>,
    /// How often the stream was asked for.
    asked: u32,
    /// Events that were sent.
    events: u64,
    /// The symbols that were sent, the last one last, each with its price, its change and where it went.
    sent: Vec<(Kept, i64, i64, Move)>,
}

impl ScriptedStream {
    pub fn new(dialect: Dialect, base: String) -> Self {
        Self { dialect, base, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().expect("no holder panics");
        state.open.retain(|one| !one.is_closed());
        state
    }

    pub fn asked(&self) -> u32 {
        self.state().asked
    }

    /// How many streams of the page are open.
    pub fn open(&self) -> usize {
        self.state().open.len()
    }

    pub fn can_say_where(&self) -> bool {
        self.dialect.can_say_where()
    }

    /// The next quote of a symbol: what it is, before it is sent.
    pub fn next(&self, number: usize, unknown: bool, moved: Move) -> Next {
        let kept = self.dialect.symbol(number, unknown);
        let mut state = self.state();
        let before =
            state.sent.iter().position(|(one, ..)| one.symbol == kept.symbol).map(|at| state.sent.remove(at).1);
        let from = before.unwrap_or(FIRST + 2_113 * state.sent.len() as i64);
        // A price that is told has gone somewhere else, even if its change is said to be none.
        // Each step is another one, so that no price comes again.
        let step = LEAST + 3 * state.events as i64;
        let cents = stepped(from, if moved == Move::Down { -step } else { step });
        let change = if moved == Move::Zero { 0 } else { cents - from };
        state.sent.push((kept.clone(), cents, change, moved));
        state.events += 1;
        let all: Vec<(Kept, f64, f64, Move)> = state
            .sent
            .iter()
            .map(|(kept, price, change, moved)| (kept.clone(), money(*price), money(*change), *moved))
            .collect();
        let (price, change) = (money(cents), money(change));
        let known = self.dialect.kept.iter().any(|one| one.symbol == kept.symbol);
        let changes = kept.changes(price, change);
        let quote = Quote { symbol: kept.symbol, words: kept.words, price, changes, moved, known };
        Next { quote, event: self.dialect.event(&all, state.events) }
    }

    /// To every stream that is open.
    pub fn send(&self, event: &str) {
        for one in &self.state().open {
            let _ = one.send(event.as_bytes().to_vec());
        }
    }

    /// Half of a quote, and nothing at all: what no page can show.
    pub fn malformed(&self) -> [String; 2] {
        let whole = self.next(1, false, Move::Up).event;
        let data = whole.lines().find_map(|line| line.strip_prefix("data: ")).unwrap_or("{}");
        let half = (0..=data.len() / 2).rev().find(|at| data.is_char_boundary(*at)).unwrap_or(0);
        [self.dialect.other(&data[..half]), self.dialect.other("null")]
    }

    /// Ends every stream that is open.
    pub fn cut(&self) {
        self.state().open.clear();
    }
}

/// A quote that is about to be sent, and the event that says it.
pub struct Next {
    pub quote: Quote,
    pub event: String,
}

fn money(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// The price after a step that is so long at least: with two decimals that are no zeros.
fn stepped(from: i64, step: i64) -> i64 {
    let mut cents = from + step;
    while cents % 10 == 0 || cents / 10 % 10 == 0 {
        cents += step.signum();
    }
    cents
}

impl Script for ScriptedStream {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        let detail = json!({ "last_event_id": asked.header("last-event-id") });
        is_stream(asked, &self.base, &self.dialect.path).then_some((STREAM, detail))
    }

    fn reply<'a>(&'a self, asked: &'a Asked) -> BoxFuture<'a, Reply> {
        let (sender, parts) = unbounded_channel();
        let mut headers = self.dialect.headers.clone();
        for (name, value) in &mut headers {
            // The server that named the origin that it was asked from would name this one.
            if let Some(origin) =
                asked.header("origin").filter(|_| name == "access-control-allow-origin" && value != "*")
            {
                *value = origin.to_owned();
            }
        }
        let begin: String = self.dialect.begins.iter().map(written).collect();
        let _ = sender.send(format!("retry: {RETRY_MS}\n\n{begin}").into_bytes());
        let mut state = self.state();
        state.asked += 1;
        state.open.push(sender);
        Box::pin(std::future::ready(Reply::Parts { code: 200, headers, parts }))
    }
}
