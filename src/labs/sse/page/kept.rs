//! What a student's server sends of each symbol, beside the price.

use super::record::Move;
use super::sample::{Placed, Sample, is_of_before, is_time, number_of, symbol_field};
use super::signs::Signs;
use crate::labs::sse::quote::{bare, is_change, is_price};
use serde_json::{Map, Number, Value};
use std::time::{SystemTime, UNIX_EPOCH};

fn is_percent(name: &str, value: &Value) -> bool {
    let name = bare(name);
    ["pct", "percent", "pourcent"].iter().any(|word| name.contains(word))
        || value.as_str().is_some_and(|text| text.contains('%'))
}

/// A symbol that the server sends, as it was last sent.
#[derive(Debug, Clone)]
pub struct Kept {
    pub symbol: String,
    /// What a page may show in place of the symbol.
    pub words: Vec<String>,
    by_name: bool,
    fields: Map<String, Value>,
}

impl Kept {
    /// All that these name, in the order in which they came.
    pub fn all(samples: &[Sample]) -> Vec<Self> {
        let mut all: Vec<Self> = vec![];
        for quote in samples.iter().flat_map(|sample| &sample.quotes) {
            let Placed { symbol, by_name, fields, .. } = quote;
            match all.iter_mut().find(|kept| kept.symbol == *symbol) {
                Some(kept) => kept.fields = fields.clone(),
                None => all.push(Self {
                    symbol: symbol.clone(),
                    words: vec![symbol.clone()],
                    by_name: *by_name,
                    fields: fields.clone(),
                }),
            }
        }
        let quotes = || samples.iter().flat_map(|sample| &sample.quotes);
        for kept in &mut all {
            let own = || quotes().filter(|quote| quote.symbol == kept.symbol);
            let others = || quotes().filter(|quote| quote.symbol != kept.symbol);
            // A name is nobody else's, and stays.
            let is_name = |name: &str, text: &str| {
                let has = |quote: &Placed| quote.fields.get(name).and_then(Value::as_str) == Some(text);
                let is_text = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_change(&bare(name));
                is_text && own().all(has) && others().next().is_some() && !others().any(has)
            };
            let texts = kept.fields.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
            let names = texts.filter(|(name, text)| *text != kept.symbol && is_name(name, text));
            let names: Vec<String> = names.map(|(_, text)| text.to_owned()).collect();
            kept.words.extend(names);
            // Whether a plus is written is seen where something rose: what last fell is written like that.
            for (name, value) in &mut kept.fields {
                let has_plus = |value: &&Value| value.as_str().is_some_and(|text| text.contains('+'));
                if number_of(value).is_some_and(|number| number <= 0.0)
                    && let Some(risen) = quotes().filter_map(|quote| quote.fields.get(name)).find(has_plus)
                {
                    *value = risen.clone();
                }
            }
        }
        all
    }

    /// The same as of another symbol.
    pub fn renamed(&self, symbol: &str) -> Self {
        let mut fields = self.fields.clone();
        for value in fields.values_mut() {
            if value.as_str().is_some_and(|text| self.words.iter().any(|word| word == text)) {
                *value = symbol.into();
            }
        }
        Self { symbol: symbol.to_owned(), words: vec![symbol.to_owned()], by_name: self.by_name, fields }
    }

    /// What the server would send of it now.
    pub fn quote(&self, price: f64, change: f64, moved: Move, signs: &Signs) -> Value {
        let mut fields = self.fields.clone();
        let own = symbol_field(&fields).cloned();
        let sign = match moved {
            Move::Up => 0,
            Move::Down => 1,
            Move::Zero => 2,
        };
        for (name, value) in &mut fields {
            if let Some((_, words)) = signs.fields.iter().find(|(field, _)| field == name) {
                *value = words[sign].clone().or(words[0].clone()).unwrap_or(Value::Null);
            } else if Some(name) == own.as_ref() {
                if !self.by_name {
                    *value = self.symbol.as_str().into();
                }
            } else if number_of(value).is_none() {
            } else if is_change(&bare(name)) {
                let number = if is_percent(name, value) { percent(price, change) } else { change };
                *value = like(value, number);
            } else if is_price(&bare(name)) || is_of_before(name) {
                *value = like(value, if is_of_before(name) { price - change } else { price });
            }
        }
        Value::Object(fields)
    }

    /// What it says of a change, in whichever ways; nothing if it says nothing of it.
    pub fn changes(&self, price: f64, change: f64) -> Vec<f64> {
        let says = self.fields.iter().any(|(name, value)| is_change(&bare(name)) && number_of(value).is_some());
        if says { vec![change, percent(price, change)] } else { vec![] }
    }
}

pub fn percent(price: f64, change: f64) -> f64 {
    (change / (price - change) * 10_000.0).round() / 100.0
}

/// A number where another one stood: in a text, with its sign, its decimals and its unit.
fn like(before: &Value, number: f64) -> Value {
    let Some(text) = before.as_str() else {
        return Number::from_f64((number * 100.0).round() / 100.0).map_or(Value::Null, Value::Number);
    };
    let is_of_number = |c: char| c.is_ascii_digit() || ".,".contains(c);
    let start = text.find(is_of_number).unwrap_or(0);
    let end = text[start..].find(|c| !is_of_number(c)).map_or(text.len(), |end| start + end);
    let unsigned = text[..start].trim_end_matches(['+', '-', '−']);
    let sign = if number < 0.0 {
        "-"
    } else if text[..start].ends_with('+') {
        "+"
    } else {
        ""
    };
    let mut digits = format!("{:.2}", number.abs());
    if text[start..end].contains(',') {
        digits = digits.replace('.', ",");
    }
    format!("{unsigned}{sign}{digits}{}", &text[end..]).into()
}

