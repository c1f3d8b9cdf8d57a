//! What the scripts of a page emit, and how they connect, read without running them.

mod asked;
mod definition;
mod expression;
mod token;
mod wrapper;

pub use asked::AskedFor;
pub use definition::{Definitions, Place};
pub use expression::Expression;

use definition::{chain_before, definitions};
use expression::arguments;
use token::{Token, inside, tokens};

/// An event that a script emits.
#[derive(Debug, Clone, PartialEq)]
pub struct Emit {
    pub event: String,
    /// Without the function that is to be called with the acknowledgement.
    pub arguments: Vec<Expression>,
    /// The name of the socket, as far as it has one.
    pub socket: Option<String>,
    pub place: Place,
}

/// A connection that a script opens.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// The name that it is given.
    pub socket: Option<String>,
    pub arguments: Vec<Expression>,
    /// What a function of its options gives as `auth`.
    pub asked_for: Option<AskedFor>,
    pub place: Place,
}

/// What was read in all scripts of a target.
#[derive(Debug, Default)]
pub struct Reading {
    pub emits: Vec<Emit>,
    pub opens: Vec<Open>,
    pub definitions: Definitions,
}

/// What the client emits to itself, and what names nothing.
const RESERVED: [&str; 12] = [
    "connect",
    "connect_error",
    "connect_timeout",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
    "error",
    "ping",
    "pong",
    "reconnect",
    "message_error",
];
/// What stands between a socket and `emit`, and changes nothing of what is emitted.
const BETWEEN: [&str; 4] = ["timeout", "compress", "volatile", "current"];

pub fn read(scripts: &[&str]) -> Reading {
    let all: Vec<Vec<Token>> = scripts.iter().map(|script| tokens(script)).collect();
    let defined = all.iter().enumerate().flat_map(|(number, tokens)| definitions(tokens, number)).collect();
    let mut reading = Reading { definitions: Definitions(defined), ..Reading::default() };
    for (script, tokens) in all.iter().enumerate() {
        let clients = clients(tokens);
        for at in 0..tokens.len() {
            let place = Place { script, token: at };
            reading.opens.extend(open(tokens, at, place, &clients));
            let Some((socket, given)) = emit(tokens, at) else { continue };
            match given.first().map(|name| (name, reading.definitions.text(name, place))) {
                Some((_, Some(event))) if !RESERVED.contains(&event.as_str()) && !event.is_empty() => {
                    reading.emits.push(Emit { event, arguments: carried(&given[1..]), socket, place });
                }
                Some((name, None)) => {
                    let calls = wrapper::calls(&all, tokens, at, name, &given[1..]);
                    let named = calls.into_iter().filter_map(|(call, place)| {
                        let event = reading.definitions.text(call.first()?, place)?;
                        Some(Emit { event, arguments: carried(&call[1..]), socket: socket.clone(), place })
                    });
                    let named: Vec<Emit> = named.filter(|one| !RESERVED.contains(&one.event.as_str())).collect();
                    reading.emits.extend(named);
                }
                _ => {}
            }
        }
    }
    reading
}

/// What goes over the network of the arguments of a call.
fn carried(arguments: &[Expression]) -> Vec<Expression> {
    let mut all: Vec<Expression> =
        arguments.iter().filter(|argument| **argument != Expression::Function).cloned().collect();
    if all.last().and_then(Expression::name).is_some_and(|name| is_callback(&name)) {
        all.pop();
    }
    all
}

/// Whether a name is that of a function which is called with the acknowledgement.
fn is_callback(name: &str) -> bool {
    const NAMES: [&str; 10] = ["ack", "callback", "cb", "done", "fn", "handler", "next", "ok", "resolve", "then"];
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_of_event = |prefix: &str| last.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    NAMES.contains(&last) || is_of_event("on") || is_of_event("handle")
}

/// The call of `emit` or `emitWithAck` whose name stands at this place: the name of its socket, and its arguments.
fn emit(tokens: &[Token], at: usize) -> Option<(Option<String>, Vec<Expression>)> {
    let is_emit = matches!(tokens[at], Token::Word("emit" | "emitWithAck"));
    let is_member = at > 0 && tokens[at - 1] == Token::Mark('.');
    if !is_emit || !is_member {
        return None;
    }
    let open = behind_types(tokens, at + 1)?;
    Some((socket_before(tokens, at - 1)?, arguments(tokens, open).0))
}

