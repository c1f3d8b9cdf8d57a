//! JSON as `JSON.parse` reads it.

use serde_json::Value;

/// Half of a pair of surrogates is a character to JavaScript, and none to Rust: it becomes U+FFFD, as a browser shows it.
pub fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).or_else(|error: serde_json::Error| {
        without_halves(text).and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(|| error.to_string())
    })
}

/// The text with `\ufffd` in place of each escape that is half of a pair; none if it has no such escape.
fn without_halves(text: &str) -> Option<String> {
    let mut whole = String::with_capacity(text.len());
    let (mut rest, mut changed) = (text, false);
    while let Some(at) = rest.find('\\') {
        whole += &rest[..at];
        rest = &rest[at..];
        let (first, second) = (escaped(rest), rest.get(6..).and_then(escaped));
        let taken = match (first, second) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                whole += "\\ufffd";
                (rest, changed) = (&rest[6..], true);
                continue;
            }
            (Some(_), _) => 6,
            // An escape of one character, which may itself be a backslash.
            (None, _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        whole += &rest[..taken];
        rest = &rest[taken..];
    }
    changed.then(|| whole + rest)
}

/// The number in `\uXXXX` at the start of a text.
fn escaped(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_replaced_and_a_whole_one_kept() {
        let cases = [
            (r#""a\ud83d""#, "a\u{fffd}"),
            (r#""\ude00b""#, "\u{fffd}b"),
            (r#""\ud83d\ude00""#, "😀"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud83d\ud83d\n""#, "\\ud83d\u{fffd}\n"),
            (r#""\ud83dé""#, "\u{fffd}é"),
        ];
        for (text, wanted) in cases {
            assert_eq!(parse(text), Ok(wanted.into()), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_to_a_browser_is_none_here() {
        for text in ["", "{", "NaN", r#"["\ud83d]"#, r#"["\ud8"]"#, "['a']", "\"\\", "\"é\\é\""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
