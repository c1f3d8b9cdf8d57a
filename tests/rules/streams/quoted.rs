//! What the data of the events hold.

use super::{Told, data, event, opened, pieces, quote, steady, story, subscriber};

stories! {
    "data-not-json":
        strict_json, other_events_may_be_text, a_python_dictionary, not_a_number, an_object_as_text, nothing_but_text,
        too_few_to_judge, none_to_judge, no_head_no_json, as_many_documents_as_are_wanted, encoded_twice,
        a_text_that_is_no_json, the_name_of_the_field_twice;
    "quote-incomplete":
        one_object, a_map_of_symbols, a_list_within_an_object, in_french, an_exchange_and_a_number_of_its_own,
        a_welcome_before_the_quotes, a_named_event_beside_them, nothing_but_prices, no_symbol, no_price, no_change,
        one_of_the_list_has_no_change, json_comes_first, two_quotes_are_too_few, no_head_no_quotes,
        as_many_quotes_as_are_wanted;
    "numbers-as-text":
        numbers, a_percentage_to_show_beside_them, a_price_in_quotes, a_change_in_quotes_beside_a_number,
        a_change_of_null, text_comes_first, quotes_without_numbers, no_head_no_numbers, as_many_numbers_as_are_wanted;
    "quote-never-changes":
        prices_move, one_quote_for_ever, one_quote_of_each_symbol_for_ever, the_change_alone_moves,
        no_symbol_came_twice_often_enough, no_quotes_no_prices, no_head_no_prices;
    "event-named-error":
        no_names, a_name_of_its_own, an_error, an_opening_among_quotes, no_event_no_name, no_head_no_name;
}

fn no_head() -> Told {
    story([subscriber(1).from(0).left(11_500)]).at_least(3).waits_for("stream-unreachable")
}

fn strict_json() -> Told {
    story([steady()]).at_least(3).passes("pass")
}

fn other_events_may_be_text() -> Told {
    let with_pings = (0..5).map(|number| format!("event: ping\ndata: {number} o'clock\n\n{}", event(&quote(number))));
    story([pieces(with_pings)]).at_least(3).passes("pass")
}

fn a_python_dictionary() -> Told {
    story([data(&["{'symbol': 'AAPL', 'price': 1.5, 'change': 0.1}"; 5])]).at_least(3).fails("fail")
}

fn not_a_number() -> Told {
    let quote = quote(1);
    let odd = r#"{"symbol":"AAPL","price":1.5,"change":NaN}"#;
    story([data(&[&quote, &quote, &quote, odd, &quote])]).at_least(3).fails("fail")
}

fn an_object_as_text() -> Told {
    story([data(&["[object Object]"; 5])]).at_least(3).fails("fail")
}

fn nothing_but_text() -> Told {
    story([pieces(["event: quote\ndata: AAPL 150 +1\n\n"; 5])]).at_least(3).fails("fail")
}

fn too_few_to_judge() -> Told {
    story([opened().quotes(10, 2000, 2).leaves(9000)]).at_least(3).waits_for("stream-ends")
}

fn none_to_judge() -> Told {
    story([opened().leaves(11_500)]).at_least(3).waits_for("first-event-late")
}

fn no_head_no_json() -> Told {
    no_head()
}

fn one_object() -> Told {
    story([steady()]).at_least(3).passes("pass")
}

fn a_map_of_symbols() -> Told {
    let all = r#"{"exchange":"NASDAQ","AAPL":{"price":1,"change":2,"volume":9},"GOOG":{"price":1,"change":-2}}"#;
    story([data(&[all; 5])]).at_least(3).passes("pass")
}

fn a_list_within_an_object() -> Told {
    let all =
        r#"{"market_trend":"up","stocks":[{"ticker":"A","value":1,"delta":2},{"ticker":"B","value":1,"delta":0}]}"#;
    story([data(&[all; 5])]).at_least(3).passes("pass")
}

