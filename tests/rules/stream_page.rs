//! The page of the lab of Server-Sent Events: what it showed of what came, and what it asked.

use super::build::{Deed, Story, Told, story};
use lab::history::{Answer, Body, Operation, Outcome, RequestRecord};
use lab::labs::long_polling::record::PollDetail;
use serde_json::{Value, json};

stories! {
    "stream-page-dead":
        it_listens, its_script_is_missing, the_page_is_missing, its_script_throws, it_runs_and_asks_for_nothing,
        it_was_not_opened, it_hangs, it_hangs_in_one_tab;
    "stream-not-opened": it_asks_by_itself, it_asks_when_clicked, it_asks_elsewhere, it_asks_for_nothing, nobody_opened_it;
    "quote-not-shown":
        three_first_quotes, two_slow_tabs_beside_a_quick_one, in_french, by_the_name_of_the_company, a_second_late, two_seconds_late, nothing_is_shown, the_price_alone,
        nothing_is_shown_on_a_busy_machine, two_tabs_only;
    "quote-not-updated":
        three_further_prices, one_price_stays, a_history_keeps_the_old, further_prices_late, too_few_further_prices;
    "cards-multiply":
        the_card_stays, the_card_and_a_history, a_card_for_each, a_list_of_the_last, the_last_is_not_shown, nothing_was_burst;
    "new-symbol-not-shown": the_new_one_is_shown, the_new_one_is_not, the_new_one_stays, no_new_one;
    "quotes-overwrite":
        all_are_there, one_place, all_but_the_unchanged, one_that_the_server_never_sends, one_symbol;
    "up-down-not-shown": another_class, the_same_look, a_word_that_was_not_seen, no_card, nobody_looked;
    "zero-change-hidden": the_price_is_there, the_price_is_not_there, none_was_unchanged;
    "change-not-displayed": the_amount, the_percentage, neither, the_server_says_none;
    "own-quotes-not-shown":
        three_tabs_show_them, one_tab_shows_none, one_tab_hears_none, they_show_them_late, too_few_came, no_tabs,
        one_tab_shows_none_on_a_busy_machine;
    "reconnects-badly": back_twice, two_streams_as_before, gone, one_stream_more, back_and_silent, shown_nothing_before, not_cut;
    "bad-event-fatal": the_next_is_shown, the_next_is_not_shown, nothing_before, nothing_bad;
}

fn opened_in(story: Story, round: u32, at: f64) -> Story {
    let deed = json!({ "what": "opened", "asked": true, "clicked": null, "open": 1 });
    story.seen(round, at, "deed", deed)
}

fn opened(asked: bool, clicked: Option<&str>) -> Story {
    let deed = json!({ "what": "opened", "asked": asked, "clicked": clicked, "open": u32::from(asked) });
    story([]).seen(1, 900, "deed", deed)
}

fn asked(path: &str, at: f64, code: u16) -> Deed {
    let body = Body { bytes: vec![], length: 0, not_json: None };
    let answer = Answer { code, headers: vec![], body, extra_bytes: 0 };
    let operation = Operation {
        id: 0,
        lab: None,
        scenario: "here".into(),
        attempt: 1,
        round: 1,
        client: "tab 1".into(),
        kind: "page".into(),
        request: RequestRecord { method: "GET".into(), path: path.into(), ..RequestRecord::default() },
        started: (at * 1e6) as u64,
        sent: Some((at * 1e6) as u64),
        head: Some(((at + 1.0) * 1e6) as u64),
        done: ((at + 1.0) * 1e6) as u64,
        arrived: None,
        network: None,
        outcome: Outcome::Answered(Box::new(answer)),
        channel: None,
        detail: Value::Null,
    };
    Deed { operation, detail: PollDetail::default() }
}

fn it_listens() -> Told {
    opened(true, None).passes("pass")
}

fn its_script_is_missing() -> Told {
    let icon = asked("/x.png", 2.0, 404);
    opened(false, None).and([asked("/", 1.0, 200), icon, asked("/script.js?v=2", 3.0, 404)]).fails("no-script")
}

