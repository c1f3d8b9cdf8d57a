//! What the lab text does not ask for, and a good server does.

use crate::checker::{Case, Finding, Message};
use crate::history::{Kind, Knows, Nanos, Operation};

/// A client that is ahead, because the server started anew, is answered at once.
pub fn ahead_at_once(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("ahead-at-once-seen.{what}"));
    let polls = case.of(Kind::Poll).filter(|o| o.ask.knows == Some(Knows::Ahead) && o.sent.is_some());
    for poll in polls {
        let time = poll.done - poll.sent.unwrap_or(poll.started);
        return match poll.answer() {
            Some(answer) if answer.state.is_some() && time <= case.limits.late => {
                Finding::pass(id("pass").time("time", time))
            }
            Some(answer) if time <= case.limits.late => {
                Finding::fail(id("refused").count("code", answer.code.into())).showing([poll])
            }
            _ => Finding::fail(id("fail").time("time", time)).showing([poll]),
        };
    }
    case.nothing()
}

/// Poll answers tell caches to keep nothing.
pub fn no_store(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("no-store-seen.{what}"));
    let answers = case.history.operations.iter().filter(|o| matches!(o.kind, Kind::Poll | Kind::Read));
    let answers: Vec<_> = answers.filter(|o| o.succeeded()).collect();
    let says = |o: &Operation| {
        let control = o.answer().and_then(|a| a.header("cache-control")).unwrap_or_default().to_ascii_lowercase();
        control.contains("no-store") || control.contains("no-cache")
    };
    match answers.iter().find(|o| !says(o)) {
        _ if answers.is_empty() => case.nothing(),
        Some(without) => Finding::fail(id("fail")).showing([*without]),
        None => Finding::pass(id("pass").count("answers", answers.len())),
    }
}

/// Errors speak JSON, as the answers do.
pub fn json_errors(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("json-errors-seen.{what}"));
    let raws = case.history.operations.iter().filter(|o| o.kind == Kind::Raw);
    let errors: Vec<_> = raws.filter(|o| o.answer().is_some_and(|a| (400..500).contains(&a.code))).collect();
    let json = |o: &Operation| {
        o.answer().is_some_and(|a| {
            let declared = a.header("content-type").is_some_and(|t| t.to_ascii_lowercase().contains("json"));
            declared && a.body.not_json.is_none() && !a.body.excerpt.trim().is_empty()
        })
    };
    match errors.iter().find(|o| !json(o)) {
        _ if errors.is_empty() => case.nothing(),
        Some(other) => Finding::fail(id("fail")).showing([*other]),
        None => Finding::pass(id("pass").count("errors", errors.len())),
    }
}

/// A method that a path does not know is refused with the list of those that it knows.
pub fn allow_header(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("allow-header-seen.{what}"));
    let raw = case.of(Kind::Raw).find(|o| o.ask.method == "DELETE");
    let Some((raw, answer)) = raw.and_then(|o| Some((o, o.answer()?))) else { return case.nothing() };
    match (answer.code, answer.header("allow")) {
        (405, Some(allow)) => Finding::pass(id("pass").text("allow", allow)),
        (code, _) => Finding::fail(id("fail").count("code", code.into())).showing([raw]),
    }
}

/// A hold that is accepted, though not what the text gives as an example.
pub fn hold_unusual(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("hold-unusual-seen.{what}"));
    let Some(hold) = case.limits.hold else { return case.nothing() };
    let usual = &case.contract.hold;
    let nanos = |time: std::time::Duration| Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX);
    let (min, max) = (nanos(usual.usual_min), nanos(usual.usual_max));
    let message = |what: &str| id(what).time("hold", hold).time("min", min).time("max", max);
    // The measured hold is a little more than the real one, never less.
    if hold < min {
        Finding::fail(message("short"))
    } else if hold > max + 500_000_000 {
        Finding::fail(message("long"))
    } else {
        Finding::pass(message("pass"))
    }
}

/// An update in a form that was not asked for is the client's fault, not the server's.
pub fn odd_body_5xx(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("odd-body-5xx-seen.{what}"));
    let raws: Vec<_> = case.of(Kind::Raw).filter(|o| o.ask.knows.is_none() && o.ask.method != "DELETE").collect();
    let bad: Vec<_> = raws.iter().filter(|o| o.answer().is_some_and(|a| a.code >= 500)).collect();
    match bad.first() {
        _ if raws.is_empty() => case.nothing(),
        Some(first) => {
            let code = first.answer().map_or(0, |a| a.code).into();
            let body = first.ask.body.clone().unwrap_or_default();
            let message = id("fail").count("bad", bad.len()).count("sent", raws.len()).count("code", code);
            Finding::fail(message.text("body", body)).showing(bad.into_iter().copied())
        }
        None => Finding::pass(id("pass").count("sent", raws.len())),
    }
}

/// A status is words: a number or a blank is refused.
pub fn odd_status_stored(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("odd-status-stored-seen.{what}"));
    let raws: Vec<_> = case.of(Kind::Raw).filter(|o| o.ask.knows.is_none()).collect();
    match raws.iter().find(|o| o.succeeded()) {
        _ if raws.is_empty() => case.nothing(),
        Some(raw) => Finding::fail(id("fail").text("body", raw.ask.body.clone().unwrap_or_default())).showing([*raw]),
        None => Finding::pass(id("pass").count("sent", raws.len())),
    }
}

/// The framework's debugger is not there for everybody.
pub fn debug_mode(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("debug-mode-seen.{what}"));
    let everything = || case.history.operations.iter();
    let shows = |o: &&Operation| {
        o.answer().is_some_and(|a| a.body.excerpt.contains("__debugger__") || a.body.excerpt.contains("EVALEX"))
    };
    match everything().find(shows) {
        Some(shown) => Finding::fail(id("fail").text("path", &shown.ask.path)).showing([shown]),
        None if case.of(Kind::Page).any(|o| o.answer().is_some()) => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}

/// An update that fails changes nothing; one that changes something tells those who wait.
pub fn half_done_update(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("half-done-update-seen.{what}"));
    let failed = case.of(Kind::Raw).find(|o| o.ask.body.as_ref().is_some_and(|body| body.contains("\\ud800")));
    let Some((raw, answer)) = failed.and_then(|o| Some((o, o.answer()?))) else { return case.nothing() };
    if answer.code < 500 {
        return Finding::pass(id("pass").count("code", answer.code.into()));
    }
    let reads = || case.of(Kind::Read).filter(|o| o.round == raw.round).filter_map(|o| Some((o, o.state()?)));
    let before = reads().filter(|(o, _)| o.done < raw.started).max_by_key(|(o, _)| o.started);
    let after = reads().filter(|(o, _)| o.started > raw.done).min_by_key(|(o, _)| o.started);
    let (Some((_, before)), Some((read, after))) = (before, after) else { return case.nothing() };
    let told = case
        .waiters()
        .any(|o| o.round == raw.round && o.done < read.started && o.news().is_some_and(|s| s.version == after.version));
    let message = |what: &str| id(what).count("code", answer.code.into());
    if before.version == after.version || told {
        return Finding::pass(message("unchanged"));
    }
    let versions = message("fail").text("before", &before.version.token).text("after", &after.version.token);
    Finding::fail(versions).showing([raw, read])
}
