//! How the student's own stream speaks, learned from its own events: a page that knows only its own server must lose
//! nothing when a script answers in its place.

use super::kept::{Kept, renew};
use super::record::Move;
use super::sample::{Sample, Step};
use super::signs::Signs;
use crate::labs::sse::event_stream::Event;
use serde_json::{Map, Value};

/// All that a script needs to know.
#[derive(Debug, Clone)]
pub struct Dialect {
    /// The path of the stream, after the path of the target's URL.
    pub path: String,
    pub headers: Vec<(String, String)>,
    /// What comes before the first event of the usual kind, on each connection.
    pub begins: Vec<Event>,
    /// An event of the usual kind, its data read.
    usual: Event,
    data: Value,
    holder: Holder,
    /// Where in the data the quote is, or what holds quotes.
    place: Vec<Step>,
    /// Each event has all symbols.
    has_all: bool,
    /// Each symbol that the server sends, as it was last sent.
    pub kept: Vec<Kept>,
    signs: Signs,
}

/// What stands around a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Alone,
    List,
    /// Quotes by their symbols.
    Names,
}

/// Those that say how an answer may be used, and by whom; the rest is not the page's business.
const COPIED: [&str; 7] = [
    "content-type",
    "cache-control",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-expose-headers",
    "vary",
    "x-accel-buffering",
];

impl Dialect {
    /// From what one connection brought. None if nothing of it is a quote.
    pub fn of(path: String, headers: &[(String, String)], events: &[Event]) -> Option<Self> {
        let samples: Vec<Sample> = events.iter().filter_map(Sample::of).collect();
        let last = samples.last()?;
        let is_usual = |sample: &Sample| sample.event.kind == last.event.kind && sample.holder() == last.holder();
        // An event that has the name of what it quotes has many kinds.
        let is_usual = |sample: &Sample| is_usual(sample) || sample.is_named_so() && last.is_named_so();
        let usual: Vec<&Sample> = samples.iter().filter(|sample| is_usual(sample)).collect();
        let first = usual.first()?.event.line;
        let (holder, place) = last.holder();
        let kept = Kept::all(&samples);
        let labels: Vec<String> = kept.iter().flat_map(|one| one.words.clone()).collect();
        let symbols = |sample: &Sample| sample.quotes.iter().map(|quote| quote.symbol.clone()).collect::<Vec<_>>();
        let same = usual.iter().all(|sample| symbols(sample) == symbols(last));
        Some(Self {
            path,
            headers: headers.iter().filter(|(name, _)| COPIED.contains(&name.as_str())).cloned().collect(),
            begins: events.iter().filter(|event| event.line < first).cloned().collect(),
            usual: last.event.clone(),
            data: last.data.clone(),
            holder: if holder { if last.is_list() { Holder::List } else { Holder::Names } } else { Holder::Alone },
            place,
            has_all: holder && same && (last.quotes.len() > 1 || usual.len() > 1 && kept.len() == 1),
            signs: Signs::of(&samples, &labels),
            kept,
        })
    }

    pub fn can_say_where(&self) -> bool {
        self.signs.all_known
    }

    /// The one of this number, from 1, or one that the server never sends.
    pub fn symbol(&self, number: usize, unknown: bool) -> Kept {
        let known = self.kept.get(number.saturating_sub(1)).filter(|_| !unknown).cloned();
        known.unwrap_or_else(|| {
            let taken = |name: &str| self.kept.iter().any(|one| one.symbol == name);
            let names = ["LABX", "LABY", "LABZ", "LABW", "LABV", "LABU"];
            let free: Vec<&str> = names.into_iter().filter(|name| !taken(name)).collect();
            self.kept[0].renamed(free[number % free.len()])
        })
    }

    /// The text of an event with this quote, the last of those that were sent.
    pub fn event(&self, sent: &[(Kept, f64, f64, Move)], number: u64) -> String {
        let quotes: Vec<(&str, Value)> = sent
            .iter()
            .map(|(kept, price, change, moved)| (&*kept.symbol, kept.quote(*price, *change, *moved, &self.signs)))
            .collect();
        let quotes = if self.has_all { &quotes[..] } else { &quotes[quotes.len().saturating_sub(1)..] };
        let Some((symbol, quote)) = quotes.last() else { return String::new() };
        let value = match self.holder {
            Holder::Alone => quote.clone(),
            Holder::List => Value::Array(quotes.iter().map(|(_, quote)| quote.clone()).collect()),
            Holder::Names => {
                let named = quotes.iter().map(|(symbol, quote)| ((*symbol).to_owned(), quote.clone()));
                Value::Object(named.collect::<Map<_, _>>())
            }
        };
        let mut data = self.data.clone();
        put(&mut data, &self.place, value);
        renew(&mut data);
        let usual = &self.usual.kind;
        let named = self.kept.iter().any(|kept| kept.symbol == *usual);
        let kind = if named { (*symbol).to_owned() } else { usual.clone() };
        written(&Event { kind, data: data.to_string(), id: after(&self.usual, number), ..self.usual.clone() })
    }

    /// An event of the usual kind with other data.
    pub fn other(&self, data: &str) -> String {
        written(&Event { data: data.to_owned(), own_id: false, ..self.usual.clone() })
    }
}

/// The id that comes so many events later, if events have ids.
fn after(event: &Event, number: u64) -> String {
    event.id.parse::<u64>().map_or_else(|_| format!("{}-{number}", event.id), |id| (id + number).to_string())
}

/// An event as a server sends it.
pub fn written(event: &Event) -> String {
    let mut text = String::new();
    if event.own_id {
        text += &format!("id: {}\n", event.id);
    }
    if event.kind != "message" {
        text += &format!("event: {}\n", event.kind);
    }
    for line in event.data.split('\n') {
        text += &format!("data: {line}\n");
    }
    text + "\n"
}

fn put(data: &mut Value, place: &[Step], new: Value) {
    let mut at = data;
    for step in place {
        let next = match step {
            Step::Name(name) => at.get_mut(name),
            Step::Number(number) => at.get_mut(number),
        };
        let Some(next) = next else { return };
        at = next;
    }
    *at = new;
}