fn the_page_is_missing() -> Told {
    opened(false, None).and([asked("/", 1.0, 404)]).fails("no-page")
}

fn its_script_throws() -> Told {
    let said = json!({ "saying": "exception", "text": "TypeError: x\n at y", "place": "http://a/x.js:3" });
    opened(false, None).and([asked("/", 1.0, 200)]).seen(1, 5, "said", said).fails("thrown")
}

fn lost(story: Story, round: u32) -> Story {
    story.seen(round, 30_000, "deed", json!({ "what": "lost", "why": "…", "end": "hung" }))
}

fn it_hangs() -> Told {
    lost(lost(story([]), 1), 2).fails("hung").count("tabs", 2)
}

fn it_hangs_in_one_tab() -> Told {
    lost(opened(true, None), 1).passes("pass")
}

fn it_runs_and_asks_for_nothing() -> Told {
    opened(false, None).and([asked("/", 1.0, 200)]).passes("pass")
}

fn it_was_not_opened() -> Told {
    story([]).unknown("nothing")
}

fn it_asks_by_itself() -> Told {
    opened(true, None).passes("pass")
}

fn it_asks_when_clicked() -> Told {
    opened(true, Some("Démarrer")).passes("clicked")
}

fn it_asks_elsewhere() -> Told {
    let all = [asked("/", 1.0, 200), asked("/app.js", 2.0, 200), asked("/flux", 3.0, 404)];
    opened(false, None).and(all).fails("other")
}

fn it_asks_for_nothing() -> Told {
    opened(false, None).and([asked("/", 1.0, 200), asked("/app.js", 2.0, 200)]).fails("fail")
}

fn nobody_opened_it() -> Told {
    story([]).unknown("nothing")
}

fn quote(symbol: &str, price: f64, moved: &str) -> Value {
    json!({ "what": "quoted", "symbol": symbol, "words": [symbol, format!("{symbol} Inc.")], "price": price,
        "changes": [1.37, 0.68], "move": moved, "known": symbol != "LABX" })
}

/// A quote is sent, and so much later an element says this.
fn sent(story: Story, round: u32, at: f64, quote: Value, after: f64, place: &str, text: &str) -> Story {
    story.seen(round, at, "deed", quote).seen(round, at + after, "shown", json!({ place: [text, ""] }))
}

/// The first quote in three tabs.
fn first(after: f64, text: &str) -> Story {
    first_in([after; 3], text)
}

fn first_in(after: [f64; 3], text: &str) -> Story {
    (1..).zip(after).fold(story([]).at_least(3), |story, (round, after)| {
        let at = 10_000.0 * f64::from(round);
        sent(opened_in(story, round, at), round, at + 1000.0, quote("AAPL", 203.67, "up"), after, "#a", text)
    })
}

fn three_first_quotes() -> Told {
    first(12.0, "AAPL 203.67 $").passes("pass").time("median", 12)
}

fn two_slow_tabs_beside_a_quick_one() -> Told {
    first_in([300.0, 40.0, 280.0], "AAPL 203.67 $").passes("pass").time("median", 40)
}

fn in_french() -> Told {
    first(12.0, "aapl : 203,67 €").passes("pass")
}

fn by_the_name_of_the_company() -> Told {
    first(12.0, "203.7 – AAPL Inc.").passes("pass")
}

fn a_second_late() -> Told {
    first(1000.0, "AAPL 203.67").earns_half("late")
}

fn two_seconds_late() -> Told {
    first(2000.0, "AAPL 203.67").fails("too-late")
}

fn nothing_is_shown() -> Told {
    first(12.0, "Connecté").fails("fail")
}

fn the_price_alone() -> Told {
    first(12.0, "203.67").fails("fail")
}

fn nothing_is_shown_on_a_busy_machine() -> Told {
    first(12.0, "Connecté").noise(11_500, 4000).unknown("noise")
}

fn two_tabs_only() -> Told {
    let story = opened_in(story([]).at_least(3), 1, 10_000.0);
    sent(story, 1, 11_000.0, quote("AAPL", 203.67, "up"), 12.0, "#a", "AAPL 203.67").unknown("nothing")
}