/// Where the bracket of a call is: behind its name, or behind the types that TypeScript gives it.
fn behind_types(tokens: &[Token], at: usize) -> Option<usize> {
    match tokens.get(at)? {
        Token::Mark('(') => Some(at),
        Token::Mark('<') => {
            let end = (at..tokens.len().min(at + 20)).find(|end| tokens[*end] == Token::Mark('>'))?;
            (tokens.get(end + 1) == Some(&Token::Mark('('))).then_some(end + 1)
        }
        _ => None,
    }
}

/// The name of the socket before the dot at this place. None at all if that sends elsewhere: `socket.to(room).emit(…)` is
/// the code of a server.
fn socket_before(tokens: &[Token], dot: usize) -> Option<Option<String>> {
    let mut end = dot;
    loop {
        match end.checked_sub(1).map(|before| &tokens[before]) {
            // A call: what is called, without what it is given.
            Some(Token::Mark(')')) => {
                let open = opening(tokens, end - 1)?;
                let called = chain_before(tokens, open)?;
                match called.last() {
                    Some(name) if BETWEEN.contains(name) => end = open,
                    Some(&("to" | "in" | "of" | "except")) => return None,
                    _ => return Some(None),
                }
            }
            Some(Token::Word(_) | Token::Mark('!')) => {
                let mut words = chain_before(tokens, end)?;
                words.retain(|word| !BETWEEN.contains(word) && *word != "value");
                let sends_elsewhere = words.last() == Some(&"broadcast");
                return (!sends_elsewhere).then(|| (!words.is_empty()).then(|| words.join(".")));
            }
            _ => return Some(None),
        }
    }
}

/// The bracket that the one at this place closes.
fn opening(tokens: &[Token], close: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in (0..=close).rev() {
        match tokens[at] {
            Token::Mark(')' | ']' | '}') => depth += 1,
            Token::Mark('(' | '[' | '{') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The names by which this script calls the client: `io`, and those that it imports it by.
fn clients<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let mut names = vec!["io"];
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word("import") => {
                let Some(from) = (at..tokens.len().min(at + 24)).find(|from| tokens[*from] == Token::Word("from"))
                else {
                    continue;
                };
                let is_client =
                    matches!(tokens.get(from + 1), Some(Token::Text(module)) if module.contains("socket.io"));
                if is_client {
                    names.extend(tokens[at + 1..from].iter().filter_map(|token| match token {
                        Token::Word(name) if !["as", "type"].contains(name) => Some(*name),
                        _ => None,
                    }));
                }
            }
            // const socketIo = require('socket.io-client')
            Token::Word("require") if tokens.get(at + 1) == Some(&Token::Mark('(')) => {
                let is_client = matches!(tokens.get(at + 2), Some(Token::Text(module)) if module.contains("socket.io"));
                if let (true, Some([Token::Word(name), Token::Mark('=')])) =
                    (is_client, at.checked_sub(2).map(|from| &tokens[from..at]))
                {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
    names
}

/// The connection that is opened by the call whose name stands at this place.
fn open(tokens: &[Token], at: usize, place: Place, clients: &[&str]) -> Option<Open> {
    let Token::Word(name) = tokens[at] else { return None };
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let of_window =
        matches!(at.checked_sub(2).map(|first| &tokens[first..at]), Some([Token::Word("window"), Token::Mark('.')]));
    if !clients.contains(&name)
        || (before == Some(&Token::Mark('.')) && !of_window)
        || before == Some(&Token::Word("function"))
    {
        return None;
    }
    let open = match &tokens[at + 1..] {
        [Token::Mark('.'), Token::Word("connect" | "io"), Token::Mark('('), ..] => at + 3,
        _ => behind_types(tokens, at + 1)?,
    };
    let (given, behind) = (arguments(tokens, open).0, inside(tokens, open).1);
    // A function of this name that is declared here, or its parameters.
    if matches!(tokens.get(behind), Some(Token::Arrow | Token::Mark('{'))) {
        return None;
    }
    let mut first = if of_window { at - 2 } else { at };
    if first > 0 && matches!(tokens[first - 1], Token::Word("await" | "new")) {
        first -= 1;
    }
    let is_given = first > 0 && tokens[first - 1] == Token::Mark('=');
    let socket = is_given.then(|| {
        let mut words = chain_before(tokens, first - 1)?;
        words.retain(|word| !BETWEEN.contains(word) && *word != "value");
        (!words.is_empty()).then(|| words.join("."))
    });
    let asked_for = asked::asked_for(inside(tokens, open).0);
    Some(Open { socket: socket.flatten(), arguments: given, asked_for, place })
}

#[cfg(test)]
mod tests;
