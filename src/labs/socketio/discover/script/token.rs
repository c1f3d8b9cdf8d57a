//! The words of a script: what ECMAScript calls tokens, as far as finding calls and reading their arguments needs them.
//!
//! Comments are gone. What is no script, such as the text between tags of JSX, gives odd tokens and no error.

/// A piece of a script.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// A name or a keyword.
    Word(&'a str),
    Text(String),
    Number(&'a str),
    /// A template, with what stands in its `${…}`.
    Template(Vec<Piece<'a>>),
    Regex,
    /// `=>`
    Arrow,
    /// `...`
    Spread,
    /// Any other character; `?.` is a dot.
    Mark(char),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece<'a> {
    Text(String),
    Code(Vec<Token<'a>>),
}

/// So deep templates may stand in templates.
const DEEPEST: usize = 6;
/// What follows one of these words is no division.
const BEFORE_A_REGEX: [&str; 10] = ["return", "typeof", "case", "in", "of", "void", "delete", "throw", "else", "await"];

pub fn tokens(script: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text: script, at: 0 };
    lexer.until(None, 0)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// All tokens to the end of the text, or to the bracket that closes a `${`.
    fn until(&mut self, close: Option<char>, depth: usize) -> Vec<Token<'a>> {
        let mut all: Vec<Token<'a>> = Vec::new();
        let mut open = 0usize;
        while let Some(c) = self.rest().chars().next() {
            if Some(c) == close && open == 0 {
                self.at += 1;
                break;
            }
            match c {
                '{' => open += 1,
                '}' => open = open.saturating_sub(1),
                _ => {}
            }
            let is_regex = c == '/' && may_be_regex(all.last());
            all.extend(self.one(c, is_regex, depth));
        }
        all
    }

    /// The token that begins here, if one does, and goes on behind it.
    fn one(&mut self, first: char, may_be_regex: bool, depth: usize) -> Option<Token<'a>> {
        let rest = self.rest();
        if first.is_whitespace() {
            self.at += first.len_utf8();
            return None;
        }
        if rest.starts_with("//") || rest.starts_with("<!--") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return None;
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            self.at += comment.find("*/").map_or(rest.len(), |end| end + 4);
            return None;
        }
        if is_of_name(first) && !first.is_ascii_digit() {
            let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
            return Some(self.take(end, Token::Word(&rest[..end])));
        }
        if first.is_ascii_digit() {
            let end = rest.find(|c| !(is_of_name(c) || c == '.')).unwrap_or(rest.len());
            return Some(self.take(end, Token::Number(&rest[..end])));
        }
        let found = match first {
            '\'' | '"' => quoted(rest, first).map(|(text, end)| (Token::Text(text), end)),
            '/' if may_be_regex => regex_end(rest).map(|end| (Token::Regex, end)),
            '=' if rest.starts_with("=>") => Some((Token::Arrow, 2)),
            '.' if rest.starts_with("...") => Some((Token::Spread, 3)),
            '?' if rest.starts_with("?.") && !rest[2..].starts_with(|c: char| c.is_ascii_digit()) => {
                Some((Token::Mark('.'), 2))
            }
            '`' if depth < DEEPEST => {
                self.at += 1;
                return Some(Token::Template(self.template(depth)));
            }
            _ => None,
        };
        let (token, length) = found.unwrap_or((Token::Mark(first), first.len_utf8()));
        Some(self.take(length, token))
    }

    fn take(&mut self, length: usize, token: Token<'a>) -> Token<'a> {
        self.at += length;
        token
    }

    fn template(&mut self, depth: usize) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.rest().chars().next() {
            self.at += c.len_utf8();
            match c {
                '`' => break,
                '\\' => {
                    let (meant, length) = escaped(self.rest());
                    text.push_str(&meant);
                    self.at += length;
                }
                '$' if self.rest().starts_with('{') => {
                    self.at += 1;
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(Piece::Code(self.until(Some('}'), depth + 1)));
                }
                c => text.push(c),
            }
        }
        if !text.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '#'
}

/// A text in quotes, which ends in its line, and how long it is with its quotes.
fn quoted(rest: &str, quote: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut at = 1;
    loop {
        let c = rest[at..].chars().next().filter(|c| *c != '\n')?;
        at += c.len_utf8();
        match c {
            '\\' => {
                let (meant, length) = escaped(&rest[at..]);
                text.push_str(&meant);
                at += length;
            }
            c if c == quote => return Some((text, at)),
            c => text.push(c),
        }
    }
}

/// What stands behind a backslash, and how long that is.
fn escaped(rest: &str) -> (String, usize) {
    let Some(c) = rest.chars().next() else { return (String::new(), 0) };
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from);
    let fixed = |from: usize, length: usize| {
        let digits = rest.get(from..from + length)?;
        Some((code(digits)?, from + length))
    };
    let wanted = match c {
        'n' => Some(("\n".to_owned(), 1)),
        't' => Some(("\t".to_owned(), 1)),
        'x' => fixed(1, 2),
        'u' if rest[1..].starts_with('{') => rest.find('}').and_then(|end| Some((code(rest.get(2..end)?)?, end + 1))),
        'u' => fixed(1, 4),
        // The line goes on in the next.
        '\n' => Some((String::new(), 1)),
        _ => None,
    };
    wanted.unwrap_or_else(|| (c.to_string(), c.len_utf8()))
}

