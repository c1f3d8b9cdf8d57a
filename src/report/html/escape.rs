//! What every text of a page goes through: first what others wrote is made harmless, then all of it is letters.

use crate::inert;
use askama::filters::{Escaper, Html};
use std::fmt;

/// The way in which templates show a text (`askama.toml`).
#[derive(Debug, Clone, Copy)]
pub struct Inert;

impl Escaper for Inert {
    fn write_escaped_str<W: fmt::Write>(&self, to: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(to, &inert::line(text))
    }
}

/// The same, for sentences that are made into markup by hand.
pub fn escaped(text: &str) -> String {
    let text = inert::line(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
