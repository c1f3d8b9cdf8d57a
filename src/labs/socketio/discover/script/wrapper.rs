//! Functions of a page that emit what they are given: `send(name, data) { socket.emit(name, data) }`.

use super::definition::{Place, chain_before};
use super::expression::{Expression, arguments};
use super::token::{Token, inside, split};

/// So many calls of one function are read.
const CALLS: usize = 40;
/// A function has so many tokens before it emits.
const FAR: usize = 600;

/// What the calls of the function around an `emit` come to, if the event is a parameter of it: the name of the event and
/// its arguments, each with where the call stands.
pub fn calls(
    scripts: &[Vec<Token>],
    tokens: &[Token],
    emit: usize,
    event: &Expression,
    rest: &[Expression],
) -> Vec<(Vec<Expression>, Place)> {
    let Some(parameter) = event.name() else { return vec![] };
    let Some((function, parameters)) = around(tokens, emit, &parameter) else { return vec![] };
    let mut all = Vec::new();
    for (script, tokens) in scripts.iter().enumerate() {
        for at in 0..tokens.len().saturating_sub(1) {
            if tokens[at] != Token::Word(function) || tokens[at + 1] != Token::Mark('(') {
                continue;
            }
            let (given, behind) = arguments(tokens, at + 1);
            // The function itself, and not a call of it.
            if matches!(tokens.get(behind), Some(Token::Mark('{' | ':') | Token::Arrow)) {
                continue;
            }
            let meant = |value: &Expression| {
                let name = value.name()?;
                let place = parameters.iter().position(|parameter| *parameter == name)?;
                given.get(place).cloned()
            };
            let Some(event) = meant(event) else { continue };
            // What a call leaves out is not sent.
            let rest = rest.iter().filter_map(|value| match value.name() {
                Some(name) if parameters.contains(&name.as_str()) => meant(value),
                _ => Some(value.clone()),
            });
            all.push((std::iter::once(event).chain(rest).collect(), Place { script, token: at }));
            if all.len() == CALLS {
                return all;
            }
        }
    }
    all
}

/// The function around this place that has such a parameter: its name, and those of its parameters.
fn around<'t>(tokens: &'t [Token<'_>], place: usize, parameter: &str) -> Option<(&'t str, Vec<&'t str>)> {
    let before = &tokens[..place];
    (place.saturating_sub(FAR)..place).rev().find_map(|open| {
        if before[open] != Token::Mark('(') {
            return None;
        }
        let (between, behind) = inside(before, open);
        let is_body = matches!(before.get(behind), Some(Token::Mark('{' | ':') | Token::Arrow));
        if !is_body {
            return None;
        }
        let names: Vec<&str> = split(between, ',').into_iter().filter_map(first_name).collect();
        if !names.contains(&parameter) {
            return None;
        }
        let mut end = open;
        while matches!(
            end.checked_sub(1).map(|at| &tokens[at]),
            Some(Token::Word("function" | "async") | Token::Mark('=' | ':' | '*'))
        ) {
            end -= 1;
        }
        // Of an anonymous function nobody knows the calls.
        let name = *chain_before(tokens, end)?.last()?;
        (!["if", "for", "while", "switch", "catch"].contains(&name)).then_some((name, names))
    })
}

fn first_name<'t>(parameter: &'t [Token<'_>]) -> Option<&'t str> {
    parameter.iter().find_map(|token| match token {
        Token::Word(name) => Some(*name),
        _ => None,
    })
}
