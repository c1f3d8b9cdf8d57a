//! Line ends that are missing, or are something else.

use super::super::field::{Field, KNOWN};
use super::TroubleKind::{self, LiteralNewline, NeverEnded, NoNewline, OddSeparator, OneNewline, SpacesOnly};
use super::block::Block;
use super::found::Found;
use super::json::{self, Json};

/// Any of these explains by itself why a block doesn't end.
const EXPLAINS: [TroubleKind; 5] = [OneNewline, NoNewline, LiteralNewline, OddSeparator, SpacesOnly];

/// The two characters that a string without escapes, or with one escape too many, has for a line end.
const LITERAL: &str = "\\n";

/// What other formats and languages end lines, pages or records with.
const ODD: [char; 9] = ['\0', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

pub fn judge(block: &Block, dispatched: bool, found: &mut Found) {
    slips(block, found);
    if block.json != Json::Whole {
        missing(block, dispatched, found);
    }
    let last_data = block.fields().filter(|(_, field)| field.value_of("data").is_some()).last();
    if let Some((line, _)) = last_data
        && !block.ended
        && !dispatched
        && !EXPLAINS.into_iter().any(|kind| found.has(kind))
    {
        found.add(NeverEnded, line, line.text.len());
    }
}

/// Empty lines that are not there, or hold spaces.
fn missing(block: &Block, dispatched: bool, found: &mut Found) {
    let fields: Vec<_> = block.fields().collect();
    let last = fields.iter().rposition(|(_, field)| field.is_known());
    let first = fields.iter().find(|(_, field)| field.is_known());
    let data_first = first.is_some_and(|(_, field)| field.value_of("data").is_some());
    let mut data_before = false;
    // The last line of what seems to be a whole event.
    let mut event_end = None;
    for (index, &(line, field)) in fields.iter().enumerate() {
        if let Some(value) = field.value_of("data") {
            let whole = json::is_container(value) && json::of(value) == Json::Whole;
            if let Some(end) = event_end.filter(|_| whole) {
                let (before, _) = fields[end];
                found.add(OneNewline, before, before.text.len());
            }
            data_before = true;
            event_end = whole.then_some(index);
        } else if field.is_known() && data_first {
            // Where events start with their data, the other fields are those of the data before them.
            event_end = event_end.map(|_| index);
        } else if line.text.trim().is_empty() && data_before {
            let kept_open = last.is_some_and(|last| last > index) || !block.ended && !dispatched;
            if kept_open {
                found.add(SpacesOnly, line, 0);
                event_end = None;
            }
        }
    }
}

/// Line ends that stand in a line as other characters.
fn slips(block: &Block, found: &mut Found) {
    // JSON that is whole, or that the end of the stream cut short, holds what looks like one in its strings.
    let sound = block.json == Json::Whole || block.json == Json::Cut && !block.ended;
    for (line, field) in block.fields() {
        let (value, slip) = match field {
            Field::Comment(text) => (text, before_field(text)),
            Field::Named { name: "data", .. } if sound => continue,
            Field::Named { value, .. } if field.is_known() => (value, slip(value)),
            Field::Named { .. } => continue,
        };
        if let Some((kind, position)) = slip {
            found.add(kind, line, line.text.len() - value.len() + position);
        }
    }
}

/// Where a value goes on although it should have ended there, and why it does.
pub fn slip(value: &str) -> Option<(TroubleKind, usize)> {
    let first = || [trailing(value), before_field(value)].into_iter().flatten().min_by_key(|&(_, position)| position);
    after_document(value).or_else(first)
}

fn after_document(value: &str) -> Option<(TroubleKind, usize)> {
    let end = json::first_document(value)?;
    let rest = value[end..].trim_start_matches([' ', '\t']);
    let kind = if rest.starts_with(LITERAL) || rest.starts_with("\\r") {
        LiteralNewline
    } else if rest.starts_with(ODD) {
        OddSeparator
    } else if starts_field(rest) || json::is_container(value) && json::are_documents(rest) {
        NoNewline
    } else {
        return None;
    };
    Some((kind, value.len() - rest.len()))
}

fn trailing(value: &str) -> Option<(TroubleKind, usize)> {
    value.ends_with(LITERAL).then(|| (LiteralNewline, without_literals(value).len()))
}

fn before_field(text: &str) -> Option<(TroubleKind, usize)> {
    let literal = text.match_indices(LITERAL).find(|&(at, found)| starts_field(&text[at + found.len()..]));
    let odd = || text.match_indices(ODD).find(|&(at, found)| starts_field(&text[at + found.len()..]));
    match literal {
        Some((at, _)) => Some((LiteralNewline, without_literals(&text[..at]).len())),
        None => odd().map(|(at, _)| (OddSeparator, text[..at].trim_end_matches(ODD).len())),
    }
}

fn without_literals(mut text: &str) -> &str {
    while let Some(shorter) = text.strip_suffix(LITERAL).or_else(|| text.strip_suffix("\\r")) {
        text = shorter;
    }
    text
}

fn starts_field(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    KNOWN.iter().any(|known| text.strip_prefix(known).is_some_and(|rest| rest.starts_with(':')))
}
