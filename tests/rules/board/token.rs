//! Those without a good token.

use super::{Cast, TokenGiven, Told, came, connected, content, json, user};
use lab::history::Event;

stories! {
    "bad-token-hears": refused_at_once, shown_out_at_once, shown_out_within_a_second, deaf_until_it_goes,
        let_in_like_all, hears_without_a_token, hears_before_it_is_shown_out, is_sent_the_content_first,
        hears_who_comes, a_list_of_names_is_no_traffic, what_it_sent_itself, refused_and_nothing_goes_on,
        deaf_and_nothing_goes_on, left_hanging, left_hanging_on_a_busy_machine, a_late_pong, nobody_came;
    "bad-token-speaks": nothing_was_sent, sent_and_heard_by_nobody, sent_and_heard, heard_without_a_token,
        heard_in_another_room, sent_last_of_all, refused_and_silent, hears_but_is_not_heard, nobody_tried;
    "bad-token-stays": not_let_in, let_out_soon, told_by_an_answer, told_by_an_event, connected_and_told_nothing,
        shown_out_after_three_seconds, gone_before_a_second, nobody_there;
}

/// Two members in a room, and somebody who comes there at 2000 without a good token.
fn intruder(token: TokenGiven) -> Cast {
    connected(&["member 1", "member 2", "intruder 1"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 200)
        .writes("member 1", "mot-1-q", 1000, &["member 2"])
        .intrudes("intruder 1", "first", token, 2000)
        .opened("intruder 1", 2000)
}

/// And updates go on.
fn goes_on(cast: Cast) -> Cast {
    cast.writes("member 1", "mot-2-q", 2100, &["member 2"]).writes("member 2", "mot-3-q", 4000, &["member 1"])
}

fn bad() -> Cast {
    goes_on(intruder(TokenGiven::Bad))
}

fn refused_at_once() -> Told {
    bad().refused("intruder 1", 2000, "unauthorized").passes("pass").count("tried", 1).count("out", 1)
}

fn shown_out_at_once() -> Told {
    bad().ended("intruder 1", 2020).passes("pass").count("shown", 1)
}

fn shown_out_within_a_second() -> Told {
    bad().ended("intruder 1", 2900).passes("pass").count("shown", 1).count("deaf", 0)
}

fn deaf_until_it_goes() -> Told {
    bad().passes("pass").count("deaf", 1)
}

fn let_in_like_all() -> Told {
    let all = bad().hear(&["intruder 1"], 2110, "update", content("mot-2-q"));
    all.fails("fail").text("token", "bad").time("after", 105).text("text", "mot-2-q")
}

fn hears_without_a_token() -> Told {
    let all = goes_on(intruder(TokenGiven::None)).hear(&["intruder 1"], 2110, "update", content("mot-2-q"));
    all.fails("fail").text("token", "none")
}

fn hears_before_it_is_shown_out() -> Told {
    bad().hear(&["intruder 1"], 2110, "update", content("mot-2-q")).ended("intruder 1", 2400).fails("before-leaving")
}

fn is_sent_the_content_first() -> Told {
    let sent = bad().hear(&["intruder 1"], 2006, "content", content("mot-1-q")).ended("intruder 1", 2007);
    sent.fails("before-leaving").text("text", "mot-1-q")
}

fn hears_who_comes() -> Told {
    let joined = bad().joins("member 2", "first", 3000);
    joined.hear(&["intruder 1"], 3010, "notification", came("member 2")).fails("notice")
}

/// Who is online is no word of the room.
fn a_list_of_names_is_no_traffic() -> Told {
    bad().hear(&["intruder 1"], 2050, "online", json!([user("member 1"), user("member 2")])).passes("pass")
}

fn what_it_sent_itself() -> Told {
    let sent = bad().says("intruder 1", "intrus-1-q", 2200);
    sent.hear(&["intruder 1"], 2210, "update", content("intrus-1-q")).passes("pass")
}

/// Nobody could have heard anything.
fn refused_and_nothing_goes_on() -> Told {
    intruder(TokenGiven::Bad).refused("intruder 1", 2000, "unauthorized").waits_for("update-not-delivered")
}

fn deaf_and_nothing_goes_on() -> Told {
    intruder(TokenGiven::Bad).waits_for("update-not-delivered")
}

/// It is neither let in nor told no.
fn left_hanging() -> Told {
    bad().until("intruder 1", 3500).known("intruder 1", |detail| detail.namespaces[0].connected = None).passes("pass")
}

fn left_hanging_on_a_busy_machine() -> Told {
    let hanging = bad().until("intruder 1", 3500);
    hanging.known("intruder 1", |detail| detail.namespaces[0].connected = None).noise(2500, 900).unknown("noise")
}

fn a_late_pong() -> Told {
    bad().known("intruder 1", |detail| detail.unanswered_ping = Some(1)).unknown("late-pong")
}

fn nobody_came() -> Told {
    goes_on(connected(&["member 1", "member 2"]).joins("member 1", "first", 100).joins("member 2", "first", 200))
        .unknown("nothing")
}

fn nothing_was_sent() -> Told {
    bad().refused("intruder 1", 2000, "unauthorized").passes("pass").count("out", 1)
}

fn sent_and_heard_by_nobody() -> Told {
    bad().says_in("intruder 1", "first", "intrus-1-q", 2200).passes("pass").count("deaf", 1)
}

fn sent_and_heard() -> Told {
    let sent = bad().says_in("intruder 1", "first", "intrus-1-q", 2200);
    sent.hear(&["member 1"], 2210, "update", content("intrus-1-q")).fails("fail").time("took", 10)
}

fn heard_without_a_token() -> Told {
    let sent = goes_on(intruder(TokenGiven::None)).says_in("intruder 1", "first", "intrus-1-q", 2200);
    sent.hear(&["member 2"], 2210, "update", content("intrus-1-q")).fails("fail")
}

fn heard_in_another_room() -> Told {
    let sent = connected(&["member 1", "member 2", "neighbour 1", "intruder 1"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 200)
        .joins("neighbour 1", "second", 300)
        .intrudes("intruder 1", "first", TokenGiven::Bad, 2000)
        .says_in("intruder 1", "first", "intrus-1-q", 2200);
    sent.hear(&["neighbour 1"], 2210, "update", content("intrus-1-q")).fails("fail")
}

/// Nothing later shows that it would have been heard.
fn sent_last_of_all() -> Told {
    bad().says_in("intruder 1", "first", "intrus-1-q", 8000).waits_for("update-not-delivered")
}

fn refused_and_silent() -> Told {
    bad().refused("intruder 1", 2000, "no").says_in("intruder 1", "first", "intrus-1-q", 2200).unsent().passes("pass")
}

fn hears_but_is_not_heard() -> Told {
    let heard = bad().hear(&["intruder 1"], 2110, "update", content("mot-2-q"));
    heard.says_in("intruder 1", "first", "intrus-1-q", 2200).passes("pass")
}

fn nobody_tried() -> Told {
    goes_on(connected(&["member 1", "member 2"]).joins("member 1", "first", 100).joins("member 2", "first", 200))
        .unknown("nothing")
}

fn not_let_in() -> Told {
    bad().refused("intruder 1", 2000, "unauthorized").passes("pass").count("tried", 1)
}

fn let_out_soon() -> Told {
    bad().ended("intruder 1", 2900).passes("pass")
}

fn told_by_an_answer() -> Told {
    let told = connected(&["member 1", "intruder 1"]).opened("intruder 1", 2000);
    let told = told.intrudes("intruder 1", "first", TokenGiven::Bad, 2100);
    told.packet("intruder 1", 2110, r#"430[{"error":"no valid ticket"}]"#, &[]).passes("pass")
}

fn told_by_an_event() -> Told {
    bad().hear(&["intruder 1"], 2020, "info", "jeton refusé").passes("pass")
}

fn connected_and_told_nothing() -> Told {
    bad().fails("fail").time("stayed", 6995)
}

fn shown_out_after_three_seconds() -> Told {
    bad().ended("intruder 1", 5005).fails("late").time("stayed", 3000)
}

/// It left by itself, too early to tell.
fn gone_before_a_second() -> Told {
    bad().until("intruder 1", 2500).unknown("nothing")
}

fn nobody_there() -> Told {
    connected(&["member 1"]).note(1, Event::Start).unknown("nothing")
}
