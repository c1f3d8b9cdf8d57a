use unicode_normalization::UnicodeNormalization;

/// What makes a spreadsheet take a text for a formula. The wide ones are what a Japanese keyboard writes, and count too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text of others as a cell of a table that a spreadsheet opens: one line, harmless, and no formula. Real names in any
/// direction stay whole.
pub fn cell(text: &str) -> String {
    let is_blank = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text: String = text.nfc().collect();
    let mark = is_formula(&text);
    let text: String = text.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    // Excel in France divides a row at each `;`, whatever divides it for others and whatever stands between quotes.
    let mut parts = text.split(';');
    let mut out = format!("{}{}", if mark { "'" } else { "" }, parts.next().unwrap_or_default());
    for part in parts {
        out.push(';');
        out.push_str(if is_formula(part) { "'" } else { "" });
        out.push_str(part);
    }
    super::line(&out)
}

/// Whether a spreadsheet would compute it. Looked at after spaces of all kinds, quotes and what is not seen: some programs
/// find a formula only then.
pub fn is_formula(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '"' || super::is_active(c, "", None);
    // A line that begins with a tab or its end is one that is pasted as a formula.
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(blank).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_text_is_a_formula() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\n=1",
            "＝1",
            "\u{a0}=1",
            "\u{200b}=1",
        ] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("Ada;=1+1; +2;b"), "Ada;'=1+1;' +2;b");
        assert_eq!(cell("Ada, \"Countess\"\nof L."), "Ada, \"Countess\" of L.");
        assert_eq!(cell(""), "");
        assert_eq!(cell("a\u{202e}b\u{1b}[1m"), "a\\u{202e}b [1m");
        assert_eq!(cell("محمد بن عبد الله"), "محمد بن عبد الله");
    }
}
