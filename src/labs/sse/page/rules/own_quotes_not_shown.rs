use crate::checker::{Finding, Sight};
use crate::history::Nanos;
use crate::labs::sse::page::case::{PageCase, Took};
use crate::labs::sse::page::record::Deed;
use crate::message::Message;

/// So long a tab is given to show what came: beyond, it is lost.
const LOOKED_FOR: Nanos = 2_000_000_000;

/// What the student's own stream brings is shown in each tab, and soon.
pub fn judge(case: &PageCase) -> Finding {
    let opened = case.deeds.iter().find_map(|(_, round, deed)| match deed {
        Deed::Tabs { tabs } => Some((*round, *tabs)),
        _ => None,
    });
    let Some((round, tabs)) = opened else { return case.nothing() };
    let mut all: Vec<Took> = vec![];
    for tab in 1..=tabs {
        let came: Vec<_> = case
            .deeds
            .iter()
            .filter_map(|(at, _, deed)| match deed {
                Deed::Came { tabs, words, price } if tabs.contains(&tab) => Some((*at, words, *price)),
                _ => None,
            })
            .collect();
        if came.is_empty() {
            let message = Message::new("own-quotes-not-shown-seen.nothing").count("tab", tab as usize);
            return Finding::fail(message);
        }
        if came.len() < case.at_least {
            return case.nothing();
        }
        let sight = Sight { round, tab };
        let shown = came.iter().filter_map(|(at, words, price)| case.came(sight, *at, at + LOOKED_FOR, words, *price));
        let shown: Vec<Took> = shown.collect();
        if shown.len() < case.at_least {
            let (at, words, price) = came[0];
            if case.limits.too_noisy(at, at + LOOKED_FOR) {
                return case.noisy(at, at + LOOKED_FOR);
            }
            let message = Message::new("own-quotes-not-shown-seen.fail").count("tab", tab as usize);
            let message = message.count("quotes", came.len()).count("shown", shown.len());
            let symbol = words.first().map_or("", String::as_str);
            return Finding::fail(message.text("symbol", symbol).text("price", price.to_string()));
        }
        all.extend(shown);
    }
    case.timed(&all, |what| {
        Message::new(format!("own-quotes-not-shown-seen.{what}"))
            .count("tabs", tabs as usize)
            .count("quotes", all.len())
    })
}
