use crate::inert;

/// Feedback as the HTML that Moodle takes it for, and that no spreadsheet runs.
pub fn feedback(text: &str) -> String {
    let mut out = String::new();
    // Its lines stay lines; the rest is harmless before it is markup.
    let text = text.trim().replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let lines: Vec<String> = text.lines().map(inert::line).collect();
    for c in lines.join("\n").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            // After a backslash, Moodle would not take the next quote for the end of the cell.
            '\\' => out.push_str("&#92;"),
            c => out.push(c),
        }
    }
    // As it is now: what is divided at a semicolon may be divided within an entity too.
    inert::no_formula(&out)
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
        assert_eq!(feedback("a<=1;=1"), "a&lt;'=1;'=1");
        assert_eq!(feedback("a < b && c\r\nnext\\"), "a &lt; b &amp;&amp; c<br>next&#92;");
        assert_eq!(feedback("x\0\u{1b}[1m\u{202e}"), "x&#92;u{0}&#92;u{1b}[1m&#92;u{202e}");
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be() {
        assert_eq!(cell("12,50", ','), "\"12,50\"");
        assert_eq!(cell("12,50", ';'), "12,50");
        assert_eq!(cell("say \"hi\"", ';'), "\"say \"\"hi\"\"\"");
    }
}
