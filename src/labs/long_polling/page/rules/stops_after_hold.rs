use crate::checker::{Finding, Timing};
use crate::history::{Nanos, Operation};
use crate::labs::long_polling::page::case::{PageCase, Sight};
use crate::labs::long_polling::page::display::folded;
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;

/// After the end of a hold the page asks again at once: by then.
const AT_ONCE: Nanos = 500_000_000;
/// Later, and still soon: half of the points.
const SOON: Nanos = 1_500_000_000;
/// Nobody waits longer for the next poll.
const WAITED: Nanos = 4_000_000_000;

/// A hold that ends without news is no error: the page asks again at once, and shows what it showed.
pub fn judge(case: &PageCase) -> Finding {
    let ends = case.deeds.iter().filter_map(|(at, round, deed)| match deed {
        Deed::HoldEnded { status, seen } => Some((*at, *round, status, *seen)),
        _ => None,
    });
    let ends: Vec<(Nanos, u32, &String, bool)> = ends.collect();
    let Some((at, round, status, is_seen)) = ends.first().copied() else {
        let was_opened = case.deeds.iter().any(|(_, _, deed)| matches!(deed, Deed::Opened { asked: true, .. }));
        return if was_opened { Finding::requires("version-not-sent-back") } else { case.nothing() };
    };
    let finding = asks_again(case, &ends);
    // What the server itself never says, a page need not understand.
    if !is_seen && finding.verdict != crate::checker::Verdict::Pass {
        return case.nothing();
    }
    if finding.verdict == crate::checker::Verdict::Pass && !stays(case, at, round, status) {
        let message = Message::new("stops-after-hold-seen.cleared").text("status", status);
        return Finding::fail(message);
    }
    finding
}

/// How soon it asks: of several ends, the one that it took best counts, for a page may take a short hold for an error.
fn asks_again(case: &PageCase, ends: &[(Nanos, u32, &String, bool)]) -> Finding {
    let polls = case.asked(PageKind::Poll);
    let gap = |at: Nanos, round: u32| {
        let own = || polls.iter().filter(|poll| poll.round == round);
        let ended = own().filter(|poll| poll.started < at && poll.head.is_some_and(|head| head >= at));
        let ended = ended.min_by_key(|poll| poll.head)?;
        let next = own().find(|poll| Some(poll.started) >= ended.head)?;
        Some((ended.head?, next.started))
    };
    let gaps: Vec<Option<(Nanos, Nanos)>> = ends.iter().map(|(at, round, ..)| gap(*at, *round)).collect();
    let best = gaps.iter().flatten().copied().min_by_key(|(from, to)| to - from);
    let Some((from, to)) = best else {
        let (from, to) = (ends[0].0, ends[0].0 + WAITED);
        if case.limits.too_noisy(from, to) {
            return case.noisy(from, to);
        }
        let ended = polls.iter().filter(|poll| poll.started < from && poll.head.is_some_and(|head| head >= from));
        let ended: Vec<&Operation> = ended.map(|poll| &***poll).collect();
        return Finding::fail(Message::new("stops-after-hold-seen.never")).showing(ended);
    };
    let (took, noise) = (to - from, case.limits.noise(from, to));
    let timing = |limit| Timing { observed: took, limit, noise };
    let message = |what: &str| {
        let message = Message::new(format!("stops-after-hold-seen.{what}")).count("ends", ends.len());
        message.time("took", took)
    };
    if took <= AT_ONCE + noise {
        Finding::pass(message("pass")).timed(timing(AT_ONCE))
    } else if case.limits.too_noisy(from, to) {
        Finding::noise(timing(AT_ONCE))
    } else if ends.iter().any(|(at, round, ..)| case.beside(*round, 0, *at).is_some()) {
        Finding::requires("polls-overlap")
    } else if took <= SOON + noise {
        Finding::half(message("late")).timed(timing(AT_ONCE))
    } else {
        Finding::fail(message("too-late")).timed(timing(SOON))
    }
}

/// Whether something that said the status before the first end says it after the last one too, if anything did.
fn stays(case: &PageCase, at: Nanos, round: u32, status: &str) -> bool {
    let own = folded(status);
    let (before, after) = (case.screen(Sight::of(round), at), case.screen(Sight::of(round), Nanos::MAX));
    let says = |text: &str| folded(text).contains(&own);
    let mut said = before.iter().filter(|(_, (text, _))| says(text)).peekable();
    said.peek().is_none() || said.any(|(place, _)| after.get(place).is_some_and(|(text, _)| says(text)))
}
