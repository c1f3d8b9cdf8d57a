//! Which characters do more than stand there.

use unicode_normalization::char::is_combining_mark;

/// So many marks stand on one letter in the names that people have. More would paint over the lines around it.
const MARKS: usize = 4;
/// The same of marks that most scripts use one by one.
const ACCENTS: usize = 2;

/// Whether this character, where it stands, is neither seen nor harmless: it drives a terminal, turns a line around,
/// hides something, or paints over what is around it. `before` is what stands before it, `after` comes next.
pub fn is_active(c: char, before: &str, after: Option<char>) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    if matches!(c, '\u{200c}' | '\u{200d}') {
        return !joins(before, after);
    }
    c.is_control() || is_hidden(c) || is_pile(c, before)
}

/// Characters without a shape, and those that change the direction of others.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Words of Persian and of many languages of India are spelled with joiners: between two such letters they are letters
/// themselves.
fn joins(before: &str, after: Option<char>) -> bool {
    let needs = |c: char| matches!(c, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{900}'..='\u{dff}');
    before.chars().next_back().is_some_and(needs) && after.is_some_and(needs)
}

/// A mark that stands on no letter of its own, or is one too many.
fn is_pile(c: char, before: &str) -> bool {
    if !is_combining_mark(c) {
        return false;
    }
    // The colour of an emoji, directly after it.
    if c == '\u{fe0f}' {
        return before
            .chars()
            .next_back()
            .is_none_or(|sign| sign.is_ascii() || sign.is_alphanumeric() || is_combining_mark(sign));
    }
    let marks = before.chars().rev().take(MARKS + 1).take_while(|c| is_combining_mark(*c)).count();
    let letter = before.chars().rev().nth(marks);
    let accent = matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}');
    let encloses = matches!(c, '\u{20dd}'..='\u{20e4}');
    encloses || marks >= if accent { ACCENTS } else { MARKS } || !letter.is_some_and(char::is_alphanumeric)
}
