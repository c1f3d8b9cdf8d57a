//! What others wrote, made harmless: it stays readable, and does nothing where it is shown.
//!
//! A server, an archive, the name of a student, a header: every byte of them may have been chosen to drive a terminal
//! (`ESC`), to turn a line around (U+202E), to hide something, to begin a line of its own or a formula. It goes through
//! one of these before anybody sees it. Markup is a matter of each format, after this: what is `<` here is `<` there.
//!
//! - [`visible`]: what a target sent, on one line, cut; [`line()`]: the same, whole; [`name`]: what people are called.
//! - [`cell`]: the same for a table that a spreadsheet opens.
//! - [`json`]: JSON is data, and stays the same data.
//! - [`terminal`]: the last door to a terminal. All that goes through it is harmless already; it makes sure.

mod cell;
mod characters;
mod terminal;

pub use cell::{cell, is_formula, no_formula};
pub use terminal::terminal;

use characters::is_active;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// The most of one text of a target that is shown.
const MOST: usize = 200;

/// What a target sent, on one line. A letter with its accent apart is shown apart: a server that sends back another
/// spelling than it was sent is seen to do so.
pub fn visible(text: &str) -> String {
    let apart = |before: &str, c: char| before.chars().next_back().is_some_and(|letter| compose(letter, c).is_some());
    let mut shown = String::with_capacity(text.len().min(MOST));
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = chars.next() {
        if count >= MOST {
            shown.push('…');
            break;
        }
        count += 1;
        if apart(&shown, c) && !c.is_alphabetic() { escape(&mut shown, c) } else { push(&mut shown, c, chars.peek()) }
    }
    shown
}

/// All of a text, on one line.
pub fn line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        push(&mut shown, c, chars.peek());
    }
    shown
}

/// What people are called, and what they call their files. Composed first: macOS writes accents apart from letters.
pub fn name(text: &str) -> String {
    visible(&text.nfc().collect::<String>())
}

/// JSON that is harmless where it is printed, and that is read as what it was: all that is not ASCII stands in strings,
/// which have a way to write it.
pub fn json(text: String) -> String {
    if text.is_ascii() && !text.contains('\u{7f}') {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c > '~' && is_active(c, &shown, chars.peek().copied()) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

fn push(shown: &mut String, c: char, after: Option<&char>) {
    if is_active(c, shown, after.copied()) { escape(shown, c) } else { shown.push(c) }
}

fn escape(shown: &mut String, c: char) {
    match c {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        c => shown.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_drives_a_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\r\n"), "a\\u{1b}[31mb\\u{7}\\r\\n");
        assert_eq!(visible("\u{202e}abc\u{200b}"), "\\u{202e}abc\\u{200b}");
        assert_eq!(visible("Échec, Terminée"), "Échec, Terminée");
        assert_eq!(line("a\u{9b}31m\u{e0041}\u{3164}\u{2028}"), "a\\u{9b}31m\\u{e0041}\\u{3164}\\u{2028}");
    }

    #[test]
    fn what_was_made_harmless_stays_as_it_is() {
        for text in ["a\u{1b}\u{202e}\n", "e\u{301}", "o\u{323}\u{301}\u{301}\u{301}", "\u{301}x", "❤\u{fe0f}"] {
            let (seen, lined, named) = (visible(text), line(text), name(text));
            assert_eq!([visible(&seen), line(&seen), name(&seen), terminal(&seen)], [&*seen; 4], "{text:?}");
            assert_eq!([line(&lined), terminal(&lined)], [&*lined; 2], "{text:?}");
            assert_eq!([visible(&named), line(&named), name(&named), terminal(&named)], [&*named; 4], "{text:?}");
        }
    }

    #[test]
    fn long_texts_are_cut_where_they_come_from_a_target() {
        assert_eq!(visible(&"x".repeat(500)).chars().count(), 201);
        assert_eq!(line(&"x".repeat(500)).len(), 500);
    }

    #[test]
    fn the_names_of_people_stay_whole() {
        let names = [
            "محمد بن عبد الله",
            "مُحَمَّد",
            "יַעֵל כֹּהֵן",
            "Nguyễn Thị Minh Khai",
            "Ọ̀ṣun Adébáyọ̀",
            "फ़िरोज़ शाह",
            "ක්\u{200d}ෂණ",
            "می\u{200c}روم",
            "สมชาย ก็ดี",
            "李小龙",
            "O’Brien-Łukasz",
        ];
        for whole in names {
            let composed: String = whole.nfc().collect();
            assert_eq!(name(whole), composed);
            assert_eq!(line(&composed), composed);
        }
        assert_eq!(name("E\u{301}lodie"), "Élodie");
        assert_eq!(name("a\u{202e}b\u{200d}c"), "a\\u{202e}b\\u{200d}c");
    }

    #[test]
    fn accents_that_pile_up_or_stand_alone_are_told() {
        assert_eq!(visible("e\u{301}"), "e\\u{301}", "another spelling of é is seen");
        assert!(line(&format!("x{}", "\u{336}".repeat(9))).ends_with("\\u{336}\\u{336}"));
        assert!(line(&format!("ก{}", "\u{e49}".repeat(9))).ends_with("\\u{e49}"));
        assert_eq!(line(" \u{301}"), " \\u{301}");
    }

    #[test]
    fn json_is_the_same_data_and_shows_nothing() {
        let data = serde_json::json!({ "a\u{202e}": "\u{9b}31m\u{e0041}\u{1b}é\u{7f}", "n": 1.5, "e": "e\u{301}" });
        let shown = json(data.to_string());
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), data);
        assert!(shown.contains("\\u202e") && shown.contains("\\udb40\\udc41") && shown.contains('é'), "{shown}");
        assert_eq!(terminal(&shown), shown);
    }
}
