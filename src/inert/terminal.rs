use super::characters::is_active;
use super::escape;

/// The styles that `lab` writes, and that the tables write for it. They are spelled out: a target that got past all
/// else could at most choose one of these.
const STYLES: [&str; 16] = [
    "\u{1b}[0m",
    "\u{1b}[1m",
    "\u{1b}[2m",
    "\u{1b}[22m",
    "\u{1b}[33m",
    "\u{1b}[36m",
    "\u{1b}[39m",
    "\u{1b}[49m",
    "\u{1b}[1;31m",
    "\u{1b}[1;32m",
    "\u{1b}[1;33m",
    "\u{1b}[38;5;8m",
    "\u{1b}[38;5;9m",
    "\u{1b}[38;5;10m",
    "\u{1b}[38;5;11m",
    "\u{1b}[38;5;12m",
];

/// What may go to a terminal: letters, the ends of our lines, tabs and our own styles. Everything else is told as what
/// it is. A text that was made harmless where it came from goes through unchanged.
pub fn terminal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(style) = STYLES.iter().find(|style| c == '\u{1b}' && rest.starts_with(**style)) {
            shown.push_str(style);
            rest = &rest[style.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if matches!(c, '\n' | '\t') || !is_active(c, &shown, rest.chars().next()) {
            shown.push(c);
        } else {
            escape(&mut shown, c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::terminal;

    #[test]
    fn only_our_own_styles_go_through() {
        let ours = "\u{1b}[1;31m✘ no\u{1b}[0m\n\tok\n";
        assert_eq!(terminal(ours), ours);
        assert_eq!(terminal("\u{1b}[8mx\u{1b}]52;c;Y3Vy\u{7}"), "\\u{1b}[8mx\\u{1b}]52;c;Y3Vy\\u{7}");
        assert_eq!(terminal("a\r\u{1b}[2K\u{1b}[1A"), "a\\r\\u{1b}[2K\\u{1b}[1A");
    }
}
