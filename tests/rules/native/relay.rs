//! What one client says, and what the others hear.

use super::{Company, Exercise, How, NotOpened, OTHERS, Told, What, capitals, relay, text, three};

stories! {
    "relay-not-delivered":
        heard_by_all, heard_in_an_envelope, heard_by_one_of_two, heard_by_nobody, heard_by_the_sender_alone,
        ended_by_the_server, nobody_on_a_busy_machine, listened_too_short, a_trial_is_no_message, not_heard_since_one_left,
        the_relay_refuses, both_refuse, said_to_the_other_server, heard_too_seldom;
    "relay-not-to-all": each_hears, one_misses_it, all_miss_it, one_misses_it_since_one_left, misses_on_a_busy_machine;
    "relay-mangled":
        accents_arrive, accents_are_escaped, accents_are_spoilt, capitals_for_letters, accents_end_the_listeners,
        accents_are_heard_by_nobody, nothing_is_heard;
    "relay-binary": as_texts, as_bytes, as_bytes_that_the_page_reads, nothing_to_look_at;
    "relay-lost":
        the_burst_arrives, some_of_the_burst_is_lost, none_of_the_burst_arrives, the_burst_may_still_come,
        the_burst_on_a_busy_machine, no_burst;
    "relay-twice": once_each, twice_at_one, a_notice_beside_it, twice_at_the_sender_is_no_matter, never_heard;
    "relay-late": at_once, after_a_second, after_three_seconds, one_slow_of_three, never;
    "own-message-twice": nothing_comes_back, it_comes_back, it_comes_back_and_the_page_shows_it, nothing_said;
}

fn heard_by_all() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).passes("pass").count("messages", 2).time("took", 10)
}

fn heard_in_an_envelope() -> Told {
    three().says("talker 1", "mot-1", 100).hear(&OTHERS, 110, r#"{"type":"message","text":"mot-1"}"#).passes("pass")
}

fn heard_by_one_of_two() -> Told {
    three().talk("talker 1", "mot-1", 100, &["talker 2"]).passes("pass")
}

fn heard_by_nobody() -> Told {
    three().says("talker 1", "mot-1 a", 100).fails("fail").text("text", "mot-1 a").time("waited", 8900)
}

fn heard_by_the_sender_alone() -> Told {
    three().talk("talker 1", "mot-1", 100, &["talker 1"]).fails("sender")
}

fn ended_by_the_server() -> Told {
    let ended = relay(&["talker 1", "talker 2"]).says("talker 1", "mot-1", 100).ended("talker 2", 150, 1011);
    ended.fails("ended").text("why", "1011")
}

fn nobody_on_a_busy_machine() -> Told {
    let busy = three().says("talker 1", "mot-1", 100).until("talker 2", 5200).until("talker 3", 5200);
    busy.noise(3000, 900).unknown("noise")
}

fn listened_too_short() -> Told {
    three().says("talker 1", "mot-1", 6000).unknown("early")
}

fn a_trial_is_no_message() -> Told {
    three().says_what("talker 1", "mot-1", What::Trial, 100).unknown("nothing")
}

fn not_heard_since_one_left() -> Told {
    let left = relay(&["talker 1", "talker 2", "quitter 1"]).talk("talker 1", "mot-1", 100, &["talker 2"]);
    left.leaves("quitter 1", How::Clean, 500).says("talker 1", "mot-2", 1000).fails_unless("fail", "closed-tab-harms")
}

fn the_relay_refuses() -> Told {
    let refuses = relay(&["talker 1"]).unopened("talker 1", NotOpened::Status(404, String::new()), 10);
    refuses.joined_by(Exercise::Capitals, &["asker 1"]).fails("status").count("code", 404)
}

fn both_refuse() -> Told {
    relay(&["talker 1"]).unopened("talker 1", NotOpened::Silent, 6000).waits_for("websocket-unreachable")
}

fn said_to_the_other_server() -> Told {
    capitals(&["asker 1", "asker 2"]).says("asker 1", "mot-1", 100).unknown("nothing")
}

fn heard_too_seldom() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).at_least(3).unknown("nothing")
}

fn each_hears() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).passes("pass").count("clients", 2)
}

fn one_misses_it() -> Told {
    let told = three().talk("talker 1", "mot-1", 100, &["talker 2"]).fails("fail");
    told.count("reached", 1).count("missed", 1).text("text", "mot-1")
}

fn all_miss_it() -> Told {
    three().says("talker 1", "mot-1", 100).waits_for("relay-not-delivered")
}

fn one_misses_it_since_one_left() -> Told {
    let left = three().joined_by(Exercise::Relay, &["quitter 1"]).talk("talker 1", "mot-1", 100, &OTHERS);
    let left = left.leaves("quitter 1", How::Clean, 500).talk("talker 1", "mot-2", 1000, &["talker 2"]);
    left.fails_unless("fail", "closed-tab-harms")
}

fn misses_on_a_busy_machine() -> Told {
    three().talk("talker 1", "mot-1", 100, &["talker 2"]).until("talker 3", 5200).noise(3000, 900).unknown("noise")
}

const ACCENTS: &str = "mot-2 « été » <";

fn with_accents(came: &str) -> Company {
    let talk = three().talk("talker 1", "mot-1", 100, &OTHERS);
    talk.says_what("talker 1", ACCENTS, What::Accents, 500).hear(&OTHERS, 510, came)
}

fn accents_arrive() -> Told {
    with_accents(ACCENTS).passes("pass").count("messages", 4)
}