const PRICES: [f64; 4] = [203.67, 205.16, 203.79, 205.18];

/// A quote and three further prices of one symbol.
fn walked(after: f64, text: impl Fn(usize) -> String) -> Story {
    let begun = opened(true, None).at_least(3);
    PRICES.iter().enumerate().fold(begun, |story, (number, price)| {
        let (at, moved) = (1000.0 + 3000.0 * number as f64, if number % 2 == 0 { "up" } else { "down" });
        sent(story, 1, at, quote("AAPL", *price, moved), after, "#a", &text(number))
    })
}

fn said(number: usize) -> String {
    format!("AAPL {}", PRICES[number])
}

fn three_further_prices() -> Told {
    walked(15.0, said).passes("pass").time("median", 15)
}

fn one_price_stays() -> Told {
    walked(15.0, |number| said(number.min(1))).fails("fail").count("shown", 1)
}

fn a_history_keeps_the_old() -> Told {
    walked(15.0, |number| (0..=number).rev().map(said).collect::<Vec<_>>().join(" · ")).passes("pass")
}

fn further_prices_late() -> Told {
    walked(1000.0, said).earns_half("late")
}

fn too_few_further_prices() -> Told {
    walked(15.0, said).at_least(4).unknown("nothing")
}

/// Twenty quotes of a symbol, after which these are shown; before it was one card.
fn burst(after: Value) -> Story {
    let prices: Vec<f64> = (0..20).map(|number| 205.11 + 1.4 * f64::from(number)).collect();
    let story = opened_in(story([]), 1, 500.0).seen(1, 900, "shown", json!({ "ul:1/li:1": ["AAPL 203.67", ""] }));
    let deed = json!({ "what": "burst", "words": ["AAPL"], "prices": prices });
    story.seen(1, 1000, "deed", deed).seen(1, 3000, "shown", after)
}

fn rows(place: &str, count: usize, text: impl Fn(usize) -> String) -> serde_json::Map<String, Value> {
    (0..count).map(|number| (format!("{place}{}", number + 1), json!([text(number), ""]))).collect()
}

fn the_card_stays() -> Told {
    burst(json!({ "ul:1/li:1": ["AAPL 231.71", ""] })).passes("pass")
}

fn the_card_and_a_history() -> Told {
    let mut all = rows("#log/p:", 20, |number| format!("AAPL {}", 231.71 - 1.4 * number as f64));
    all.insert("ul:1/li:1".into(), json!(["AAPL 231.71", ""]));
    burst(Value::Object(all)).passes("pass")
}

fn a_card_for_each() -> Told {
    let all = rows("ul:1/li:", 21, |number| format!("AAPL {}", 203.71 + 1.4 * number as f64));
    burst(Value::Object(all)).fails("fail").count("more", 20)
}

fn a_list_of_the_last() -> Told {
    let all = rows("ul:1/li:", 6, |number| format!("AAPL {}", 231.71 - 1.4 * number as f64));
    burst(Value::Object(all)).fails("fail")
}

fn the_last_is_not_shown() -> Told {
    burst(json!({ "ul:1/li:1": ["AAPL 205.11", ""] })).waits_for("quote-not-updated")
}

fn nothing_was_burst() -> Told {
    opened(true, None).unknown("nothing")
}

/// Three quotes of a symbol that the server never sends, after one of its own.
fn new(text: impl Fn(usize) -> String) -> Story {
    let story = opened(true, None).at_least(3);
    let story = sent(story, 1, 1000.0, quote("AAPL", 199.12, "up"), 10.0, "#a", "AAPL 199.12");
    (0..3).fold(story, |story, number| {
        let at = 4000.0 + 3000.0 * number as f64;
        sent(story, 1, at, quote("LABX", PRICES[number], "up"), 10.0, "#x", &text(number))
    })
}

fn the_new_one_is_shown() -> Told {
    new(|number| format!("LABX {}", PRICES[number])).passes("pass")
}

fn the_new_one_is_not() -> Told {
    new(|_| String::new()).fails("fail")
}

