//! Quotes in the data of an event, whichever of the usual shapes they have: one object, a list, a map of symbols.

use serde_json::{Map, Value};

/// A quote as far as it is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    pub symbol: Option<String>,
    pub price: Option<Value>,
    pub change: Option<Value>,
}

impl Quote {
    /// It has neither a symbol nor all of the rest.
    fn is_stray(&self) -> bool {
        self.symbol.is_none() && (self.price.is_none() || self.change.is_none())
    }
}

/// Objects are looked into this deep.
const DEEPEST: usize = 4;

/// Every quote in it, in its order.
pub fn quotes(value: &Value) -> Vec<Quote> {
    let mut found = Vec::new();
    collect(value, None, 0, &mut found);
    found
}

fn collect(value: &Value, name: Option<&str>, depth: usize, found: &mut Vec<Quote>) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(values) => values.iter().for_each(|value| collect(value, None, depth + 1, found)),
        Value::Object(fields) => {
            let before = found.len();
            let own = quote(fields, name);
            // What holds quotes may have a field that is named like one of theirs.
            if own.as_ref().is_none_or(Quote::is_stray) {
                fields.iter().for_each(|(name, value)| collect(value, Some(name), depth + 1, found));
            }
            if found.len() == before {
                found.extend(own);
            }
        }
        _ => {}
    }
}

/// An object with a price or a change is a quote; what it stands under may be its symbol.
fn quote(fields: &Map<String, Value>, name: Option<&str>) -> Option<Quote> {
    let plain = |value: &Value| !value.is_object() && !value.is_array() && !value.is_boolean();
    // Of several, the one that is named so and no more is meant, then one to calculate with: others are for show.
    let field = |words: &[&str], is: fn(&str) -> bool| {
        let fields = fields.iter().map(|(name, value)| (bare(name), value));
        let named = fields.filter(|(name, value)| is(name) && plain(value));
        let first = named.min_by_key(|(name, value)| (!words.contains(&name.as_str()), !value.is_number()));
        first.map(|(_, value)| value.clone())
    };
    let (price, change) = (field(&PRICE, is_price), field(&CHANGE, is_change));
    if price.is_none() && change.is_none() {
        return None;
    }
    let symbol = fields.iter().find(|(name, value)| value.is_string() && is_symbol(&bare(name)));
    let symbol = symbol.and_then(|(_, value)| value.as_str()).or(name);
    Some(Quote { symbol: symbol.map(String::from), price, change })
}

/// A name without what writers of names differ in.
pub fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

const CHANGE: [&str; 11] = [
    "change",
    "variation",
    "delta",
    "diff",
    "evolution",
    "évolution",
    "pct",
    "percent",
    "trend",
    "direction",
    "tendance",
];
const PRICE: [&str; 7] = ["price", "prix", "cours", "value", "valeur", "quote", "cotation"];

pub fn is_change(name: &str) -> bool {
    has(&name.replace("exchange", ""), &CHANGE) || name == "var"
}

pub fn is_price(name: &str) -> bool {
    !is_change(name) && (has(name, &PRICE) || name == "last")
}

pub fn is_symbol(name: &str) -> bool {
    has(name, &["symbol", "ticker", "code", "stock", "action", "titre", "company"])
        || matches!(name, "name" | "nom" | "id")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn complete(value: &Value) -> usize {
        let whole = |quote: &&Quote| quote.symbol.is_some() && quote.price.is_some() && quote.change.is_some();
        quotes(value).iter().filter(whole).count()
    }

    /// What is only for show excuses nothing, and is no fault.
    #[test]
    fn what_is_meant_is_told_from_what_is_for_show() {
        let shown =
            json!({"symbol": "A", "price": 1.5, "price_text": "1,50", "variation": 2, "change_percent": "+2 %"});
        let as_text = json!({"symbol": "A", "price": "1.5", "previous_price": 1.4, "change": "2", "change_percent": 2});
        for (value, number) in [(shown, true), (as_text, false)] {
            let quote = quotes(&value).swap_remove(0);
            let numbers = [quote.price, quote.change].map(|value| value.is_some_and(|value| value.is_number()));
            assert_eq!(numbers, [number; 2], "{value}");
        }
    }

    #[test]
    fn every_usual_shape_is_read() {
        let cases = [
            (1, json!({"symbol": "AAPL", "price": 1.5, "change": -0.5})),
            (1, json!({"stock": "AAPL", "currentPrice": 1.5, "price_change": 0, "sector": "tech", "volume": 7})),
            (1, json!({"symbole": "AIR", "nom": "Airbus", "prix": 1, "variation": 2})),
            (2, json!({"AAPL": {"price": 1, "change": 2}, "MSFT": {"price": 1, "change": 2}})),
            (2, json!([{"symbol": "A", "price": 1, "change_percent": 2}, {"symbol": "B", "price": 1, "change": 0}])),
            (1, json!({"type": "quote", "data": {"symbol": "A", "price": 1, "change": 2}})),
            (
                2,
                json!({"timestamp": 5, "stocks": [{"ticker": "A", "value": 1, "delta": 2}, {"ticker": "B", "value": 1, "delta": 2}]}),
            ),
            (1, json!({"id": 7, "exchange": "NASDAQ", "symbol": "AAPL", "price": 1.5, "variation": 2})),
            (
                2,
                json!({"market_trend": "up", "list": [{"name": "A", "price": 1, "change": 2}, {"name": "B", "price": 1, "change": 2}]}),
            ),
            (0, json!({"AAPL": 170.5})),
            (0, json!({"symbol": "AAPL", "price": 1.5})),
            (0, json!({"symbol": "AAPL", "price": 1.5, "exchange": "NASDAQ", "changed": true})),
            (0, json!({"status": "open"})),
            (0, json!("AAPL")),
        ];
        for (count, value) in cases {
            assert_eq!(complete(&value), count, "{value}");
        }
    }
}
