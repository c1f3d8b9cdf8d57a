use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::labs::sse::page::record::{Deed, Move};
use crate::message::Message;

/// The card of a symbol looks otherwise after its price has risen than after it has fallen.
pub fn judge(case: &PageCase) -> Finding {
    let looks: Vec<(Move, Option<&str>, bool)> = case
        .deeds
        .iter()
        .filter_map(|(_, _, deed)| match deed {
            Deed::Looked { moved, look, can_say } => Some((*moved, look.as_deref(), *can_say)),
            _ => None,
        })
        .collect();
    // The server says it in a word that was not seen, so that a page which shows that word could not show it here.
    if looks.len() < case.at_least || looks.iter().any(|(_, _, can_say)| !can_say) {
        return case.nothing();
    }
    if looks.iter().any(|(_, look, _)| look.is_none()) {
        return Finding::requires("quote-not-updated");
    }
    let same = looks.windows(2).any(|pair| pair[0].0 != pair[1].0 && pair[0].1 == pair[1].1);
    let what = if same { "fail" } else { "pass" };
    let message = Message::new(format!("up-down-not-shown-seen.{what}")).count("moves", looks.len());
    if same { Finding::fail(message) } else { Finding::pass(message) }
}
