//! Pieces of a script: what stands between two brackets, and what the parts of it are.

/// The text between the bracket that opens at this place and the one that closes it; none if nothing does.
pub fn between(text: &str, open: usize) -> Option<&str> {
    let mut walk = Walk::default();
    for (at, c) in text[open..].char_indices() {
        if walk.step(c) == 0 && at > 0 {
            return text.get(open + 1..open + at);
        }
    }
    None
}

/// The parts of a list, as commas part them that stand in no brackets and in no text.
pub fn parts(list: &str) -> Vec<&str> {
    let (mut walk, mut parts, mut from) = (Walk::default(), Vec::new(), 0);
    for (at, c) in list.char_indices() {
        if walk.step(c) == 0 && c == ',' && walk.quote.is_none() {
            parts.push(list[from..at].trim());
            from = at + 1;
        }
    }
    parts.push(list[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The innermost block, as `{…}`, around this place.
pub fn block(text: &str, at: usize) -> Option<&str> {
    let mut depth = 0;
    let open = text[..at].char_indices().rev().find(|(_, c)| {
        depth += match c {
            '}' => 1,
            '{' => -1,
            _ => 0,
        };
        depth < 0
    });
    between(text, open?.0)
}

/// A text of a script, if this is one and nothing else.
pub fn literal(code: &str) -> Option<&str> {
    let code = code.trim();
    let quote = code.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let inside = code.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_open = inside.contains(quote) || quote == '`' && inside.contains("${");
    (!is_open).then_some(inside)
}

pub fn is_name(code: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == '.';
    !code.is_empty() && code.chars().all(is_part) && !code.starts_with(|c: char| c.is_ascii_digit())
}

/// Where one is in a script: how deep in brackets, and in which text.
#[derive(Default)]
struct Walk {
    depth: u32,
    quote: Option<char>,
    escaped: bool,
}

impl Walk {
    /// Goes on by one character. How deep one is then.
    fn step(&mut self, c: char) -> u32 {
        match self.quote {
            Some(_) if self.escaped => self.escaped = false,
            Some(_) if c == '\\' => self.escaped = true,
            Some(quote) => {
                if c == quote {
                    self.quote = None;
                }
            }
            None => match c {
                '"' | '\'' | '`' => self.quote = Some(c),
                '(' | '[' | '{' => self.depth += 1,
                ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            },
        }
        self.depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_texts_are_minded() {
        assert_eq!(between("f(a, (b), ')') + c", 1), Some("a, (b), ')'"));
        assert_eq!(between("f(a", 1), None);
        assert_eq!(
            parts("a, { b: [1, 2] }, 'x, y', `z, ${f(1, 2)}`,"),
            ["a", "{ b: [1, 2] }", "'x, y'", "`z, ${f(1, 2)}`"]
        );
        let text = "a { b { c } d.send(x); e } f";
        assert_eq!(block(text, text.find("send").unwrap()), Some(" b { c } d.send(x); e "));
        assert_eq!(block("send", 2), None);
    }

    #[test]
    fn a_text_is_one_and_nothing_else() {
        assert_eq!(literal(" 'a b' "), Some("a b"));
        for code in ["'a' + 'b'", "a", "`${a}`", "'"] {
            assert_eq!(literal(code), None, "{code}");
        }
        assert!(is_name("config.url") && !is_name("a + b") && !is_name("'a'") && !is_name("7"));
    }
}
