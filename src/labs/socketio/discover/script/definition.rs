//! What the names of a script stand for.

use super::expression::{Expression, expression};
use super::token::{Token, inside};

/// A value that is given to a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// With dots, as it is written: `EVENTS.JOIN`, `socket.auth`. `this` is left out.
    pub name: String,
    pub value: Expression,
    /// The script, and the place in it.
    pub place: Place,
}

/// Where something stands: the number of the script, and that of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub script: usize,
    pub token: usize,
}

/// A value that is no object and no text is read so far.
const LONGEST: usize = 24;
/// Where a line ends without a semicolon, one of these begins the next mostly.
const BEGINS: [&str; 14] = [
    "const", "let", "var", "function", "if", "for", "while", "return", "class", "export", "import", "async", "await",
    "socket",
];

/// Every definition of a script, and those of the keys of its objects.
pub fn definitions(tokens: &[Token], script: usize) -> Vec<Definition> {
    let mut all = Vec::new();
    for at in 0..tokens.len() {
        let is_assignment = tokens[at] == Token::Mark('=')
            && !matches!(tokens.get(at + 1), Some(Token::Mark('=')))
            && !matches!(at.checked_sub(1).map(|before| &tokens[before]), Some(Token::Mark('=' | '!' | '<' | '>')));
        if !is_assignment {
            continue;
        }
        let Some(name) = name_before(tokens, at) else { continue };
        if let Some(value) = value(&tokens[at + 1..]) {
            define(&mut all, name, value, Place { script, token: at });
        }
    }
    all
}

fn define(all: &mut Vec<Definition>, name: String, value: Expression, place: Place) {
    for (key, inner) in value.as_object().unwrap_or_default() {
        define(all, format!("{name}.{key}"), inner.clone(), place);
    }
    all.push(Definition { name, value, place });
}

/// The name that is assigned to at this place: behind its type, if TypeScript gives one.
fn name_before(tokens: &[Token], equals: usize) -> Option<String> {
    let mut end = equals;
    if let [.., Token::Word(_), Token::Mark(':'), Token::Word(_)] = &tokens[..equals] {
        end = equals - 2;
    }
    chain_before(tokens, end).filter(|name| !name.is_empty()).map(|name| name.join("."))
}

/// The names with dots between them that end before this place; `this` and `!` are left out.
pub fn chain_before<'t>(tokens: &'t [Token<'_>], end: usize) -> Option<Vec<&'t str>> {
    let mut words = Vec::new();
    let mut at = end;
    loop {
        while at > 0 && tokens[at - 1] == Token::Mark('!') {
            at -= 1;
        }
        let Some(Token::Word(word)) = at.checked_sub(1).map(|before| &tokens[before]) else { break };
        if *word != "this" {
            words.push(*word);
        }
        at -= 1;
        if at == 0 || tokens[at - 1] != Token::Mark('.') {
            break;
        }
        at -= 1;
    }
    words.reverse();
    (at < end).then_some(words)
}

fn value(tokens: &[Token]) -> Option<Expression> {
    match tokens {
        [Token::Mark('{'), ..] => Some(expression(&tokens[..inside(tokens, 0).1])),
        [Token::Word("Object"), Token::Mark('.'), Token::Word("freeze"), Token::Mark('('), Token::Mark('{'), ..] => {
            Some(expression(&tokens[4..inside(tokens, 4).1]))
        }
        // Functions have no value here.
        [Token::Word("function" | "async" | "class"), ..] => None,
        _ => {
            let end = end(tokens);
            (end > 0).then(|| expression(&tokens[..end])).filter(|value| *value != Expression::Function)
        }
    }
}

/// Where the value ends that begins here.
fn end(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().take(LONGEST) {
        match token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') if depth == 0 => return at,
            Token::Mark(')' | ']' | '}') => depth -= 1,
            Token::Mark(';' | ',') if depth == 0 => return at,
            Token::Word(word) if depth == 0 && at > 0 && BEGINS.contains(word) => return at,
            // Two values side by side: the line has ended between them.
            Token::Word(_) | Token::Text(_)
                if depth == 0
                    && at > 0
                    && matches!(
                        tokens[at - 1],
                        Token::Text(_) | Token::Number(_) | Token::Template(_) | Token::Mark(')')
                    ) =>
            {
                return at;
            }
            _ => {}
        }
    }
    tokens.len().min(LONGEST)
}