/// What says when an event was sent says now.
pub fn renew(value: &mut Value) {
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    match value {
        Value::Array(values) => values.iter_mut().for_each(renew),
        Value::Object(fields) => fields.values_mut().for_each(renew),
        Value::String(text) if is_time(&Value::String(text.clone())) => {
            let mark = text.chars().nth(10).unwrap_or('T').to_string();
            let end = if text.ends_with('Z') {
                "Z"
            } else if text.ends_with("+00:00") {
                "+00:00"
            } else {
                ""
            };
            if text.len() > 10 {
                let now = humantime::format_rfc3339_millis(now).to_string();
                *text = now.trim_end_matches('Z').replacen('T', &mark, 1) + end;
            }
        }
        Value::Number(number) => {
            let before = number.as_f64().unwrap_or_default();
            // Seconds, then milliseconds, of these years.
            if (1.5e9..3e9).contains(&before) {
                *value = if number.is_f64() { since.as_secs_f64().into() } else { since.as_secs().into() };
            } else if (1.5e12..3e12).contains(&before) {
                *value = (since.as_millis() as u64).into();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialect::Dialect;
    use super::*;
    use crate::labs::sse::event_stream::Event;
    use serde_json::json;

    fn events(all: &[Value]) -> Vec<Event> {
        let event = |(line, data): (u64, &Value)| Event {
            kind: "quote".into(),
            data: data.to_string(),
            id: line.to_string(),
            own_id: true,
            line,
            at: 0,
        };
        (1..).zip(all).map(event).collect()
    }

    /// The data of the event that these would send next, of the first symbol and of a new one.
    fn next(all: &[Value]) -> [Value; 2] {
        let dialect = Dialect::of("/stream".into(), &[], &events(all)).unwrap();
        [false, true].map(|unknown| {
            let sent: Vec<_> = [dialect.symbol(1, false), dialect.symbol(1, unknown)]
                .into_iter()
                .skip(usize::from(!unknown))
                .map(|kept| (kept, 123.45, -1.37, Move::Down))
                .collect();
            let text = dialect.event(&sent, 3);
            assert!(text.starts_with(&format!("id: {}\nevent: quote\ndata: ", all.len() + 3)), "{text}");
            serde_json::from_str(text.split_once("data: ").unwrap().1.trim()).unwrap()
        })
    }

    #[test]
    fn an_event_is_written_as_the_server_writes_it() {
        let one = json!({"symbol": "AAPL", "price": 190.5, "change": 0.5, "volume": 7});
        let [known, new] = next(&[one]);
        assert_eq!(known, json!({"symbol": "AAPL", "price": 123.45, "change": -1.37, "volume": 7}));
        assert_eq!(new["symbol"], "LABY");

        let of = |symbol: &str, name: &str, change: &str, trend: &str| json!({"ticker": symbol, "name": name, "cours": "12,50 €", "variation": change, "trend": trend, "previous_price": 1.0});
        let list = json!({"quotes": [of("A1", "Acier", "+1,00 %", "up"), of("B1", "Bois", "-2,00 %", "down")]});
        let [known, new] = next(&[list.clone(), list]);
        let quote = &known["quotes"][0];
        assert_eq!(quote["cours"], "123,45 €");
        assert_eq!((&quote["variation"], &quote["trend"]), (&json!("-1,10 %"), &json!("down")));
        assert_eq!(quote["previous_price"], 124.82);
        assert_eq!(new["quotes"].as_array().unwrap().len(), 2, "all symbols, as the server has it");
        assert_eq!((&new["quotes"][1]["ticker"], &new["quotes"][1]["name"]), (&json!("LABY"), &json!("LABY")));

        let moved = |change: &str| json!({"code": "A1", "prix": "1.50", "variation": change});
        let dialect = Dialect::of("/".into(), &[], &events(&[moved("+0.50"), moved("-0.25")])).unwrap();
        let text = dialect.event(&[(dialect.symbol(1, false), 123.45, 1.37, Move::Up)], 3);
        assert!(text.contains(r#""variation":"+1.37""#), "what rises has its plus, though it fell before: {text}");

        let [known, new] = next(&[json!({"AAPL": {"price": 1.5, "change": 0.5}})]);
        assert_eq!(known, json!({"AAPL": {"price": 123.45, "change": -1.37}}));
        assert_eq!(new["LABY"]["price"], 123.45);
    }

    #[test]
    fn what_a_page_may_show_for_a_symbol_is_known_and_whether_both_ways_are() {
        let of = |symbol: &str, name: &str, up: bool| {
            let change = if up { 1.0 } else { -1.0 };
            json!({"symbol": symbol, "name": name, "price": 1.5, "change": change, "isUp": up, "sector": "tech"})
        };
        let both = events(&[of("A", "Acier", true), of("B", "Bois", false), of("A", "Acier", false)]);
        let dialect = Dialect::of("/".into(), &[], &both).unwrap();
        assert_eq!(dialect.kept[0].words, ["A", "Acier"]);
        assert!(dialect.can_say_where());
        let one = events(&[of("A", "Acier", true), of("B", "Bois", true)]);
        assert!(!Dialect::of("/".into(), &[], &one).unwrap().can_say_where(), "nobody saw what falls");
    }

    #[test]
    fn what_says_when_says_now() {
        let mut data =
            json!({"at": "2020-01-01T10:00:00.123456", "ms": 1_600_000_000_000_u64, "count": 5, "day": "2020-01-01"});
        renew(&mut data);
        assert!(data["at"].as_str().unwrap() > "2026" && !data["at"].as_str().unwrap().ends_with('Z'));
        assert!(data["ms"].as_u64().unwrap() > 1_700_000_000_000);
        assert_eq!((&data["count"], &data["day"]), (&json!(5), &json!("2020-01-01")));
    }
}
