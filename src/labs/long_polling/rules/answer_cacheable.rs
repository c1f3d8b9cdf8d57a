use crate::checker::Finding;
use crate::history::{Answer, DISCOVERY};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};

/// An answer to what is asked again in the same words, 'no change' or the one to a client that knows nothing, does not say
/// that it may be used again: a browser would take it from its cache, and not ask.
///
/// Only what the answer says itself counts. A missing header, or the date of a change, keeps no browser from asking.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("answer-cacheable-seen.{what}"));
    let mut looked = 0;
    let mut found: Option<(&str, &PollOperation, Fresh)> = None;
    for poll in case.all().filter(|o| o.scenario != DISCOVERY) {
        let Some(what) = asked_again(case, poll) else { continue };
        let Some(answer) = poll.answer().filter(|answer| (200..400).contains(&answer.code)) else { continue };
        looked += 1;
        // A page that hears 'no change' asks again at once: that one is worse.
        if let Some(fresh) = Fresh::of(answer, received(case, poll))
            && found.as_ref().is_none_or(|(known, ..)| *known != what && what == "no-change")
        {
            found = Some((what, poll, fresh));
        }
    }
    if let Some((what, poll, fresh)) = found {
        let seconds = usize::try_from(fresh.seconds).unwrap_or(usize::MAX);
        return Finding::fail(id(what).text("says", fresh.says).count("seconds", seconds)).showing([poll]);
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("answers", looked))
}

/// What makes a client ask the very same again, if something does.
fn asked_again(case: &PollCase, poll: &PollOperation) -> Option<&'static str> {
    let spoken = &case.contract().poll;
    match poll.kind {
        PollKind::Poll if poll.news().is_none() => Some("no-change"),
        PollKind::Poll | PollKind::Read if poll.version() == Some(&spoken.first) => Some("first"),
        PollKind::Raw if poll.request.method == "GET" && poll.request.path.ends_with(&spoken.path) => Some("first"),
        _ => None,
    }
}

/// When an answer came, by the calendar.
fn received(case: &PollCase, poll: &PollOperation) -> Option<Timestamp> {
    let started: Timestamp = case.history.header.started.parse().ok()?;
    started.checked_add(SignedDuration::from_nanos(i64::try_from(poll.done).ok()?)).ok()
}

/// How long an answer may be used again, and the header that says so.
#[derive(Debug, PartialEq)]
struct Fresh<'a> {
    says: &'a str,
    seconds: i64,
}

impl<'a> Fresh<'a> {
    /// By the rules of a private cache (RFC 9111 §4.2): none if it says nothing of it, or that it is to be asked again.
    fn of(answer: &'a Answer, received: Option<Timestamp>) -> Option<Self> {
        let named = |wanted: &'static str| {
            let all = answer.headers.iter().filter(move |(name, _)| name == wanted);
            all.map(|(_, value)| value.as_str())
        };
        let directives = || named("cache-control").flat_map(|value| value.split(',')).map(str::trim);
        let name = |directive: &str| directive.split('=').next().unwrap_or_default().trim().to_ascii_lowercase();
        let forbids = |directive: &str| matches!(name(directive).as_str(), "no-store" | "no-cache");
        if directives().any(forbids)
            || named("vary").flat_map(|value| value.split(',')).any(|field| field.trim() == "*")
        {
            return None;
        }
        let ages = || directives().filter(|directive| name(directive) == "max-age");
        let (says, seconds) = if ages().next().is_some() {
            // Where there are several, or one that is no number, it is taken for stale.
            let seconds = |directive: &str| directive.split_once('=')?.1.trim().trim_matches('"').parse().ok();
            (named("cache-control").next()?, ages().map(|age| seconds(age).unwrap_or(0)).min()?)
        } else {
            let expires = named("expires").next()?;
            let made = named("date").next().and_then(date).or(received)?;
            (expires, date(expires)?.duration_since(made).as_secs())
        };
        let age = named("age").next().and_then(|age| age.trim().parse().ok()).unwrap_or(0_i64);
        let seconds = seconds.saturating_sub(age.max(0));
        (seconds > 0).then_some(Self { says, seconds })
    }
}

/// A date as HTTP writes it. To a cache, one that is none is past.
fn date(text: &str) -> Option<Timestamp> {
    rfc2822::parse(text.trim()).ok().map(|date| date.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Body;

    fn seconds(headers: &[(&str, &str)]) -> Option<i64> {
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let answer = Answer { code: 200, headers, body: Body::default(), extra_bytes: 0 };
        let received = "2026-11-21T05:00:00Z".parse().ok();
        Fresh::of(&answer, received).map(|fresh| fresh.seconds)
    }

    #[test]
    fn what_may_be_used_again_is_told_by_the_answer_itself() {
        for (control, wanted) in [
            ("max-age=60", Some(60)),
            ("public, MAX-AGE=60, must-revalidate", Some(60)),
            ("private,max-age = \"60\"", Some(60)),
            ("max-age=0", None),
            ("max-age=60, no-cache", None),
            ("no-store, max-age=60", None),
            ("no-cache=\"set-cookie\", max-age=60", None),
            ("s-maxage=60", None),
            ("s-maxage=60, max-age=0", None),
            ("public", None),
            ("private, immutable", None),
            ("max-age", None),
            ("max-age=soon", None),
            ("max-age=-5", None),
            ("max-age=60, max-age=0", None),
            ("", None),
        ] {
            assert_eq!(seconds(&[("cache-control", control)]), wanted, "{control}");
        }
        assert_eq!(seconds(&[]), None);
        assert_eq!(seconds(&[("cache-control", "private"), ("cache-control", "max-age=5")]), Some(5));
        assert_eq!(seconds(&[("cache-control", "max-age=60"), ("age", "50")]), Some(10));
        assert_eq!(seconds(&[("cache-control", "max-age=60"), ("age", "60")]), None);
        assert_eq!(seconds(&[("cache-control", "max-age=60"), ("vary", "Cookie, *")]), None);
        assert_eq!(seconds(&[("cache-control", "max-age=60"), ("vary", "Accept-Encoding")]), Some(60));
        assert_eq!(seconds(&[("last-modified", "Sat, 21 Nov 2020 05:00:00 GMT"), ("etag", "\"1\"")]), None);
    }

    #[test]
    fn a_date_is_compared_with_the_answers_own() {
        let at = |minute: u32| format!("Sat, 21 Nov 2026 05:{minute:02}:00 GMT");
        let expires = |expires: &str, date: &str| seconds(&[("expires", expires), ("date", date)]);
        assert_eq!(expires(&at(10), &at(9)), Some(60));
        assert_eq!(expires(&at(9), &at(9)), None);
        assert_eq!(expires(&at(8), &at(9)), None);
        assert_eq!(expires("0", &at(9)), None);
        assert_eq!(expires("-1", &at(9)), None);
        assert_eq!(seconds(&[("expires", &at(1))]), Some(60), "by our own clock");
        assert_eq!(seconds(&[("expires", &at(10)), ("date", &at(9)), ("cache-control", "max-age=0")]), None);
        assert_eq!(seconds(&[("expires", &at(8)), ("date", &at(9)), ("cache-control", "max-age=5")]), Some(5));
    }
}