fn the_new_one_stays() -> Told {
    new(|_| format!("LABX {}", PRICES[0])).fails("stays")
}

fn no_new_one() -> Told {
    walked(15.0, said).unknown("nothing")
}

/// Two symbols, each in the place that is told.
fn two(second: &str, places: [&str; 2]) -> Story {
    let story = opened(true, None).at_least(2);
    let story = sent(story, 1, 1000.0, quote("AAPL", 203.67, "up"), 10.0, places[0], "AAPL 203.67");
    let text = if places[1].is_empty() { String::new() } else { format!("{second} 305.22") };
    sent(story, 1, 4000.0, quote(second, 305.22, "up"), 10.0, places[1], &text)
}

fn all_are_there() -> Told {
    two("MSFT", ["#a", "#b"]).passes("pass")
}

fn one_place() -> Told {
    two("MSFT", ["#a", "#a"]).fails("fail").count("there", 1)
}

fn all_but_the_unchanged() -> Told {
    let story = two("MSFT", ["#a", "#b"]);
    sent(story, 1, 8000.0, quote("AAPL", 205.12, "zero"), 10.0, "#c", "").passes("pass")
}

fn one_that_the_server_never_sends() -> Told {
    two("LABX", ["#a", ""]).fails_unless("fail", "new-symbol-not-shown")
}

fn one_symbol() -> Told {
    walked(15.0, said).at_least(2).unknown("nothing")
}

fn looked(looks: [Option<&str>; 3], can_say: bool) -> Story {
    let story = opened(true, None).at_least(3);
    looks.into_iter().zip(["up", "down", "up"]).fold(story, |story, (look, moved)| {
        story.seen(1, 2000, "deed", json!({ "what": "looked", "move": moved, "look": look, "can_say": can_say }))
    })
}

fn another_class() -> Told {
    looked([Some("green"), Some("red"), Some("green")], true).passes("pass")
}

fn the_same_look() -> Told {
    looked([Some("green"), Some("red"), Some("red")], true).fails("fail")
}

fn a_word_that_was_not_seen() -> Told {
    looked([Some("grey"); 3], false).unknown("nothing")
}

fn no_card() -> Told {
    looked([Some("green"), None, Some("green")], true).waits_for("quote-not-updated")
}

fn nobody_looked() -> Told {
    walked(15.0, said).unknown("nothing")
}

fn unchanged(text: &str) -> Story {
    sent(walked(15.0, said), 1, 14_000.0, quote("AAPL", 206.55, "zero"), 10.0, "#a", text)
}

fn the_price_is_there() -> Told {
    unchanged("AAPL 206,55").passes("pass")
}

fn the_price_is_not_there() -> Told {
    unchanged("AAPL 205.18").fails("fail")
}

fn none_was_unchanged() -> Told {
    walked(15.0, said).unknown("nothing")
}

fn the_amount() -> Told {
    walked(15.0, |number| format!("{} (-1,37)", said(number))).passes("pass")
}

fn the_percentage() -> Told {
    walked(15.0, |number| format!("{} +0.68 %", said(number))).passes("pass")
}

fn neither() -> Told {
    walked(15.0, said).fails("fail")
}

fn the_server_says_none() -> Told {
    let begun = opened(true, None).at_least(3);
    let quoted = PRICES.iter().enumerate().fold(begun, |story, (number, price)| {
        let mut quote = quote("AAPL", *price, "up");
        quote["changes"] = json!([]);
        sent(story, 1, 1000.0 + 3000.0 * number as f64, quote, 10.0, "#a", &said(number))
    });
    quoted.unknown("nothing")
}

/// Four quotes of the student's own stream, which reach some tabs, and are shown in each so much later, or not.
fn own(heard: &[u32], after: [Option<f64>; 3]) -> Story {
    let story = story([]).at_least(3).seen(1, 900, "deed", json!({ "what": "tabs", "tabs": 3 }));
    PRICES.iter().enumerate().fold(story, |story, (number, price)| {
        let at = 1000.0 + 3000.0 * number as f64;
        let came = json!({ "what": "came", "tabs": heard, "words": ["AAPL"], "price": price });
        let story = story.seen(1, at, "deed", came);
        (1..).zip(after).fold(story, |story, (tab, after)| match after {
            Some(after) => story.seen_in(tab, 1, at + after, "shown", json!({ "#a": [said(number), ""] })),
            None => story,
        })
    })
}