fn accents_are_escaped() -> Told {
    with_accents("ada : mot-2 « été » &lt;").passes("pass")
}

fn accents_are_spoilt() -> Told {
    with_accents("mot-2 Â« Ã©tÃ© Â» <").fails("fail").text("text", ACCENTS).text("came", "mot-2 Â« Ã©tÃ© Â» <")
}

fn capitals_for_letters() -> Told {
    three().says("talker 1", "mot-1 abc", 100).hear(&OTHERS, 110, "MOT-1 ABC").fails("fail")
}

fn accents_end_the_listeners() -> Told {
    let talk = three().talk("talker 1", "mot-1", 100, &OTHERS).says_what("talker 1", ACCENTS, What::Accents, 500);
    talk.ended("talker 2", 520, 1007).ended("talker 3", 520, 1007).fails("ended").text("why", "1007")
}

fn accents_are_heard_by_nobody() -> Told {
    let talk = three().talk("talker 1", "mot-1", 100, &OTHERS);
    talk.says_what("talker 1", ACCENTS, What::Accents, 500).fails("lost")
}

fn nothing_is_heard() -> Told {
    three().says("talker 1", "mot-1", 100).waits_for("relay-not-delivered")
}

fn as_texts() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).passes("pass").count("messages", 2)
}

fn bytes() -> Company {
    three().says("talker 1", "mot-1", 100).hear_bytes(&OTHERS, 110, "mot-1")
}

fn as_bytes() -> Told {
    bytes().fails("fail").count("messages", 2)
}

fn as_bytes_that_the_page_reads() -> Told {
    bytes().spoken(|all| all.relay.as_mut().expect("a relay").reads_bytes = true).passes("read")
}

fn nothing_to_look_at() -> Told {
    three().unknown("nothing")
}

fn the_burst_arrives() -> Told {
    let all: Vec<u32> = (1..=20).collect();
    three()
        .burst("talker 1", 20, 100, &all, &OTHERS)
        .at_least(20)
        .passes("pass")
        .count("sent", 20)
        .count("listeners", 2)
}

fn some_of_the_burst_is_lost() -> Told {
    three().burst("talker 1", 20, 100, &[1, 2, 20], &OTHERS).fails("fail").count("lost", 17).text("text", &text(3))
}

fn none_of_the_burst_arrives() -> Told {
    three().burst("talker 1", 20, 100, &[], &OTHERS).waits_for("relay-not-delivered")
}

/// A slow server goes on for long, and shows it.
fn the_burst_may_still_come() -> Told {
    let slow = relay(&["talker 1", "talker 2"]).burst("talker 1", 2, 100, &[], &[]);
    slow.hear(&["talker 2"], 8000, &text(1)).unknown("early")
}

fn the_burst_on_a_busy_machine() -> Told {
    let busy = relay(&["talker 1", "talker 2"]).burst("talker 1", 3, 100, &[1], &["talker 2"]).until("talker 2", 5200);
    busy.noise(3000, 900).unknown("noise")
}

fn no_burst() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).at_least(20).unknown("nothing")
}

fn once_each() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).passes("pass").count("messages", 2)
}

fn twice_at_one() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).hear(&["talker 3"], 115, "mot-1").fails("fail").count("copies", 2)
}

fn a_notice_beside_it() -> Told {
    let talk = three().says("talker 1", "mot-1", 100).hear(&OTHERS, 110, r#"{"type":"message","text":"mot-1"}"#);
    talk.hear(&OTHERS, 111, r#"{"type":"last","text":"mot-1"}"#).passes("pass")
}

fn twice_at_the_sender_is_no_matter() -> Told {
    let talk = three().talk("talker 1", "mot-1", 100, &OTHERS);
    talk.hear(&["talker 1"], 110, "mot-1").hear(&["talker 1"], 111, "mot-1").passes("pass")
}

fn never_heard() -> Told {
    three().says("talker 1", "mot-1", 100).waits_for("relay-not-delivered")
}

fn heard_after(time: u32) -> Company {
    three().says("talker 1", "mot-1", 100).hear(&OTHERS, 100 + time, "mot-1")
}

fn at_once() -> Told {
    heard_after(20).passes("pass").time("took", 20)
}

fn after_a_second() -> Told {
    heard_after(1000).earns_half("late").observed(1000)
}

fn after_three_seconds() -> Told {
    heard_after(3000).fails("fail").observed(3000)
}

fn one_slow_of_three() -> Told {
    let talk = relay(&["talker 1", "talker 2"]).talk("talker 1", "mot-1", 100, &["talker 2"]);
    let talk = talk.talk("talker 1", "mot-2", 500, &["talker 2"]);
    talk.says("talker 1", "mot-3", 1000).hear(&["talker 2"], 4000, "mot-3").passes("pass").time("took", 10)
}

fn never() -> Told {
    three().says("talker 1", "mot-1", 100).waits_for("relay-not-delivered")
}

fn nothing_comes_back() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).passes("pass")
}

fn back() -> Company {
    three().talk("talker 1", "mot-1", 100, &["talker 1", "talker 2", "talker 3"])
}

fn it_comes_back() -> Told {
    back().passes("echoed")
}

fn it_comes_back_and_the_page_shows_it() -> Told {
    back().spoken(|all| all.relay.as_mut().expect("a relay").shows_own = true).fails("fail").text("text", "mot-1")
}

fn nothing_said() -> Told {
    three().unknown("nothing")
}
