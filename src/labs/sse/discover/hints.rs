//! Where a page listens to a stream: what it gives to an `EventSource`, and whatever else in its scripts is a path.
//!
//! Nothing is run. Texts, names that stand for one, and what is put together of both with `+` or in a template are
//! read; a name that nobody knows stands for nothing, as `location.origin` does. What comes out is only asked for, and
//! a wrong guess costs a request.

use std::collections::{BTreeMap, BTreeSet};

/// What a page gives away, each path once, in the order of the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// What is given to an `EventSource`.
    pub sources: Vec<String>,
    /// Every other path in its scripts.
    pub others: Vec<String>,
}

/// So many of the other paths are asked for.
const OTHERS: usize = 12;
/// The longest text that can be a path, in characters.
const LONGEST: usize = 200;
/// So many texts and names are put together.
const OPERANDS: usize = 12;
/// A name may stand for one of so many texts.
const VALUES: usize = 4;
/// So deep names may stand for other names.
const DEEP: usize = 3;

pub fn hints(page: &str) -> Hints {
    let constants = constants(page);
    let sources = unique(page.match_indices("EventSource").flat_map(|(at, name)| {
        let call = page[at + name.len()..].trim_start();
        let chain = call.strip_prefix('(').and_then(|inside| chain(inside.trim_start()));
        chain.map(|(parts, _)| values(&parts, &constants)).unwrap_or_default()
    }));
    let sources: Vec<String> = sources.iter().flat_map(|value| source_paths(value)).collect();
    let known: BTreeSet<&String> = sources.iter().collect();
    let literals = starts(page).filter_map(|at| chain(&page[at..])).filter(|(parts, _)| parts.iter().any(is_text));
    let others = unique(literals.flat_map(|(parts, _)| values(&parts, &constants)).filter_map(|value| other(&value)));
    let others = others.into_iter().filter(|path| !known.contains(path)).take(OTHERS).collect();
    Hints { sources: unique(sources), others }
}

fn unique(all: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|one| seen.insert(one.clone())).collect()
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
enum Part<'a> {
    Text(String),
    /// The last word of a name: `streamUrl` of `config.streamUrl`.
    Name(&'a str),
}

fn is_text(part: &Part) -> bool {
    matches!(part, Part::Text(_))
}

/// The texts that names stand for, as far as they can be told.
fn constants(page: &str) -> BTreeMap<&str, Vec<String>> {
    let definitions: Vec<(&str, Vec<Part>)> = starts(page)
        .filter_map(|at| {
            let (name, rest) = name(&page[at..])?;
            let rest = rest.trim_start();
            let value = rest.strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>']));
            let (parts, _) = chain(value.or_else(|| rest.strip_prefix(':'))?.trim_start())?;
            Some((name, parts))
        })
        .collect();
    let mut constants = BTreeMap::new();
    for _ in 0..DEEP {
        // With what is known by now; a part that was unknown the last time may be known.
        let mut next: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, parts) in &definitions {
            let all = next.entry(name).or_default();
            let new = values(parts, &constants).into_iter().filter(|value| !value.is_empty() && !all.contains(value));
            all.extend(new.take(VALUES - all.len()).collect::<Vec<_>>());
        }
        constants = next;
    }
    constants
}

/// Where a text or a name may begin. Apostrophes of prose open texts too: whatever they seem to open is no path.
fn starts(page: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    page.char_indices().filter_map(move |(at, c)| {
        let in_word = is_of_name(before) || before == '.';
        before = c;
        (is_quote(c) || (is_of_name(c) && !in_word)).then_some(at)
    })
}

fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '`')
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Texts and names with `+` between them, and what follows.
fn chain(text: &str) -> Option<(Vec<Part<'_>>, &str)> {
    let (mut parts, mut rest) = operand(text)?;
    for _ in 1..OPERANDS {
        let next = rest.trim_start().strip_prefix('+').and_then(|next| operand(next.trim_start()));
        let Some((more, after)) = next else { break };
        parts.extend(more);
        rest = after;
    }
    Some((parts, rest))
}

fn operand(text: &str) -> Option<(Vec<Part<'_>>, &str)> {
    let quote = text.chars().next()?;
    if !is_quote(quote) {
        let (name, rest) = name(text)?;
        // What a function returns, nobody knows.
        return (!rest.trim_start().starts_with('(')).then(|| (vec![Part::Name(name)], rest));
    }
    let inside = &text[1..];
    let near = inside.char_indices().take(LONGEST).take_while(|(_, c)| *c != '\n');
    let end = near.into_iter().find(|(_, c)| *c == quote)?.0;
    let (literal, rest) = (&inside[..end], &inside[end + 1..]);
    Some((if quote == '`' { template(literal) } else { vec![written(literal)] }, rest))
}

fn written(literal: &str) -> Part<'_> {
    Part::Text(literal.replace("\\/", "/"))
}

fn template(literal: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = literal;
    while let Some((before, (inside, after))) =
        rest.split_once("${").and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        parts.push(written(before));
        parts.extend(name(inside.trim()).filter(|(_, rest)| rest.is_empty()).map(|(name, _)| Part::Name(name)));
        rest = after;
    }
    parts.push(written(rest));
    parts
}

