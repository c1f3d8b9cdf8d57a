//! Fields whose names are not known, and were meant to be.

use super::super::field::{Field, KNOWN};
use super::super::lines::Line;
use super::TroubleKind::{BomInside, NotUtf8, UnknownField};
use super::block::Block;
use super::found::Found;

/// A name that was meant to be a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    name: &'static str,
    /// The first byte of the line that is not as it should be.
    position: usize,
    /// But for spaces, case and characters that can't be seen it is that name.
    sure: bool,
}

pub fn judge(block: &Block, found: &mut Found) {
    for (line, field) in block.fields() {
        let name = match field {
            Field::Named { name, .. } => name,
            Field::Comment(_) => continue,
        };
        match meant(line, name) {
            Some(meant) if meant.sure || !block.has(meant.name) => match line.text[meant.position..].chars().next() {
                Some('\u{feff}') => found.add(BomInside, line, meant.position),
                Some('\u{fffd}') => found.add(NotUtf8, line, meant.position),
                _ => found.add(UnknownField, line, meant.position),
            },
            _ if name == "\u{feff}" => found.add(BomInside, line, 0),
            _ => {}
        }
    }
}

/// The first line that is text without a field's name.
pub fn fieldless<'a>(block: &'a Block) -> Option<&'a Line<'a>> {
    let is_text = |line: &Line, field| matches!(field, Field::Named { .. }) && !line.text.trim().is_empty();
    block.fields().find(|&(line, field)| is_text(line, field)).map(|(line, _)| line)
}

/// Which known name this line was meant to have, if it has another.
pub fn meant(line: &Line, name: &str) -> Option<Meant> {
    if KNOWN.contains(&name) {
        return None;
    }
    let plain: String = name.chars().filter(|&c| !is_noise(c)).flat_map(char::to_lowercase).collect();
    let known = KNOWN.into_iter().find(|&known| plain == known || is_slip(&plain, known));
    if let Some(known) = known {
        let same = name.bytes().zip(known.bytes()).take_while(|(a, b)| a == b).count();
        // Names that are known as far as they go are all ASCII there.
        return Some(Meant { name: known, position: same, sure: plain == known });
    }
    without_colon(&line.text)
}

/// Spaces, and what can't be seen or was not UTF-8.
fn is_noise(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{fffd}' | '\u{200b}'..='\u{200d}')
}

/// `data {…}`, `data={…}`: another character where the colon should be.
fn without_colon(text: &str) -> Option<Meant> {
    let start = text.len() - text.trim_start().len();
    let length = text[start..].find(|c: char| !c.is_ascii_alphabetic())?;
    let word = text[start..start + length].to_ascii_lowercase();
    let name = KNOWN.into_iter().find(|&known| known == word)?;
    let rest = &text[start + length..];
    let meant = rest.trim_start().starts_with(['=', '{', '[', '"', '：']);
    meant.then_some(Meant { name, position: start + length, sure: true })
}

/// One letter was left out, put in, changed, or swapped with the next. `id` is too short for that to mean anything.
fn is_slip(name: &str, known: &str) -> bool {
    let (name, known) = (name.as_bytes(), known.as_bytes());
    if known.len() < 4 || name.len().abs_diff(known.len()) > 1 {
        return false;
    }
    let start = name.iter().zip(known).take_while(|(a, b)| a == b).count();
    let (name, known) = (&name[start..], &known[start..]);
    let end = name.iter().rev().zip(known.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&name[..name.len() - end], &known[..known.len() - end]) {
        ([a, b], [c, d]) => (a, b) == (d, c),
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::meant;

    fn told(text: &str) -> Option<(&'static str, usize, bool)> {
        let stream = format!("\n{text}");
        let line = lines(stream.as_bytes()).nth(1).expect("a line");
        let name = line.text.split(':').next().unwrap_or_default();
        meant(&line, name).map(|meant| (meant.name, meant.position, meant.sure))
    }

    #[test]
    fn names_that_were_meant_to_be_known() {
        for (text, expected) in [
            ("Data: x", ("data", 0, true)),
            ("DATA:x", ("data", 0, true)),
            (" data: x", ("data", 0, true)),
            ("data : x", ("data", 4, true)),
            ("da\0ta: x", ("data", 2, true)),
            ("\u{feff}id: 1", ("id", 0, true)),
            ("ID: 1", ("id", 0, true)),
            ("date: x", ("data", 3, false)),
            ("dat: x", ("data", 3, false)),
            ("dta: x", ("data", 1, false)),
            ("dtaa: x", ("data", 1, false)),
            ("Datas: x", ("data", 0, false)),
            ("events: x", ("event", 5, false)),
            ("evnet: x", ("event", 2, false)),
            ("rety: 1", ("retry", 3, false)),
            ("data={}\n", ("data", 4, true)),
            ("data {\"a\": 1}", ("data", 4, true)),
            ("event = price\n", ("event", 5, true)),
        ] {
            assert_eq!(told(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn names_that_mean_something_else() {
        for text in [
            "data: x",
            "data",
            "retry:",
            "x-data: 1",
            "data-id: 1",
            "data_5: 1",
            "meta: 1",
            "it: 1",
            "ids: 1",
            "kid: 1",
            "comment: x",
            "time: 1",
            "price: 1",
            "datum: 1",
            "data base\n",
            "rate: 1",
            "entry: 1",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }
}
