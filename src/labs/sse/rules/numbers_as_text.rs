use super::{judged_kinds, parsed};
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::quote::quotes;
use crate::message::Message;

/// Prices and changes are numbers: a page calculates with them, and compares them with zero.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("numbers-as-text-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(stream);
    let mut seen = 0;
    for timed in stream.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::requires("data-not-json") };
        for quote in quotes(&value) {
            for value in quote.price.iter().chain(&quote.change) {
                if value.is_null() || value.as_str().is_some_and(is_number) {
                    return Finding::fail(id("fail").text("value", value.to_string())).showing([stream.operation]);
                }
                seen += usize::from(value.is_number());
            }
        }
    }
    if seen < case.at_least {
        return Finding::requires("quote-incomplete");
    }
    Finding::pass(id("pass").count("numbers", seen))
}

/// A text that writes a number, with a sign, a unit or a comma as people do. "up" is a text that is meant to be one.
fn is_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"+-%€$£".contains(*c)).collect();
    let bare = bare.trim_end_matches("EUR").trim_end_matches("USD").replace(',', ".");
    !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_seen_in_what_people_write() {
        for text in ["171.50", "1,234.5", "-0,5 %", "+3€", "12 USD"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["up", "", "▲", "hausse", "n/a"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
