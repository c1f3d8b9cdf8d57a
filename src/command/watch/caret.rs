use crate::labs::sse::event_stream::Trouble;
use crate::text::visible;

/// The line of a trouble and one with a caret under the character that it is about, no wider than `width`. What is
/// made visible takes more room than it had: the caret is put where its character is then.
pub fn lines(trouble: &Trouble, width: usize) -> (String, String) {
    let position = usize::try_from(trouble.column).unwrap_or(usize::MAX).saturating_sub(1);
    let side = |part: &mut dyn Iterator<Item = char>| visible(&part.collect::<String>());
    let before = side(&mut trouble.text.chars().take(position));
    let after = side(&mut trouble.text.chars().skip(position));
    let room = width.max(20);
    let length = before.chars().count();
    // The caret stays within two thirds, so that some of what follows can be seen.
    let before = if length > room * 2 / 3 {
        let cut: String = before.chars().skip(length - room * 2 / 3 + 1).collect();
        format!("…{cut}")
    } else {
        before
    };
    let column = before.chars().count();
    (shorten(&format!("{before}{after}"), room), format!("{}^", " ".repeat(column)))
}

/// No longer than this many characters; where it is cut, the last one says so.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::sse::event_stream::TroubleKind;

    fn shown(text: &str, column: u64) -> (String, String) {
        let kind = TroubleKind::UnknownField;
        lines(&Trouble { kind, line: 1, column, offset: 0, text: text.into() }, 30)
    }

    #[test]
    fn the_caret_is_under_its_character() {
        assert_eq!(shown("dâta: x", 2), ("dâta: x".into(), " ^".into()));
        assert_eq!(shown("data", 5), ("data".into(), "    ^".into()), "what is missing at the end");
        assert_eq!(shown("a\tb!", 4), ("a\\tb!".into(), "    ^".into()), "what is made visible is longer");
    }

    #[test]
    fn of_a_long_line_the_part_with_the_character_is_shown() {
        let (line, caret) = shown(&format!("{}!{}", "a".repeat(80), "b".repeat(80)), 81);
        assert_eq!((line.chars().count(), caret.chars().count()), (30, 21));
        assert_eq!(line.chars().nth(20), Some('!'));
    }
}
