//! Fields of a quote that say in a word where its price went.

use super::sample::{Sample, is_time, number_of};
use crate::labs::sse::quote::{bare, is_change};
use serde_json::{Map, Value};

/// Each with its word for up, for down and for neither, as far as they were seen.
#[derive(Debug, Clone)]
pub struct Signs {
    pub fields: Vec<(String, [Option<Value>; 3])>,
    /// Of all words that may depend on it, it is known how both ways are said.
    pub all_known: bool,
}

impl Signs {
    /// By what was seen; these words name symbols, whatever the price does.
    pub fn of(samples: &[Sample], labels: &[String]) -> Self {
        let mut signs = Self { fields: vec![], all_known: true };
        let quotes = || samples.iter().flat_map(|sample| &sample.quotes);
        let names = quotes().next().map(|quote| quote.fields.keys()).into_iter().flatten();
        for name in names {
            let seen: Vec<(usize, &Value)> =
                quotes().filter_map(|quote| Some((sign_of(&quote.fields)?, quote.fields.get(name)?))).collect();
            let is_word = |value: &Value| value.is_boolean() || value.is_string() && number_of(value).is_none();
            let is_label = |value: &Value| value.as_str().is_some_and(|text| labels.iter().any(|label| label == text));
            if seen.is_empty() || !seen.iter().all(|(_, value)| is_word(value) && !is_label(value) && !is_time(value)) {
                continue;
            }
            let mut words = [None, None, None];
            let consistent = seen.iter().all(|(sign, value)| {
                let word: &mut Option<Value> = &mut words[*sign];
                *word.get_or_insert_with(|| (*value).clone()) == **value
            });
            let varies = seen.iter().any(|(_, value)| *value != seen[0].1);
            if consistent && (varies || is_change(&bare(name))) {
                complete(&mut words);
                signs.all_known &= words[0].is_some() && words[1].is_some();
                signs.fields.push((name.clone(), words));
            } else if !varies && (words[0].is_none() || words[1].is_none()) {
                // It may depend on it, and only one way was seen.
                signs.all_known = false;
            }
        }
        signs
    }
}

/// Up, down or neither, by the first change that is a number.
fn sign_of(fields: &Map<String, Value>) -> Option<usize> {
    let change = fields.iter().find_map(|(name, value)| number_of(value).filter(|_| is_change(&bare(name))))?;
    Some(if change > 0.0 {
        0
    } else if change < 0.0 {
        1
    } else {
        2
    })
}

/// Where only one way was seen, the other one in the usual pairs.
fn complete(words: &mut [Option<Value>; 3]) {
    const PAIRS: [(&str, &str); 12] = [
        ("up", "down"),
        ("hausse", "baisse"),
        ("▲", "▼"),
        ("↑", "↓"),
        ("📈", "📉"),
        ("green", "red"),
        ("vert", "rouge"),
        ("+", "-"),
        ("increase", "decrease"),
        ("rise", "fall"),
        ("positive", "negative"),
        ("bullish", "bearish"),
    ];
    let other = |value: &Value, to_down: bool| match value {
        Value::Bool(is) => Some(Value::Bool(!is)),
        Value::String(text) => PAIRS.iter().find_map(|(up, down)| {
            let (from, to) = if to_down { (up, down) } else { (down, up) };
            (text.to_lowercase() == *from).then(|| {
                if text.chars().all(|c| !c.is_lowercase()) { to.to_uppercase() } else { (*to).to_owned() }.into()
            })
        }),
        _ => None,
    };
    if words[1].is_none() {
        words[1] = words[0].as_ref().and_then(|up| other(up, true));
    }
    if words[0].is_none() {
        words[0] = words[1].as_ref().and_then(|down| other(down, false));
    }
}
