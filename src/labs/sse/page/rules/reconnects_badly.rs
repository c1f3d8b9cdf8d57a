use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::labs::sse::page::record::Deed;
use crate::message::Message;

/// After its stream has ended, the page listens again: to as many streams as before, and shows what comes.
pub fn judge(case: &PageCase) -> Finding {
    let back: Vec<(u64, usize, usize)> = case
        .deeds
        .iter()
        .filter_map(|(at, _, deed)| match deed {
            Deed::Back { open, before } => Some((*at, *open, *before)),
            _ => None,
        })
        .collect();
    if back.len() < case.at_least {
        return case.nothing();
    }
    let sent = case.sent();
    let before = sent.first().filter(|one| one.at < back[0].0);
    if before.is_none_or(|one| case.shown(one).is_none()) {
        return Finding::requires("quote-not-shown");
    }
    let message = |what: &str, open: usize, before: usize| {
        let message = Message::new(format!("reconnects-badly-seen.{what}")).count("cuts", back.len());
        message.count("open", open).count("before", before)
    };
    for (at, open, before) in &back {
        let (open, before) = (*open, *before);
        if open == 0 {
            let from = at.saturating_sub(1_000_000_000);
            return if case.limits.too_noisy(from, *at) {
                case.noisy(from, *at)
            } else {
                Finding::fail(message("gone", open, before))
            };
        }
        if open > before {
            return Finding::fail(message("more", open, before));
        }
    }
    let after = back.iter().filter_map(|(at, ..)| sent.iter().find(|one| one.at >= *at));
    match after.into_iter().find(|one| case.shown(one).is_none()) {
        Some(missing) => case.missing(missing, message("silent", back[0].1, back[0].2)),
        None => Finding::pass(message("pass", back[0].1, back[0].2)),
    }
}
