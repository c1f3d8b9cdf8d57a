//! The quotes in an event of a student's stream, and where they stand.

use crate::labs::sse::event_stream::Event;
use crate::labs::sse::quote::{bare, is_price, is_symbol};
use serde_json::{Map, Value};

/// A name or a number that leads to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Name(String),
    Number(usize),
}

/// An event that has quotes.
pub struct Sample<'a> {
    pub event: &'a Event,
    pub data: Value,
    pub quotes: Vec<Placed>,
}

/// A quote, and where it stands.
pub struct Placed {
    pub symbol: String,
    place: Vec<Step>,
    /// It stands under its symbol.
    pub by_name: bool,
    pub fields: Map<String, Value>,
}

/// Objects are looked into this deep.
const DEEPEST: usize = 4;

impl<'a> Sample<'a> {
    pub fn of(event: &'a Event) -> Option<Self> {
        let data: Value = serde_json::from_str(&event.data).ok()?;
        let mut quotes = vec![];
        collect(&data, &mut vec![], &mut quotes);
        (!quotes.is_empty()).then_some(Self { event, data, quotes })
    }

    pub fn is_list(&self) -> bool {
        matches!(self.quotes[0].place.last(), Some(Step::Number(_)))
    }

    /// Whether its quotes are held by something, and where that is, or the one that is alone.
    pub fn holder(&self) -> (bool, Vec<Step>) {
        let first = &self.quotes[0];
        let held = self.is_list() || first.by_name;
        let end = first.place.len() - usize::from(held);
        (held, first.place[..end].to_vec())
    }

    /// Each symbol with its price.
    pub fn prices(&self) -> Vec<(String, f64)> {
        let price = |quote: &Placed| {
            let prices = quote.fields.iter().filter(|(name, _)| is_price(&bare(name)) && !is_of_before(name));
            prices.filter_map(|(_, value)| number_of(value)).next()
        };
        self.quotes.iter().filter_map(|quote| Some((quote.symbol.clone(), price(quote)?))).collect()
    }

    /// The event has the name of what it quotes.
    pub fn is_named_so(&self) -> bool {
        self.event.kind == self.quotes[0].symbol
    }
}

fn collect(value: &Value, place: &mut Vec<Step>, found: &mut Vec<Placed>) {
    let mut inside = |step: Step, value: &Value, found: &mut Vec<Placed>| {
        place.push(step);
        if place.len() <= DEEPEST {
            collect(value, place, found);
        }
        place.pop();
    };
    match value {
        Value::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                inside(Step::Number(number), value, found);
            }
        }
        Value::Object(fields) => {
            let before = found.len();
            let own = symbol_of(fields);
            let has_price = fields
                .iter()
                .any(|(name, value)| is_price(&bare(name)) && !is_of_before(name) && number_of(value).is_some());
            if !has_price || own.is_none() {
                for (name, value) in fields {
                    inside(Step::Name(name.clone()), value, found);
                }
            }
            let name = place.last().and_then(|step| match step {
                Step::Name(name) => Some(name.clone()),
                Step::Number(_) => None,
            });
            let by_name = own.is_none();
            if let Some(symbol) = own.or(name).filter(|_| has_price && found.len() == before) {
                found.push(Placed { symbol, place: place.clone(), by_name, fields: fields.clone() });
            }
        }
        _ => {}
    }
}

/// The field that says of what a quote is: one that is named so, before one that is a name or an id.
pub fn symbol_field(fields: &Map<String, Value>) -> Option<&String> {
    let named = fields.iter().filter(|(name, value)| value.is_string() && is_symbol(&bare(name)));
    named.map(|(name, _)| name).min_by_key(|name| matches!(&*bare(name), "name" | "nom" | "id" | "company"))
}

fn symbol_of(fields: &Map<String, Value>) -> Option<String> {
    fields[symbol_field(fields)?].as_str().map(str::to_owned)
}

/// A number, or a text that is one but for a unit.
pub fn number_of(value: &Value) -> Option<f64> {
    let Some(text) = value.as_str() else { return value.as_f64() };
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || ".,-−".contains(*c)).collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let plain = digits.replace('−', "-").replace(',', ".");
    (letters <= 3 && !text.contains(':')).then(|| plain.parse().ok()).flatten()
}

/// What the price was before.
pub fn is_of_before(name: &str) -> bool {
    let name = bare(name);
    ["prev", "old", "open", "ancien", "precedent", "précédent", "close"].iter().any(|word| name.contains(word))
}

/// A moment, as most languages write one.
pub fn is_time(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.len() > 9 && humantime::parse_rfc3339_weak(text.trim_end_matches("+00:00")).is_ok())
}
