//! The requests that a report shows: those that a finding rests on, and what went on beside them.

use super::model::ms;
use super::request::{Crowd, End, Evidence, Request};
use crate::history::{History, Nanos, Operation, Outcome, Reason};
use crate::labs::{self, Gist, Shape};
use std::collections::BTreeMap;

/// More than so many in one round are counted, not shown one by one.
const LANES: usize = 60;
/// What went on beside them is shown for so many rounds.
const ROUNDS: usize = 2;
/// A crowd is counted in so many parts of its time.
const PARTS: usize = 60;
/// Of more times than this, some are kept.
const TIMES: usize = 300;
/// So many characters of a body are shown, and of a path.
const BODY: usize = 120;
const PATH: usize = 200;

/// A round of a scenario, each time it was driven.
type Round<'a> = (&'a str, u32, u32);

fn round(operation: &Operation) -> Round<'_> {
    (&operation.scenario, operation.attempt, operation.round)
}

/// What a finding rests on, with what went on beside it in the same round.
pub fn around(history: &History, shown: &[&Operation]) -> Evidence {
    let (Some(from), Some(to)) = (shown.iter().map(|o| o.started).min(), shown.iter().map(|o| o.done).max()) else {
        return Evidence::default();
    };
    let mut rounds: Vec<Round> = shown.iter().map(|o| round(o)).collect();
    rounds.dedup();
    rounds.truncate(ROUNDS);
    let beside = |o: &&Operation| rounds.contains(&round(o)) && o.started <= to && o.done >= from;
    let is_shown = |o: &Operation| shown.iter().any(|other| other.id == o.id);
    let others: Vec<&Operation> =
        history.operations.iter().map(|o| &**o).filter(beside).filter(|o| !is_shown(o)).collect();
    evidence(shown, others)
}

/// The round of a scenario in which most was asked, the last time that it was driven.
pub fn fullest(history: &History, scenario: &str) -> Evidence {
    let of = || history.operations.iter().map(|o| &**o).filter(|o| o.scenario == scenario);
    let Some(last) = of().map(|o| o.attempt).max() else { return Evidence::default() };
    let mut rounds: BTreeMap<Round, Vec<&Operation>> = BTreeMap::new();
    for operation in of().filter(|o| o.attempt == last) {
        rounds.entry(round(operation)).or_default().push(operation);
    }
    let waits = |operations: &[&Operation]| operations.iter().filter(|o| !gist(o).reads).count();
    // Of those with as many, the first.
    let fullest = rounds.into_values().rev().max_by_key(|operations| waits(operations));
    evidence(&[], fullest.unwrap_or_default())
}

fn evidence(shown: &[&Operation], others: Vec<&Operation>) -> Evidence {
    let (mut alone, mut many) = (others, vec![]);
    if alone.len() + shown.len() > LANES {
        (many, alone) = alone.into_iter().partition(|o| gist(o).waits);
        alone.truncate(LANES);
    }
    let requests = shown.iter().map(|o| request(o, true)).chain(alone.iter().map(|o| request(o, false)));
    let mut requests: Vec<_> = requests.collect();
    requests.sort_by(|a, b| a.sent_ms.total_cmp(&b.sent_ms).then(a.operation.cmp(&b.operation)));
    Evidence { requests, crowd: crowd(&many) }
}

/// What its lab says of an operation in short.
pub fn gist(operation: &Operation) -> Gist {
    let lab = operation.lab.as_ref().and_then(labs::find);
    lab.map_or_else(Gist::default, |lab| (lab.gist)(operation))
}

fn crowd(many: &[&Operation]) -> Option<Crowd> {
    let sent = |o: &Operation| o.sent.unwrap_or(o.started);
    let from = many.iter().map(|o| sent(o)).min()?;
    let to = many.iter().map(|o| o.done).max()?.max(from + 1);
    let counted = |times: &mut dyn Iterator<Item = Nanos>| {
        let mut parts = vec![0; PARTS];
        for time in times {
            let part = (time - from) as f64 / (to - from) as f64 * PARTS as f64;
            parts[(part as usize).min(PARTS - 1)] += 1;
        }
        parts
    };
    let answered = || many.iter().filter(|o| o.answer().is_some());
    Some(Crowd {
        count: many.len() as u64,
        unanswered: (many.len() - answered().count()) as u64,
        from_ms: ms(from),
        to_ms: ms(to),
        sent: counted(&mut many.iter().map(|o| sent(o))),
        answered: counted(&mut answered().map(|o| o.came().clamp(from, to))),
    })
}

fn request(operation: &Operation, shows: bool) -> Request {
    let (gist, shape) = (gist(operation), labs::shape(operation.kind.as_str()));
    let is_unanswered = shape.is_some_and(Shape::is_unanswered);
    let (end, answer) = match &operation.outcome {
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) if is_unanswered => (End::Done, String::new()),
        // Its head is told by its code, and the rest is what it heard.
        Outcome::Answered(answer) if shape == Some(Shape::Streams) && answer.code == 200 => {
            (End::Answered, String::new())
        }
        Outcome::Answered(answer) => (End::Answered, cut(&answer.body.excerpt(), BODY)),
        Outcome::Refused(why) => (End::Refused, why.clone()),
        Outcome::Indeterminate(Reason::NoAnswer) => (End::NoAnswer, String::new()),
        Outcome::Indeterminate(Reason::Left) => (End::Left, String::new()),
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => {
            (End::Cut, why.clone())
        }
    };
    let sent = operation.sent.unwrap_or(operation.started);
    // Until then an answer was not waited for, but not refused either.
    let is_over_at_once = end == End::Done && shape.is_some_and(Shape::is_event);
    let asked = &operation.request;
    let (method, path, body) = match gist.event {
        Some(event) => (event.verb, event.name, event.data),
        None => (asked.method.clone(), asked.path.clone(), asked.body.clone()),
    };
    Request {
        operation: operation.id,
        round: operation.round,
        client: operation.client.to_string(),
        kind: operation.kind.to_string(),
        shows,
        method,
        path: cut(&path, PATH),
        body: body.map(|body| cut(&body, BODY)),
        sent_ms: ms(sent),
        head_ms: operation.head.map(ms),
        done_ms: ms(if is_over_at_once { sent } else { operation.done }),
        arrived_ms: operation.arrived.map(ms),
        end,
        code: operation.answer().map(|a| a.code),
        version: gist.version.map(|version| cut(&version, 40)),
        answer,
    }
}

/// A text that is not too long; one that is cut says so.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}

/// Times, sorted; of very many, some at equal steps, the shortest and the longest among them.
pub fn some_of(times: &[Nanos]) -> Vec<f64> {
    let mut all: Vec<_> = times.to_vec();
    all.sort_unstable();
    if all.len() > TIMES {
        all = (0..TIMES).map(|step| all[step * (all.len() - 1) / (TIMES - 1)]).collect();
    }
    all.into_iter().map(ms).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!((cut("äöü", 3), cut("äöüß", 3)), ("äöü".into(), "äöü…".into()));
    }

    #[test]
    fn of_many_times_the_ends_stay() {
        let times: Vec<Nanos> = (0..5_000).rev().map(|ms| ms * 1_000_000).collect();
        let some = some_of(&times);
        assert_eq!((some.len(), some[0], some[TIMES - 1]), (TIMES, 0.0, 4_999.0));
        assert!(some.is_sorted());
        assert_eq!(some_of(&[2_000_000, 1_000_000]), [1.0, 2.0]);
    }
}