/// Whether a slash behind this token begins a regular expression.
fn may_be_regex(before: Option<&Token>) -> bool {
    match before {
        Some(Token::Word(word)) => BEFORE_A_REGEX.contains(word),
        Some(Token::Mark(c)) => !matches!(c, ')' | ']' | '}'),
        Some(Token::Arrow | Token::Spread) | None => true,
        Some(_) => false,
    }
}

/// Where a regular expression ends, if this is one.
fn regex_end(rest: &str) -> Option<usize> {
    let (mut in_class, mut is_escaped) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// What stands between the bracket at this place and the one that closes it, and the place behind that.
pub fn inside<'t, 'a>(tokens: &'t [Token<'a>], open: usize) -> (&'t [Token<'a>], usize) {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (&tokens[open + 1..at], at + 1);
                }
            }
            _ => {}
        }
    }
    (&tokens[(open + 1).min(tokens.len())..], tokens.len())
}

/// The parts between marks such as commas that stand in no bracket.
pub fn split<'t, 'a>(tokens: &'t [Token<'a>], mark: char) -> Vec<&'t [Token<'a>]> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0usize);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            Token::Mark(c) if *c == mark && depth == 0 => {
                parts.push(&tokens[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<String> {
        let text = |token: Token| match token {
            Token::Text(text) => Some(text),
            _ => None,
        };
        tokens(script).into_iter().filter_map(text).collect()
    }

    #[test]
    fn comments_are_gone_and_texts_that_look_like_them_are_not() {
        let script = "a('http://x') // b('no')\n/* c('no') */ d(\"/* yes */\") <!-- e('no')\n f('last')";
        assert_eq!(texts(script), ["http://x", "/* yes */", "last"]);
        assert_eq!(texts("/* never closed 'a'"), [""; 0]);
    }

    #[test]
    fn escapes_mean_what_they_mean() {
        let script = r#"a('l\'ami', "\u00e9\x41\u{1f600}\n", 'a\
b')"#;
        assert_eq!(texts(script), ["l'ami", "éA😀\n", "ab"]);
        assert_eq!(texts(r"'\u12' '\x' '\u{zz}' '\"), ["u12", "x", "u{zz}"]);
    }

    #[test]
    fn a_slash_divides_or_begins_an_expression() {
        assert_eq!(texts("x = a / 'one' / b"), ["one"]);
        assert_eq!(texts("x = s.replace(/'/g, 'two')"), ["two"]);
        assert_eq!(texts("if (/[/']/.test(s)) return /'/.exec('three')"), ["three"]);
        assert!(tokens("f(1) / 2").contains(&Token::Mark('/')));
    }

    #[test]
    fn an_apostrophe_of_prose_ends_with_its_line() {
        assert_eq!(texts("<p>l'état</p>\nemit('join')"), ["join"]);
    }

    #[test]
    fn templates_hold_code_that_holds_templates() {
        let all = tokens("`a${b + `c${d}`}e` + f");
        let Token::Template(pieces) = &all[0] else { panic!("{all:?}") };
        assert_eq!((pieces.len(), &pieces[2]), (3, &Piece::Text("e".into())));
        let Piece::Code(code) = &pieces[1] else { panic!("{pieces:?}") };
        assert!(matches!(code[2], Token::Template(_)), "{code:?}");
        assert_eq!(all[1..], [Token::Mark('+'), Token::Word("f")]);
        assert_eq!(tokens("`${{a: 1}.a}x`").len(), 1);
    }

    #[test]
    fn optional_chains_are_dots_and_conditions_are_not() {
        assert_eq!(tokens("a?.b")[1], Token::Mark('.'));
        assert_eq!(tokens("a?.5:b")[1], Token::Mark('?'));
    }

    #[test]
    fn arguments_are_split_where_no_bracket_is_open() {
        let all = tokens("(a, { b: [1, 2], c }, (d, e) => f(g, h)) after");
        let (between, behind) = inside(&all, 0);
        assert_eq!(split(between, ',').len(), 3);
        assert_eq!(all[behind], Token::Word("after"));
        assert_eq!(inside(&tokens("(a, b"), 0).0.len(), 3);
        assert_eq!(inside(&[], 0).1, 0);
    }

    #[test]
    fn whatever_a_script_holds_is_read_in_time() {
        let odd = ["`${", "'", "/", "\\", "é", "{", "=>", "...", "\"\n", "/*"].concat().repeat(20_000);
        let started = std::time::Instant::now();
        assert!(!tokens(&odd).is_empty());
        assert!(started.elapsed().as_secs() < 20);
    }
}