/// The last word of the name that the text begins with, and what follows.
fn name(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next().filter(|c| is_of_name(*c))?;
    let end = text.find(|c: char| !is_of_name(c) && c != '.').unwrap_or(text.len());
    let (all, rest) = text.split_at(end);
    let last = all.rsplit('.').next().filter(|last| !last.is_empty())?;
    (!first.is_ascii_digit() && end <= LONGEST).then_some((last, rest))
}

/// What an expression may come to.
fn values(parts: &[Part], constants: &BTreeMap<&str, Vec<String>>) -> Vec<String> {
    let mut all = vec![String::new()];
    for part in parts {
        let choices: Vec<&str> = match part {
            Part::Text(text) => vec![text],
            Part::Name(name) => {
                constants.get(name).map(|all| all.iter().map(String::as_str).collect()).unwrap_or_default()
            }
        };
        if !choices.is_empty() {
            let with = |before: &String| choices.iter().map(|choice| format!("{before}{choice}")).collect::<Vec<_>>();
            all = all.iter().flat_map(with).take(VALUES).collect();
        }
    }
    all
}

/// The path of an address without its server, and its query.
fn split(value: &str) -> (String, Option<&str>) {
    let value = value.trim().split('#').next().unwrap_or_default();
    let (path, query) = value.split_once('?').map_or((value, None), |(path, query)| (path, Some(query)));
    let after_scheme = path.find("//").filter(|at| path[..*at].chars().all(|c| c.is_ascii_alphabetic() || c == ':'));
    // An address without a path has none to give.
    let path = after_scheme.map_or(path, |at| {
        let rest = &path[at + 2..];
        rest.find('/').map_or("", |at| &rest[at..])
    });
    (path.to_owned(), query)
}

fn is_path(path: &str) -> bool {
    path.len() > 1 && path.chars().all(|c| c.is_ascii_alphanumeric() || "/_-.~%".contains(c))
}

/// What an `EventSource` is given: relative to the page, which is at the root mostly; and without its query first, which
/// the server may not need.
fn source_paths(value: &str) -> Vec<String> {
    let (path, query) = split(value);
    let path = format!("/{}", path.trim_start_matches("./").trim_start_matches('/'));
    if !is_path(&path) {
        return vec![];
    }
    let whole =
        query.filter(|query| query.chars().all(|c| c.is_ascii_graphic())).map(|query| format!("{path}?{query}"));
    std::iter::once(path).chain(whole).collect()
}

/// Another text that is a path of this server, and of no file beside the page.
fn other(value: &str) -> Option<String> {
    let is_here =
        value.starts_with("///") || ["localhost", "127.0.0.1", ":///"].iter().any(|here| value.contains(here));
    let is_elsewhere = value.contains("//") && !is_here;
    let (path, _) = split(value);
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.') && !last.ends_with(".php"));
    (path.starts_with('/') && is_path(&path) && !is_elsewhere && !is_file).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::hints;

    fn sources(page: &str) -> Vec<String> {
        hints(page).sources
    }

    #[test]
    fn what_an_event_source_is_given_is_read() {
        for (page, path) in [
            ("new EventSource('/quotes/live')", "/quotes/live"),
            ("new EventSource(`http://localhost:5000/sse`)", "/sse"),
            ("new EventSource ( \"flux\" )", "/flux"),
            ("const API_URL='/flux'; const es=new EventSource(API_URL)", "/flux"),
            ("const BASE=location.origin; new EventSource(BASE+'/api/quotes/stream')", "/api/quotes/stream"),
            ("let base = '/api'; new EventSource(base + \"/\" + 'flux', { withCredentials: true })", "/api/flux"),
            ("const config = { api: '/api/v1' };\nnew EventSource(`${config.api}/cours`)", "/api/v1/cours"),
            ("const a = '/x'\nconst b = a + '/y'\nconst c = `${b}/z`\nnew EventSource(c)", "/x/y/z"),
            ("new EventSource(window.location.protocol + '//' + location.host + '/cours')", "/cours"),
            ("new EventSource('http://localhost:' + PORT + '/cours')", "/cours"),
            ("C'est l'énoncé <script>new EventSource('\\/cours')</script>", "/cours"),
        ] {
            assert_eq!(sources(page), [path], "{page}");
        }
        assert_eq!(sources("new EventSource('/flux?symbol=AAPL')"), ["/flux", "/flux?symbol=AAPL"]);
        assert_eq!(sources("const u = dev ? 0 : '/a'; x.u = '/b'; new EventSource(u)"), ["/b"]);
        for page in
            ["EventSource", "new EventSource(", "new EventSource(url())", "new EventSource('", "EventSource('é')"]
        {
            assert!(sources(page).is_empty(), "{page}");
        }
    }

    #[test]
    fn other_paths_are_read_and_no_files_nor_other_servers() {
        let page = "<link href='/style.css'><a href=\"/cours\">l'accueil</a> <script src='https://cdn.io/x/y'></script>
            connect('/flux'); function connect(url) { new EventSource(url) }
            const root = '/api'; fetch(root + '/start', {}); load(`/stream.php`)";
        let found = hints(page);
        assert!(found.sources.is_empty(), "{found:?}");
        assert_eq!(found.others, ["/cours", "/flux", "/api", "/api/start", "/start", "/stream.php"]);
    }

    #[test]
    fn whatever_a_page_holds_is_read_in_time() {
        let page = ["'", "a+", "`${", "EventSource(", "é\\", "x='/a'+"].concat().repeat(20_000);
        let started = std::time::Instant::now();
        let found = hints(&page);
        assert!(found.others.len() <= super::OTHERS);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
