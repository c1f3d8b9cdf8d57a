//! Quotes in the data of an event, whichever of the usual shapes they have: one object, a list, a map of symbols.

use serde_json::{Map, Value};

/// A quote as far as it is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    pub symbol: Option<String>,
    pub price: Option<Value>,
    pub change: Option<Value>,
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
        Value::Object(fields) => match quote(fields, name) {
            Some(quote) => found.push(quote),
            None => fields.iter().for_each(|(name, value)| collect(value, Some(name), depth + 1, found)),
        },
        _ => {}
    }
}

/// An object with a price or a change is a quote; what it stands under may be its symbol.
fn quote(fields: &Map<String, Value>, name: Option<&str>) -> Option<Quote> {
    let plain = |value: &&Value| !value.is_object() && !value.is_array();
    let field = |is: fn(&str) -> bool| {
        fields.iter().find(|(name, value)| is(&bare(name)) && plain(value)).map(|(_, value)| value.clone())
    };
    let (price, change) = (field(is_price), field(is_change));
    if price.is_none() && change.is_none() {
        return None;
    }
    let symbol = field(is_symbol).and_then(|value| value.as_str().map(String::from));
    Some(Quote { symbol: symbol.or_else(|| name.map(String::from)), price, change })
}

/// A name without what writers of names differ in.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

fn is_change(name: &str) -> bool {
    has(
        name,
        &[
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
        ],
    ) || matches!(name, "var" | "sens" | "up")
}

fn is_price(name: &str) -> bool {
    !is_change(name)
        && (has(name, &["price", "prix", "cours", "value", "valeur", "quote", "cotation"]) || name == "last")
}

fn is_symbol(name: &str) -> bool {
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
            (0, json!({"AAPL": 170.5})),
            (0, json!({"symbol": "AAPL", "price": 1.5})),
            (0, json!({"status": "open"})),
            (0, json!("AAPL")),
        ];
        for (count, value) in cases {
            assert_eq!(complete(&value), count, "{value}");
        }
    }
}
