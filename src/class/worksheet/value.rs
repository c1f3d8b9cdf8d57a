/// What makes a spreadsheet take a text for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Feedback as the HTML that Moodle takes it for, and that no spreadsheet runs.
pub fn feedback(text: &str) -> String {
    // Looked at before spaces are trimmed and after: some programs find a formula only then.
    let dangerous = text.starts_with(FORMULA) || text.trim_start().starts_with(FORMULA);
    let mut out = String::from(if dangerous { "'" } else { "" });
    for c in text.trim().replace("\r\n", "\n").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("<br>"),
            '\t' => out.push(' '),
            // After a backslash, Moodle would not take the next quote for the end of the cell.
            '\\' => out.push_str("&#92;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A text as a cell: in quotes if it needs them.
pub fn cell(text: &str, separator: char) -> String {
    let needs = text.contains([separator, '"', '\r', '\n', ' ', '\t']);
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_feedback_is_a_formula_or_markup() {
        for bad in ["=1+1", "+1", "-1", "@x", "\t=x", "\r=x", " =x"] {
            assert!(feedback(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(feedback("a < b && c\r\nnext\\"), "a &lt; b &amp;&amp; c<br>next&#92;");
        assert_eq!(feedback("x\0\u{1b}[1m"), "x\u{fffd}\u{fffd}[1m");
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be() {
        assert_eq!(cell("12,50", ','), "\"12,50\"");
        assert_eq!(cell("12,50", ';'), "12,50");
        assert_eq!(cell("say \"hi\"", ';'), "\"say \"\"hi\"\"\"");
    }
}
