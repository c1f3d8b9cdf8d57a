//! Why a stream is not read as its author meant.

mod block;
mod found;
mod json;
mod line_ends;
mod names;
mod page;
mod payload;
mod values;

use super::lines::lines;
use block::{Block, blocks};
use found::Found;
use serde::{Deserialize, Serialize};

/// No more than this is told about one stream.
pub const MOST_TROUBLES: usize = 20;

/// One thing that a browser does not read as it was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub kind: TroubleKind,
    /// From 1.
    pub line: u64,
    /// Which character of `text` it is, from 1; one more than there are where something is missing at the end.
    pub column: u64,
    /// Where that character is in the stream, in bytes from its start.
    pub offset: u64,
    /// The line, or the part of a long one around that character. Not escaped.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    /// No empty line between the data of two events: they become one event, or none.
    OneNewline,
    /// No line end at all between the data of two events.
    NoNewline,
    /// The stream ends in a block that holds data, and no event was dispatched before. A stream that is cut inside
    /// its first event looks the same.
    NeverEnded,
    /// The two characters `\` and `n` where a line end was meant.
    LiteralNewline,
    /// Another character where a line end was meant: NUL, a form feed, U+2028 and the like.
    OddSeparator,
    /// Spaces in a line that was meant to be empty.
    SpacesOnly,
    /// JSON in a line without `data:`.
    RawJson,
    /// JSON goes on in a line without `data:`.
    Continuation,
    /// A field whose name is nearly a known one.
    UnknownField,
    /// The name of an event and its data are in two blocks.
    EventWithoutData,
    /// Text, and in the whole stream not one known field. A stream that is cut inside a field of its own, before any
    /// known one, looks the same.
    NoField,
    /// An HTML page or an HTTP error in place of the stream.
    Page,
    NotUtf8,
    NulInId,
    RetryNotDigits,
    /// A byte order mark that is not the first character of the stream.
    BomInside,
}

/// What kept a browser from reading these bytes as they were meant, in the order of the stream. A correct stream has
/// no trouble, whatever choices its author made. Of one kind only the first few are told, for they tend to repeat.
pub fn explain(bytes: &[u8]) -> Vec<Trouble> {
    let mut found = Found::default();
    let mut so_far = SoFar::default();
    for block in blocks(lines(bytes)) {
        if let Some(line) = page::starts(&block, so_far.fields) {
            found.add(TroubleKind::Page, line, 0);
            break;
        }
        judge(&block, so_far.dispatched, &mut found);
        if block.has_data() && !block.names_event() {
            match so_far.lonely_event.take() {
                Some(event) => found.push(TroubleKind::EventWithoutData, event),
                None => so_far.nameless = true,
            }
        }
        so_far.lonely_event = block.lonely_event().map(|line| found::place(line, 0));
        so_far.fields |= block.has_known_field();
        so_far.dispatched |= block.ended && block.has_data();
        if !so_far.fields && so_far.first_text.is_none() {
            so_far.first_text = names::fieldless(&block).map(|line| found::place(line, 0));
        }
    }
    if so_far.nameless {
        found.forget(TroubleKind::EventWithoutData);
    }
    if let Some(text) = so_far.first_text.filter(|_| !so_far.fields && found.is_empty()) {
        found.push(TroubleKind::NoField, text);
    }
    found.sorted()
}

/// What a block is judged with, of those before it.
#[derive(Default)]
struct SoFar {
    dispatched: bool,
    /// A known field was there.
    fields: bool,
    /// The first line that is no field.
    first_text: Option<found::Place>,
    /// The last block named an event and held no data.
    lonely_event: Option<found::Place>,
    /// Some data has no name near it: then those events without data are sent for their own sake.
    nameless: bool,
}

fn judge(block: &Block, dispatched: bool, found: &mut Found) {
    names::judge(block, found);
    values::judge(block, found);
    payload::judge(block, found);
    line_ends::judge(block, dispatched, found);
}
