//! A token that a page asks for each time it connects: `auth: async (present) => { …fetch("/tickets")…; present({ token }) }`.

use super::expression::{Expression, arguments};
use super::token::{Token, inside};

/// What a function gives as the payload of a connection, and what it asks the server for before.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedFor {
    pub auth: Expression,
    /// The method and the address of the request.
    pub request: Option<(String, Expression)>,
}

/// Reads the options of a connection: the function at `auth`, if there is one.
pub fn asked_for(options: &[Token]) -> Option<AskedFor> {
    let at = options.windows(2).position(|pair| matches!(pair, [Token::Word("auth"), Token::Mark(':' | '(')]))?;
    let mut rest = &options[at + 1..];
    while let [Token::Mark(':') | Token::Word("async" | "function"), after @ ..] = rest {
        rest = after;
    }
    let parameter = match rest {
        [Token::Mark('('), Token::Word(name), ..] | [Token::Word(name), Token::Arrow, ..] => *name,
        _ => return None,
    };
    let start = if rest[0] == Token::Mark('(') { inside(rest, 0).1 } else { 1 };
    let body = &rest[start..];
    let call =
        |name: &str| body.windows(2).position(|pair| pair[0] == Token::Word(name) && pair[1] == Token::Mark('('));
    let auth = arguments(body, call(parameter)? + 1).0.into_iter().next()?;
    let request = call("fetch").and_then(|at| {
        let given = arguments(body, at + 1).0;
        let method = match given.get(1).and_then(|options| options.get("method")) {
            Some(Expression::Text(method)) => method.to_uppercase(),
            _ => "GET".into(),
        };
        Some((method, given.into_iter().next()?))
    });
    Some(AskedFor { auth, request })
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn a_function_that_asks_for_a_token_is_understood() {
        for script in [
            "{ auth: async (present) => { const a = await fetch('/t', { method: 'post' }); const { token } = await a.json(); present({ token }); } }",
            "{ path: '/x', auth: function (present) { fetch('/t', { method: 'POST' }).then(r => r.json()).then(d => present({ token: d.token })) } }",
            "{ auth(present) { fetch('/t', { method: 'POST' }).then((r) => present({ token: r })) } }",
            "{ auth: present => fetch('/t', { method: 'POST' }).then((r) => present({ token: r })) }",
        ] {
            let found = asked_for(&tokens(script)).unwrap_or_else(|| panic!("{script}"));
            assert!(found.auth.get("token").is_some(), "{script}");
            assert_eq!(found.request, Some(("POST".into(), Expression::Text("/t".into()))), "{script}");
        }
        let without = asked_for(&tokens("{ auth: (cb) => cb({ token: localStorage.token }) }")).unwrap();
        assert_eq!(without.request, None);
        for script in ["{ auth: { token: t } }", "{ query: 1 }", "{ auth: f }", "{ auth: (cb) => later(cb) }"] {
            assert_eq!(asked_for(&tokens(script)), None, "{script}");
        }
    }
}
