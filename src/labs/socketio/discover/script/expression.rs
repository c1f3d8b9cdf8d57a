//! What a script gives to a function, as far as that can be read without running it.

use super::token::{Piece, Token, inside, split};

/// An argument of a call, or a value in one.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Text(String),
    Number(f64),
    Bool(bool),
    Null,
    /// The keys of an object in their order. What is spread into it is a key of its own name.
    Object(Vec<(String, Expression)>),
    List(Vec<Expression>),
    /// What is joined of texts and others, by a template or by `+`.
    Joined(Vec<Expression>),
    /// `JSON.stringify` of this.
    Json(Box<Expression>),
    Function,
    /// Anything else: its names and texts in their order. A single name, or a chain of them such as `state.room`, is only
    /// that.
    Words {
        words: Vec<String>,
        is_name: bool,
    },
}

/// So deep objects are read.
const DEEPEST: usize = 8;

pub fn expression(tokens: &[Token]) -> Expression {
    read(tokens, 0)
}

/// What is given to a call whose bracket opens at this place, and the place behind it.
pub fn arguments(tokens: &[Token], open: usize) -> (Vec<Expression>, usize) {
    let (between, behind) = inside(tokens, open);
    (split(between, ',').into_iter().map(expression).collect(), behind)
}

fn read(tokens: &[Token], depth: usize) -> Expression {
    if depth > DEEPEST {
        return words(tokens);
    }
    match tokens {
        [Token::Text(text)] => Expression::Text(text.clone()),
        [Token::Number(number)] => number.parse().map_or_else(|_| words(tokens), Expression::Number),
        [Token::Mark('-'), Token::Number(number)] => {
            number.parse().map_or_else(|_| words(tokens), |number: f64| Expression::Number(-number))
        }
        [Token::Word("true")] => Expression::Bool(true),
        [Token::Word("false")] => Expression::Bool(false),
        [Token::Word("null" | "undefined")] => Expression::Null,
        [Token::Template(pieces)] => joined(pieces, depth),
        [Token::Word("function"), ..] | [Token::Word("async"), Token::Word("function"), ..] => Expression::Function,
        _ if is_arrow_function(tokens) => Expression::Function,
        [Token::Mark('{'), ..] if inside(tokens, 0).1 == tokens.len() => object(inside(tokens, 0).0, depth),
        [Token::Mark('['), ..] if inside(tokens, 0).1 == tokens.len() => {
            Expression::List(split(inside(tokens, 0).0, ',').into_iter().map(|item| read(item, depth + 1)).collect())
        }
        [Token::Mark('('), ..] if inside(tokens, 0).1 == tokens.len() => read(inside(tokens, 0).0, depth + 1),
        [Token::Word("JSON"), Token::Mark('.'), Token::Word("stringify"), Token::Mark('('), ..]
            if inside(tokens, 3).1 == tokens.len() =>
        {
            match split(inside(tokens, 3).0, ',').first() {
                Some(first) => Expression::Json(Box::new(read(first, depth + 1))),
                None => words(tokens),
            }
        }
        // What TypeScript asserts of a value changes nothing.
        [before @ .., Token::Word("as"), Token::Word(_)] if !before.is_empty() => read(before, depth + 1),
        _ => sum(tokens, depth),
    }
}

/// `(a, b) => …`, `a => …`, with `async` before it or not.
fn is_arrow_function(tokens: &[Token]) -> bool {
    let tokens = match tokens {
        [Token::Word("async"), rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    match tokens {
        [Token::Word(_), Token::Arrow, ..] => true,
        [Token::Mark('('), ..] => tokens.get(inside(tokens, 0).1) == Some(&Token::Arrow),
        _ => false,
    }
}

fn joined(pieces: &[Piece], depth: usize) -> Expression {
    if let [Piece::Text(text)] = pieces {
        return Expression::Text(text.clone());
    }
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => Expression::Text(text.clone()),
        Piece::Code(code) => read(code, depth + 1),
    };
    Expression::Joined(pieces.iter().map(piece).collect())
}

/// What is joined by `+`, if one of its parts is a text; else what it is made of.
fn sum(tokens: &[Token], depth: usize) -> Expression {
    let parts = split(tokens, '+');
    let has_text = |part: &&[Token]| matches!(part, [Token::Text(_) | Token::Template(_)]);
    if parts.len() > 1 && parts.iter().any(has_text) {
        return Expression::Joined(parts.into_iter().map(|part| read(part, depth + 1)).collect());
    }
    words(tokens)
}

fn object(tokens: &[Token], depth: usize) -> Expression {
    let mut keys = Vec::new();
    for part in split(tokens, ',') {
        let (name, value) = match part {
            [Token::Spread, rest @ ..] => {
                keys.push(("...".to_owned(), read(rest, depth + 1)));
                continue;
            }
            [Token::Word(name), Token::Mark(':'), value @ ..] => ((*name).to_owned(), value),
            [Token::Text(name), Token::Mark(':'), value @ ..] => (name.clone(), value),
            [Token::Number(name), Token::Mark(':'), value @ ..] => ((*name).to_owned(), value),
            // A key that is computed.
            [Token::Mark('['), ..] => continue,
            // `{ room }`, and methods, which nothing carries over the network.
            [Token::Word(name)] => ((*name).to_owned(), part),
            _ => continue,
        };
        keys.push((name, read(value, depth + 1)));
    }
    Expression::Object(keys)
}

/// The names and texts in it.
fn words(tokens: &[Token]) -> Expression {
    let mut all = Vec::new();
    gather(tokens, &mut all);
    let is_name = tokens.iter().all(|token| matches!(token, Token::Word(_) | Token::Mark('.' | '!')));
    Expression::Words { words: all, is_name }
}

fn gather(tokens: &[Token], all: &mut Vec<String>) {
    for token in tokens {
        match token {
            Token::Word(word) => all.push((*word).to_owned()),
            Token::Text(text) => all.push(text.clone()),
            Token::Template(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => all.push(text.clone()),
                        Piece::Code(code) => gather(code, all),
                    }
                }
            }
            _ => {}
        }
    }
}

