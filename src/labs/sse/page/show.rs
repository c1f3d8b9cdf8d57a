//! What `lab page` can do to a page while somebody watches, and how that is told.

use super::record::{DEED, Deed, Move};
use super::steps::{Quotes, Step};
use crate::history::Observation;
use crate::labs::lab::{Mode, PageLab};
use crate::message::Message;
use serde_json::Value;

pub const PAGE: PageLab = PageLab { modes: &MODES, narrate };

const MODES: [Mode; 5] = [
    Mode { name: "quotes", steps: || again(vec![]) },
    Mode { name: "stream-cut", steps: || again(vec![Step::Cut {}]) },
    Mode { name: "no-quote", steps: || again(vec![Step::Malformed {}]) },
    Mode {
        name: "new-symbol",
        steps: || again(vec![Step::Quote(Quotes { unknown: true, times: 2, ..Quotes::default() })]),
    },
    Mode { name: "unchanged", steps: || again(vec![Step::Quote(Quotes { unchanged: true, ..Quotes::default() })]) },
];

/// The page is opened; then quotes of two symbols come, and this is done, again and again.
fn again(what: Vec<Step>) -> [Vec<Value>; 2] {
    let quotes = [1, 2].map(|symbol| Step::Quote(Quotes { symbol, times: 2, ..Quotes::default() }));
    let written = |steps: Vec<Step>| steps.iter().map(|step| serde_json::json!(step)).collect();
    [vec![Step::Open {}], quotes.into_iter().chain([Step::Trend {}]).chain(what).collect()].map(written)
}

fn narrate(seen: &Observation) -> Option<Message> {
    let deed = (seen.kind == DEED).then(|| serde_json::from_value(seen.detail.clone()).ok()).flatten()?;
    Some(match deed {
        Deed::Opened { asked: true, clicked: None, .. } => Message::new("page-listens"),
        Deed::Opened { asked: true, clicked: Some(label), .. } => {
            Message::new("page-listens-once-clicked").text("label", label)
        }
        Deed::Opened { asked: false, .. } => Message::new("page-listens-not"),
        Deed::Quoted(quote) => {
            let id = match quote.moved {
                Move::Up => "page-quoted-up",
                Move::Down => "page-quoted-down",
                Move::Zero => "page-quoted-unchanged",
            };
            Message::new(id).text("symbol", quote.symbol).text("price", format!("{:.2}", quote.price))
        }
        Deed::Malformed {} => Message::new("page-sent-no-quote"),
        Deed::Cut {} => Message::new("page-stream-cut"),
        Deed::Back { open: 0, .. } => Message::new("page-not-back"),
        Deed::Back { open, before } => Message::new("page-back").count("open", open).count("before", before),
        Deed::Lost { .. } => Message::new("page-lost"),
        Deed::Burst { .. } | Deed::Looked { .. } | Deed::Tabs { .. } | Deed::Came { .. } => return None,
    })
}