fn in_french() -> Told {
    story([data(&[r#"{"symbole":"AIR","nom":"Airbus","prix":1.5,"évolution":-1,"cours_veille":2}"#; 5])])
        .at_least(3)
        .passes("pass")
}

/// The number is that of the event, and its name comes before the symbol's.
fn an_exchange_and_a_number_of_its_own() -> Told {
    story([data(&[r#"{"id":7,"exchange":"NASDAQ","symbol":"AAPL","price":1.5,"variation":-1}"#; 5])])
        .at_least(3)
        .passes("pass")
}

/// The lab text says nothing of other events, whatever they are called.
fn a_welcome_before_the_quotes() -> Told {
    let welcome = event(r#"{"type":"connected","message":"Bienvenue"}"#);
    story([opened().piece(6, welcome).quotes(10, 2000, 5).leaves(8020)]).at_least(3).passes("pass")
}

fn a_named_event_beside_them() -> Told {
    let alert = |number| format!("{}event: market_alert\ndata: {{\"text\":\"!\"}}\n\n", event(&quote(number)));
    story([pieces((0..5).map(alert))]).at_least(3).passes("pass")
}

fn nothing_but_prices() -> Told {
    story([data(&[r#"{"AAPL":170.5,"GOOG":140.1}"#; 5])]).at_least(3).fails("none")
}

fn no_symbol() -> Told {
    story([data(&[r#"{"price":1.5,"change":0.1}"#; 5])]).at_least(3).fails("symbol")
}

fn no_price() -> Told {
    story([data(&[r#"{"symbol":"AAPL","change":0.1}"#; 5])]).at_least(3).fails("price")
}

fn no_change() -> Told {
    story([data(&[r#"{"symbol":"AAPL","price":1.5,"exchange":"NASDAQ"}"#; 5])]).at_least(3).fails("change")
}

fn one_of_the_list_has_no_change() -> Told {
    let all = r#"[{"symbol":"A","price":1,"change":2},{"symbol":"B","price":1}]"#;
    story([data(&[all; 5])]).at_least(3).fails("change")
}

fn json_comes_first() -> Told {
    story([data(&["{'symbol': 'AAPL'}"; 5])]).at_least(3).waits_for("data-not-json")
}

fn two_quotes_are_too_few() -> Told {
    story([opened().quotes(10, 2000, 2).leaves(9000)]).at_least(3).waits_for("stream-ends")
}

fn no_head_no_quotes() -> Told {
    no_head()
}

fn numbers() -> Told {
    story([data(&[r#"{"symbol":"A","price":1e2,"change":-0}"#; 5])]).at_least(3).passes("pass")
}

fn a_percentage_to_show_beside_them() -> Told {
    let shown =
        r#"{"symbol":"A","price":1.5,"price_text":"1,50 €","variation":0.5,"change_percent":"+0.5 %","changed":true}"#;
    story([data(&[shown; 5])]).at_least(3).passes("pass")
}

fn a_price_in_quotes() -> Told {
    story([data(&[r#"{"symbol":"A","price":"171.50","previous_price":170,"change":1.5}"#; 5])])
        .at_least(3)
        .fails("fail")
}

fn a_change_in_quotes_beside_a_number() -> Told {
    story([data(&[r#"{"symbol":"A","price":171.5,"change":"+1,5"}"#; 5])]).at_least(3).fails("fail")
}

fn a_change_of_null() -> Told {
    story([data(&[r#"{"symbol":"A","price":171.5,"change":null}"#; 5])]).at_least(3).fails("fail")
}

fn text_comes_first() -> Told {
    story([data(&["{'symbol': 'AAPL'}"; 5])]).at_least(3).waits_for("data-not-json")
}

fn quotes_without_numbers() -> Told {
    story([data(&[r#"{"AAPL":170.5}"#; 5])]).at_least(3).waits_for("quote-incomplete")
}

fn no_head_no_numbers() -> Told {
    no_head()
}

/// Three prices; the changes are words that are meant to be words.
fn as_many_numbers_as_are_wanted() -> Told {
    story([data(&[r#"{"symbol":"A","price":171.5,"change":"up"}"#; 3])]).at_least(3).passes("pass").count("numbers", 3)
}

/// Three events of two quotes each.
fn as_many_quotes_as_are_wanted() -> Told {
    let all = r#"[{"symbol":"A","price":1,"change":2},{"symbol":"B","price":1,"change":0}]"#;
    story([data(&[all; 3])]).at_least(3).passes("pass").count("quotes", 6).count("events", 3)
}

fn as_many_documents_as_are_wanted() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(5000)]).at_least(3).passes("pass").count("events", 3)
}

fn encoded_twice() -> Told {
    let twice = serde_json::to_string(&quote(1)).expect("a text");
    story([data(&[twice.as_str(); 5])]).at_least(3).fails("twice").count("line", 1)
}

/// It is JSON; that it is no quote is told by another rule.
fn a_text_that_is_no_json() -> Told {
    story([data(&["\"AAPL\"", "\"12\"", "\"{\""])]).at_least(3).passes("pass")
}

fn the_name_of_the_field_twice() -> Told {
    let twice = format!("data: {}", quote(1));
    story([data(&[twice.as_str(); 5])]).at_least(3).fails("prefix").count("line", 1)
}

fn prices_move() -> Told {
    story([steady()]).at_least(2).passes("pass")
}

fn one_quote_for_ever() -> Told {
    story([data(&[quote(1).as_str(); 5])]).at_least(4).fails("fail").count("quotes", 5)
}

fn one_quote_of_each_symbol_for_ever() -> Told {
    let quotes: Vec<String> = (0..8).map(|number| quote(number % 4)).collect();
    story([data(&quotes.iter().map(String::as_str).collect::<Vec<_>>())]).at_least(4).fails("fail").count("quotes", 8)
}

fn the_change_alone_moves() -> Told {
    let quotes: Vec<String> = (0..6).map(|change| format!(r#"{{"symbol":"A","price":1,"change":{change}}}"#)).collect();
    story([data(&quotes.iter().map(String::as_str).collect::<Vec<_>>())]).at_least(4).passes("pass")
}

fn no_symbol_came_twice_often_enough() -> Told {
    story([data(&[quote(1).as_str(); 4])]).at_least(4).waits_for("stream-ends")
}

fn no_quotes_no_prices() -> Told {
    story([data(&["{}"; 5])]).at_least(4).waits_for("quote-incomplete")
}

fn no_head_no_prices() -> Told {
    no_head()
}

fn no_names() -> Told {
    story([steady()]).passes("pass")
}

fn a_name_of_its_own() -> Told {
    story([pieces((0..5).map(|number| format!("event: errors\n{}", event(&quote(number)))))]).passes("pass")
}

fn an_error() -> Told {
    story([pieces((0..5).map(|number| format!("event: error\n{}", event(&quote(number)))))])
        .fails("fail")
        .text("name", "error")
        .count("line", 1)
}

fn an_opening_among_quotes() -> Told {
    story([pieces([event(&quote(1)), "event: open\ndata: {}\n\n".into()])])
        .fails("fail")
        .text("name", "open")
        .count("line", 3)
}

fn no_event_no_name() -> Told {
    story([opened().leaves(11_500)]).waits_for("first-event-late")
}

fn no_head_no_name() -> Told {
    no_head()
}
