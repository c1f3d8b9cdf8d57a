use crate::checker::Finding;
use crate::history::Screen;
use crate::labs::sse::page::case::{PageCase, says};
use crate::labs::sse::page::number;
use crate::labs::sse::page::record::Deed;
use crate::message::Message;

/// So many more of one kind are a list that grows with each quote, even one that is kept short.
const GROWS: usize = 4;

/// After many quotes of one symbol, some element that is not one of a growing list has the last price: the card that there
/// was. A history or a log beside it may grow.
pub fn judge(case: &PageCase) -> Finding {
    let burst = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Burst { words, prices } => Some((*at, *round, words, prices)),
        _ => None,
    });
    let Some((at, round, words, prices)) = burst else { return case.nothing() };
    let Some(last) = prices.last() else { return case.nothing() };
    let (before, after) = (case.screen(round, at), case.screen(round, u64::MAX));
    if !says(&after, *last) {
        return Finding::requires("quote-not-updated");
    }
    let grown = |place: &str| of_kind(&after, place).saturating_sub(of_kind(&before, place));
    let has_last = after.iter().filter(|(_, (text, _))| number::says(text, *last, 0));
    let stays = has_last.clone().any(|(place, _)| grown(place) < GROWS);
    let symbol = words.first().map_or("", String::as_str);
    let message = |what: &str| {
        let message = Message::new(format!("cards-multiply-seen.{what}")).text("symbol", symbol);
        message.count("quotes", prices.len())
    };
    if stays {
        return Finding::pass(message("pass"));
    }
    let more = has_last.map(|(place, _)| grown(place)).max().unwrap_or(0);
    Finding::fail(message("fail").count("more", more))
}

/// How many elements stand at such a place: the same but for its numbers.
fn of_kind(screen: &Screen, place: &str) -> usize {
    let kind = |place: &str| place.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let own = kind(place);
    screen.keys().filter(|other| kind(other) == own).count()
}