fn three_tabs_show_them() -> Told {
    own(&[1, 2, 3], [Some(10.0), Some(20.0), Some(30.0)]).passes("pass").count("tabs", 3)
}

fn one_tab_shows_none() -> Told {
    own(&[1, 2, 3], [Some(10.0), None, Some(30.0)]).fails("fail").count("tab", 2)
}

fn one_tab_hears_none() -> Told {
    own(&[1, 2], [Some(10.0), Some(20.0), None]).fails("nothing").count("tab", 3)
}

fn they_show_them_late() -> Told {
    own(&[1, 2, 3], [Some(1000.0); 3]).earns_half("late")
}

fn too_few_came() -> Told {
    own(&[1, 2, 3], [Some(10.0); 3]).at_least(5).unknown("nothing")
}

fn no_tabs() -> Told {
    walked(15.0, said).unknown("nothing")
}

fn one_tab_shows_none_on_a_busy_machine() -> Told {
    own(&[1, 2, 3], [Some(10.0), None, Some(30.0)]).noise(1500, 4000).unknown("noise")
}

/// Two interruptions, each with a quote before and one after.
fn cut(open: [usize; 2], before: usize, texts: [&str; 3]) -> Story {
    let story = opened(true, None).at_least(2);
    let mut story = sent(story, 1, 1000.0, quote("AAPL", PRICES[0], "up"), 10.0, "#a", texts[0]);
    for (number, open) in open.into_iter().enumerate() {
        let at = 5000.0 + 10_000.0 * number as f64;
        story = story.seen(1, at, "deed", json!({ "what": "cut" }));
        story = story.seen(1, at + 4000.0, "deed", json!({ "what": "back", "open": open, "before": before }));
        let quote = quote("AAPL", PRICES[number + 1], "up");
        story = sent(story, 1, at + 5000.0, quote, 10.0, "#a", texts[number + 1]);
    }
    story
}

const TEXTS: [&str; 3] = ["AAPL 203.67", "AAPL 205.16", "AAPL 203.79"];

fn back_twice() -> Told {
    cut([1, 1], 1, TEXTS).passes("pass").count("cuts", 2)
}

fn two_streams_as_before() -> Told {
    cut([2, 2], 2, TEXTS).passes("pass")
}

fn gone() -> Told {
    cut([0, 0], 1, [TEXTS[0]; 3]).fails("gone")
}

fn one_stream_more() -> Told {
    cut([2, 4], 1, TEXTS).fails("more").count("open", 2)
}

fn back_and_silent() -> Told {
    cut([1, 1], 1, [TEXTS[0], TEXTS[1], TEXTS[1]]).fails("silent")
}

fn shown_nothing_before() -> Told {
    cut([1, 1], 1, ["", "", ""]).waits_for("quote-not-shown")
}

fn not_cut() -> Told {
    walked(15.0, said).unknown("nothing")
}

fn bad(texts: [&str; 2]) -> Story {
    let story = sent(opened(true, None), 1, 1000.0, quote("AAPL", PRICES[0], "up"), 10.0, "#a", texts[0]);
    let story = story.seen(1, 4000, "deed", json!({ "what": "malformed" }));
    sent(story, 1, 5000.0, quote("AAPL", PRICES[1], "up"), 10.0, "#a", texts[1])
}

fn the_next_is_shown() -> Told {
    bad([TEXTS[0], TEXTS[1]]).passes("pass")
}

fn the_next_is_not_shown() -> Told {
    bad([TEXTS[0], TEXTS[0]]).fails("fail")
}

fn nothing_before() -> Told {
    bad(["", ""]).waits_for("quote-not-shown")
}

fn nothing_bad() -> Told {
    walked(15.0, said).unknown("nothing")
}