/// The definitions of all scripts, for looking names up.
#[derive(Debug, Default)]
pub struct Definitions(pub Vec<Definition>);

impl Definitions {
    /// What a name stands for at this place: what it was given last before, else what it is given anywhere in the script,
    /// else in another one.
    pub fn find(&self, name: &str, from: Place) -> Option<&Definition> {
        let of_it = |definition: &&Definition| definition.name == name;
        let here = || self.0.iter().filter(of_it).filter(|one| one.place.script == from.script);
        here().rfind(|one| one.place < from).or_else(|| here().next()).or_else(|| self.0.iter().find(of_it))
    }

    /// The text that an expression comes to, if that can be told.
    pub fn text(&self, value: &Expression, from: Place) -> Option<String> {
        self.text_within(value, from, 4)
    }

    fn text_within(&self, value: &Expression, from: Place, deep: usize) -> Option<String> {
        match value {
            Expression::Text(text) => Some(text.clone()),
            Expression::Joined(parts) if deep > 0 => {
                parts.iter().map(|part| self.text_within(part, from, deep - 1)).collect()
            }
            Expression::Words { is_name: true, .. } if deep > 0 => {
                let found = self.find(&value.name()?, from)?;
                self.text_within(&found.value, found.place, deep - 1)
            }
            _ => None,
        }
    }

    /// The object that an expression is or stands for, and where that is written.
    pub fn object<'a>(&'a self, value: &'a Expression, from: Place) -> Option<(&'a Expression, Place)> {
        if value.as_object().is_some() {
            return Some((value, from));
        }
        let found = self.find(&value.name()?, from)?;
        found.value.as_object().is_some().then_some((&found.value, found.place))
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn of(script: &str) -> Definitions {
        Definitions(definitions(&tokens(script), 0))
    }

    const END: Place = Place { script: 0, token: usize::MAX };

    fn text(script: &str, name: &str) -> Option<String> {
        let name = Expression::Words { words: name.split('.').map(String::from).collect(), is_name: true };
        of(script).text(&name, END)
    }

    #[test]
    fn constants_are_found_however_they_are_written() {
        for script in [
            "const JOIN = 'join room'",
            "let JOIN=`join room`\nf()",
            "const A = 'join', JOIN = A + ' room';",
            "static JOIN = 'join room'",
            "const JOIN: string = 'join room'",
            "const J = 'join room'\nconst JOIN = J\nconst K = 2",
        ] {
            assert_eq!(text(script, "JOIN").as_deref(), Some("join room"), "{script}");
        }
        for script in [
            "const EVENTS = { JOIN: 'join room', X: 1 }",
            "export const EVENTS = Object.freeze({ JOIN: \"join room\" })",
            "const NAMES = { J: 'join room' }; const EVENTS = { JOIN: NAMES.J };",
        ] {
            assert_eq!(text(script, "EVENTS.JOIN").as_deref(), Some("join room"), "{script}");
        }
    }

    #[test]
    fn a_comparison_defines_nothing() {
        assert!(of("if (a == 'b' || c === 'd' || e != 'f' || g <= 'h') {}").0.is_empty());
        assert_eq!(text("if (a == 'b') a = 'c'", "a").as_deref(), Some("c"));
    }

    #[test]
    fn the_last_value_before_counts_and_then_any() {
        let all = of("let data = { a: 1 }; emit('x', data); data = { b: 2 }; emit('y', data)");
        let keys = |token| match &all.find("data", Place { script: 0, token }).unwrap().value {
            Expression::Object(keys) => keys[0].0.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!([keys(0), keys(12), keys(40)], ["a", "a", "b"]);
        assert!(all.find("data", Place { script: 7, token: 0 }).is_some());
        assert!(all.find("other", END).is_none());
    }

    #[test]
    fn members_and_values_of_several_words_are_kept() {
        let all =
            of("this.socket.auth = { token: t }\nconst u = document.getElementById('username').value\nconst v = 1");
        assert_eq!(all.find("socket.auth", END).unwrap().value.as_object().unwrap().len(), 1);
        let Expression::Words { words, .. } = &all.find("u", END).unwrap().value else { panic!() };
        assert_eq!(words.last().map(String::as_str), Some("value"));
    }

    #[test]
    fn a_name_that_stands_for_itself_ends() {
        assert_eq!(text("a = b; b = a", "a"), None);
        assert_eq!(text("a = a + 'x'", "a"), None);
    }
}
