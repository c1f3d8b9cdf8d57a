use crate::checker::Finding;
use crate::history::{Answer, DISCOVERY, Outcome, Reason, body_text};
use crate::labs::long_polling::case::{PollCase, shown};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// An immediate answer is JSON that carries a status and a version.
pub fn judge(case: &PollCase) -> Finding {
    if let Some(refused) = case.refusals_alone() {
        let (first, last) = (refused[0].started, refused.iter().map(|o| o.done).max().unwrap_or(0));
        let message = Message::new("state-not-json-seen.limited").count("requests", refused.len());
        return Finding::fail(message.time("time", last.saturating_sub(first))).showing(refused.into_iter().take(3));
    }
    let answered = |o: &&PollOperation| o.answer().is_some_and(|a| a.code != 204);
    let mut reads: Vec<_> = case.reads().filter(answered).collect();
    if reads.is_empty() {
        // Nothing could be asked here: what others were answered shows a state, or why none was found.
        let looked = || case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll));
        reads = looked().filter(|o| o.state().is_some()).take(case.at_least).collect();
        if reads.is_empty() {
            // Other paths were tried before the poll's was found: what they say is no answer of it.
            let here = |o: &&PollOperation| case.is_at(o, &case.contract().poll.path);
            reads = looked().filter(|o| o.scenario == DISCOVERY).filter(here).filter(answered).collect();
        }
    }
    if reads.is_empty()
        && let Some(finding) = never_whole(case)
    {
        return finding;
    }
    for read in &reads {
        let Some(answer) = read.answer() else { continue };
        if let Some(message) = unreadable(answer) {
            let longer = longer_than_said(case).filter(|_| message.id.ends_with("not-json"));
            return longer.unwrap_or_else(|| Finding::fail(message).showing([*read]));
        }
        if answer.code >= 400 {
            let message = id("code").count("code", answer.code.into());
            return Finding::fail(message.text("body", excerpt(answer))).showing([*read]);
        }
        if read.state().is_none() {
            let what = if is_json_in_json(answer) { "twice" } else { "no-fields" };
            return Finding::fail(id(what).text("body", excerpt(answer))).showing([*read]);
        }
    }
    match reads.iter().find_map(|o| o.state()) {
        Some(state) if reads.len() >= case.at_least => unreadable_at_times(case)
            .unwrap_or_else(|| Finding::pass(id("pass").count("reads", reads.len()).text("state", shown(state)))),
        _ => case.nothing(),
    }
}

fn id(what: &str) -> Message {
    Message::new(format!("state-not-json-seen.{what}"))
}

fn excerpt(answer: &Answer) -> String {
    answer.body.excerpt().chars().take(120).collect()
}

/// What keeps a body from being JSON, if something does.
fn unreadable(answer: &Answer) -> Option<Message> {
    let why = answer.body.not_json.as_ref()?;
    let encoding = answer.header("content-encoding").filter(|encoding| !encoding.eq_ignore_ascii_case("identity"));
    Some(match encoding {
        Some(encoding) => id("encoded").text("encoding", encoding),
        None => id("not-json").text("why", why).text("body", excerpt(answer)),
    })
}

/// No answer of the poll's path was ever whole: each broke off, or was more than a client reads.
fn never_whole(case: &PollCase) -> Option<Finding> {
    let path = &case.contract().poll.path;
    let asked = case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll) && case.is_at(o, path));
    let broken = |o: &PollOperation| match &o.outcome {
        Outcome::Indeterminate(Reason::Cut(why)) => Some(id("never-whole").text("why", why)),
        Outcome::Indeterminate(Reason::TooLarge(why)) => Some(id("too-large").text("why", why)),
        Outcome::Indeterminate(Reason::NotHttp(why)) => Some(id("not-http").text("why", why)),
        _ => None,
    };
    let all: Vec<_> = asked.filter_map(|o| Some((o, broken(o)?))).collect();
    let (first, message) = all.first()?;
    Some(Finding::fail(message.clone().count("reads", all.len())).showing([*first]))
}

/// Some states can be read and others cannot, those with an accent for instance: whichever read of the run shows one.
fn unreadable_at_times(case: &PollCase) -> Option<Finding> {
    let reads = || case.all().filter(|o| o.kind == PollKind::Read && o.scenario != DISCOVERY);
    let cut = reads().find_map(|read| match &read.outcome {
        Outcome::Indeterminate(Reason::Cut(why)) if read.head.is_some() => {
            Some(Finding::fail(id("cut").text("why", why)).showing([read]))
        }
        _ => None,
    });
    let bad = || {
        reads().filter(|o| o.succeeded()).find_map(|read| {
            let message = unreadable(read.answer()?)?;
            Some(longer_than_said(case).unwrap_or_else(|| Finding::fail(message).showing([read])))
        })
    };
    cut.or_else(bad)
}

/// An answer of the poll endpoint that ends before its last byte, by its own head, and so is no JSON to its client.
fn longer_than_said(case: &PollCase) -> Option<Finding> {
    let path = &case.contract().poll.path;
    let polls = case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll));
    // What was asked before the contract was known is shown only if nothing else does: no scenario asks it again.
    let (last, first): (Vec<_>, Vec<_>) = polls.partition(|o| o.scenario == DISCOVERY);
    let polls = first.into_iter().chain(last);
    let bad = polls.filter(|o| o.request.path.contains(path.as_str())).find_map(|o| {
        let answer = o.answer().filter(|a| a.extra_bytes > 0 && a.body.not_json.is_some())?;
        Some((o, answer))
    });
    bad.map(|(poll, answer)| {
        let (said, extra) = (answer.body.length as usize, answer.extra_bytes as usize);
        Finding::fail(id("length").count("said", said).count("sent", said + extra)).showing([poll])
    })
}

/// A text that holds the JSON, instead of the JSON.
fn is_json_in_json(answer: &Answer) -> bool {
    let text = serde_json::from_str::<String>(&body_text(&answer.body.bytes));
    text.is_ok_and(|text| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text).is_ok())
}
