use super::{judged_kinds, parsed};
use crate::checker::quote::quotes;
use crate::checker::{Case, Finding, Message};

/// Prices and changes are numbers: a page calculates with them, and compares them with zero.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("numbers-as-text-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(&heard);
    let mut seen = 0;
    for timed in heard.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::waits_for("data-not-json") };
        for quote in quotes(&value) {
            for value in quote.price.iter().chain(&quote.change) {
                if value.is_null() || value.as_str().is_some_and(is_number) {
                    return Finding::fail(id("fail").text("value", value.to_string())).showing([heard.operation]);
                }
                seen += usize::from(value.is_number());
            }
        }
    }
    if seen < case.at_least {
        return Finding::waits_for("quote-incomplete");
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
