use unicode_normalization::UnicodeNormalization;

/// What makes a spreadsheet take a text for a formula. The wide ones are what a Japanese keyboard writes, and count too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text of others as a cell of a table that a spreadsheet opens: one line, harmless, and no formula. Real names in any
/// direction stay whole.
pub fn cell(text: &str) -> String {
    let is_blank = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let composed: String = text.nfc().collect();
    let text: String = composed.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    let text = no_formula(&text);
    // A blank that is gone now may have made it one.
    let mark = if is_formula(&composed) && !text.starts_with('\'') { "'" } else { "" };
    super::line(&format!("{mark}{text}"))
}

/// A text that computes nothing. Excel in France divides a row at each `;`, whatever divides it for others and whatever
/// stands between quotes: no part is a formula either.
pub fn no_formula(text: &str) -> String {
    let parts = text.split(';').map(|part| if is_formula(part) { format!("'{part}") } else { part.into() });
    parts.collect::<Vec<String>>().join(";")
}

/// Whether a spreadsheet would compute it. Looked at after spaces of all kinds, quotes and what is not seen: some programs
/// find a formula only then.
pub fn is_formula(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '"' || super::is_active(c, "", None);
    // What begins with a tab or the end of a line is pasted as a formula.
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(blank).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_text_is_a_formula() {
        let formulas =
            ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "\u{a0}=1", "\tx"];
        for text in formulas.into_iter().chain(["\u{200b}=1"]) {
            assert!(cell(text).starts_with('\'') && !cell(text).starts_with("''"), "{text:?}");
        }
        assert_eq!(cell("Ada;=1+1; +2;b"), "Ada;'=1+1;' +2;b");
        assert_eq!(cell("Ada, \"Countess\"\nof L."), "Ada, \"Countess\" of L.");
        assert_eq!(cell(""), "");
        assert_eq!(cell("a\u{202e}b\u{1b}[1m"), "a\\u{202e}b [1m");
        assert_eq!(cell("محمد بن عبد الله"), "محمد بن عبد الله");
    }
}