impl Expression {
    /// A name, or a chain of them, with dots between.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Words { words, is_name: true } if !words.is_empty() => Some(words.join(".")),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&[(String, Expression)]> {
        match self {
            Self::Object(keys) => Some(keys),
            _ => None,
        }
    }

    /// The value at a key of an object.
    pub fn get(&self, key: &str) -> Option<&Expression> {
        self.as_object()?.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::Expression::{Bool, Function, Joined, Json, List, Null, Number, Object, Text};
    use super::*;

    fn of(script: &str) -> Expression {
        expression(&tokens(script))
    }

    fn text(text: &str) -> Expression {
        Text(text.into())
    }

    fn name(words: &[&str]) -> Expression {
        Expression::Words { words: words.iter().map(|word| (*word).to_owned()).collect(), is_name: true }
    }

    #[test]
    fn values_are_what_they_are() {
        for (script, wanted) in [
            ("'a'", text("a")),
            ("`a`", text("a")),
            ("(-3)", Number(-3.0)),
            ("true", Bool(true)),
            ("undefined", Null),
            ("[1, ['b']]", List(vec![Number(1.0), List(vec![text("b")])])),
            ("state.room", name(&["state", "room"])),
            ("room!", name(&["room"])),
            ("room as string", name(&["room"])),
            ("`${user} : ${text}`", Joined(vec![name(&["user"]), text(" : "), name(&["text"])])),
            ("user + ' : ' + text", Joined(vec![name(&["user"]), text(" : "), name(&["text"])])),
            ("JSON.stringify({ a })", Json(Box::new(Object(vec![("a".into(), name(&["a"]))])))),
        ] {
            assert_eq!(of(script), wanted, "{script}");
        }
    }

    #[test]
    fn functions_are_known_however_they_are_written() {
        for script in
            ["function (a) { b }", "async function f() {}", "a => b", "(a, b) => { c }", "async (a) => a", "() => {}"]
        {
            assert_eq!(of(script), Function, "{script}");
        }
        assert_ne!(of("f((a) => b)"), Function);
    }

    #[test]
    fn the_keys_of_an_object_are_read_however_they_are_written() {
        let script = "{ room, 'user name': who.name, 3: x, deep: { m: [t] }, ...rest, f() { return 1 }, [k]: v, \n}";
        let Object(keys) = of(script) else { panic!() };
        let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["room", "user name", "3", "deep", "..."]);
        assert_eq!(of(script).get("deep").unwrap().get("m"), Some(&List(vec![name(&["t"])])));
    }

    #[test]
    fn of_anything_else_the_words_are_kept() {
        let Expression::Words { words, is_name } = of("document.getElementById('room').value.trim() || 'hall'") else {
            panic!()
        };
        assert_eq!(words, ["document", "getElementById", "room", "value", "trim", "hall"]);
        assert!(!is_name);
        assert_eq!(of("{ a } = b").as_object(), None);
    }

    #[test]
    fn what_a_call_is_given_is_split() {
        let all = tokens("f('a', { b: g(1, 2) }, () => {})");
        let (arguments, behind) = arguments(&all, 1);
        assert_eq!((arguments.len(), behind), (3, all.len()));
        assert_eq!(arguments[2], Function);
    }

    #[test]
    fn whatever_is_nested_is_read() {
        let deep = format!("{}1{}", "{a:[".repeat(2_000), "]}".repeat(2_000));
        assert!(of(&deep).as_object().is_some());
    }
}
