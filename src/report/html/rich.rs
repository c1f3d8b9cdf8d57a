//! Sentences of ours, as markup.

use super::escape::escaped;

/// Words between backticks become code.
pub fn rich(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        // A backtick without a second one is one.
        match (index % 2 == 1, index + 1 < parts.len()) {
            (true, true) => out.push_str(&format!("<code>{}</code>", escaped(part))),
            (true, false) => out.push_str(&format!("`{}", escaped(part))),
            (false, _) => out.push_str(&escaped(part)),
        }
    }
    out
}

/// Lines of a program, as they were printed.
pub fn lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    format!("<code>{}</code>", lines.join("<br>"))
}

#[cfg(test)]
mod tests {
    use super::{lines, rich};

    #[test]
    fn what_was_printed_stays_in_lines_and_is_no_markup() {
        assert_eq!(lines(&["<b>".into(), "c".into()]), "<code>&lt;b&gt;<br>c</code>");
    }

    #[test]
    fn code_is_marked_and_everything_is_escaped() {
        assert_eq!(rich("a `b<c` d"), "a <code>b&lt;c</code> d");
        assert_eq!(rich("<script>`&\"'"), "&lt;script&gt;`&amp;&quot;&#39;");
        assert_eq!(rich("`a` and `b`"), "<code>a</code> and <code>b</code>");
        assert_eq!(rich("`<b>`"), "<code>&lt;b&gt;</code>");
    }
}
