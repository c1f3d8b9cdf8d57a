//! Who leaves, and who sends what no page sends.

use super::{Company, Exercise, How, OTHERS, OddFrame, Told, capitals, three};
use lab::history::FrameKind;

stories! {
    "closed-tab-harms":
        nobody_minds, nobody_hears, some_hear, others_are_cut_off, it_died, nothing_was_heard_before, some_missed_it_before, nobody_left,
        one_of_the_capitals_left, the_capitals_fall_silent, it_may_still_come, what_comes_after_a_reset_is_no_matter;
    "broken-connection-harms":
        nobody_minds_a_reset, nobody_hears_after_a_reset, it_died_of_a_reset, the_first_leaver_did_it, nobody_was_reset;
    "close-unanswered": a_close_is_answered, a_close_is_not_answered, a_reset_wants_no_answer, on_a_busy_machine;
    "dies-on-odd-frame":
        alive_after_it, dead_after_it, deaf_after_it, others_cut_after_it, deaf_before_it, its_own_connection_is_closed,
        none_was_sent, nobody_looked;
    "dies-on-bad-text": alive_after_bad_text, dead_after_bad_text, others_cut_after_bad_text, no_bad_text;
}

/// Three, and one that leaves at half a second.
fn left(how: How) -> Company {
    let all = three().joined_by(Exercise::Relay, &["quitter 1"]);
    all.talk("talker 1", "mot-1", 100, &OTHERS).hear(&["quitter 1"], 110, "mot-1").leaves("quitter 1", how, 500)
}

fn nobody_minds() -> Told {
    left(How::Clean).talk("talker 1", "mot-2", 1000, &OTHERS).passes("pass").count("messages", 2)
}

fn nobody_hears() -> Told {
    left(How::Clean).says("talker 1", "mot-2", 1000).fails("fail").text("text", "mot-2")
}

fn some_hear() -> Told {
    let told = left(How::Clean).talk("talker 1", "mot-2", 1000, &["talker 2"]).fails("some");
    told.usable().count("missed", 1).count("due", 2)
}

fn others_are_cut_off() -> Told {
    left(How::Clean).says("talker 1", "mot-2", 1000).ended("talker 1", 1010, 1011).fails("cut").text("why", "1011")
}

fn it_died() -> Told {
    left(How::Clean).looks(Exercise::Relay, 700, false).fails("died").time("at", 700)
}

fn nothing_was_heard_before() -> Told {
    let all = three().joined_by(Exercise::Relay, &["quitter 1"]).says("talker 1", "mot-1", 100);
    all.leaves("quitter 1", How::Clean, 500).says("talker 1", "mot-2", 1000).waits_for("relay-not-delivered")
}

fn some_missed_it_before() -> Told {
    let all = three().joined_by(Exercise::Relay, &["quitter 1"]).talk("talker 1", "mot-1", 100, &["talker 2"]);
    let all = all.leaves("quitter 1", How::Clean, 500).talk("talker 1", "mot-2", 1000, &["talker 2"]);
    all.waits_for("relay-not-to-all")
}

fn nobody_left() -> Told {
    three().talk("talker 1", "mot-1", 100, &OTHERS).unknown("nothing")
}

fn asked() -> Company {
    let all = capitals(&["asker 1", "quitter 1"]).says("asker 1", "mot-1", 100).hear(&["asker 1"], 110, "MOT-1");
    all.leaves("quitter 1", How::Clean, 500).says("asker 1", "mot-2", 1000)
}

fn one_of_the_capitals_left() -> Told {
    asked().hear(&["asker 1"], 1010, "MOT-2").passes("pass").count("messages", 1)
}

fn the_capitals_fall_silent() -> Told {
    asked().fails("fail")
}

fn it_may_still_come() -> Told {
    left(How::Clean).says("talker 1", "mot-2", 6000).unknown("early")
}

fn what_comes_after_a_reset_is_no_matter() -> Told {
    let all = left(How::Clean).joined_by(Exercise::Relay, &["quitter 2"]);
    let all = all.talk("talker 1", "mot-2", 1000, &OTHERS).hear(&["quitter 2"], 1010, "mot-2");
    all.leaves("quitter 2", How::Reset, 1500).says("talker 1", "mot-3", 2000).passes("pass")
}

fn nobody_minds_a_reset() -> Told {
    left(How::Reset).talk("talker 1", "mot-2", 1000, &OTHERS).passes("pass")
}

fn nobody_hears_after_a_reset() -> Told {
    left(How::Reset).says("talker 1", "mot-2", 1000).fails("fail")
}

fn it_died_of_a_reset() -> Told {
    left(How::Reset).looks(Exercise::Relay, 700, false).fails("died")
}

fn the_first_leaver_did_it() -> Told {
    let all = left(How::Clean).joined_by(Exercise::Relay, &["quitter 2"]).says("talker 1", "mot-2", 1000);
    all.leaves("quitter 2", How::Reset, 1500).says("talker 1", "mot-3", 2000).waits_for("closed-tab-harms")
}

fn nobody_was_reset() -> Told {
    left(How::Clean).talk("talker 1", "mot-2", 1000, &OTHERS).unknown("nothing")
}

fn a_close_is_answered() -> Told {
    left(How::Clean).came("quitter 1", 501, FrameKind::Close, "\u{3}\u{0}").passes("pass").count("clients", 1)
}

fn a_close_is_not_answered() -> Told {
    left(How::Clean).until("quitter 1", 1500).fails("fail").time("waited", 1000)
}

fn a_reset_wants_no_answer() -> Told {
    left(How::Reset).unknown("nothing")
}

fn on_a_busy_machine() -> Told {
    left(How::Clean).until("quitter 1", 1500).noise(1000, 900).unknown("noise")
}

/// Two talk, and a stranger sends this.
fn sent(frame: OddFrame) -> Company {
    let all = three().joined_by(Exercise::Relay, &["stranger 1"]).talk("talker 1", "mot-1", 100, &OTHERS);
    all.hear(&["stranger 1"], 110, "mot-1").until("stranger 1", 2000).odd("stranger 1", frame, 500)
}

fn alive_after_it() -> Told {
    let all = sent(OddFrame::Empty).looks(Exercise::Relay, 800, true);
    all.until("stranger 1", 900).talk("talker 1", "mot-2", 1000, &OTHERS).passes("pass").count("frames", 1)
}

fn dead_after_it() -> Told {
    sent(OddFrame::Empty).looks(Exercise::Relay, 800, false).fails("died").text("frame", "empty").time("at", 800)
}

fn deaf_after_it() -> Told {
    let all = sent(OddFrame::Binary).looks(Exercise::Relay, 800, true).until("stranger 1", 900);
    all.says("talker 1", "mot-2", 1000).fails("deaf").text("frame", "binary").text("text", "mot-2")
}

fn others_cut_after_it() -> Told {
    let all = sent(OddFrame::Large).looks(Exercise::Relay, 800, true);
    all.ended("talker 2", 600, 1009).fails("cut").text("frame", "large").text("why", "1009")
}

fn deaf_before_it() -> Told {
    let all = three().joined_by(Exercise::Relay, &["stranger 1"]).says("talker 1", "mot-1", 100);
    all.odd("stranger 1", OddFrame::Empty, 500).looks(Exercise::Relay, 800, true).passes("pass")
}

fn its_own_connection_is_closed() -> Told {
    let all = sent(OddFrame::Large).ended("stranger 1", 600, 1009).looks(Exercise::Relay, 800, true);
    all.talk("talker 1", "mot-2", 1000, &OTHERS).passes("pass")
}

fn none_was_sent() -> Told {
    sent(OddFrame::BadText).unknown("nothing")
}

fn nobody_looked() -> Told {
    sent(OddFrame::Empty).until("stranger 1", 900).talk("talker 1", "mot-2", 1000, &OTHERS).unknown("nothing")
}

fn alive_after_bad_text() -> Told {
    let all = sent(OddFrame::BadText).ended("stranger 1", 600, 1007).looks(Exercise::Relay, 800, true);
    all.talk("talker 1", "mot-2", 1000, &OTHERS).passes("pass")
}

fn dead_after_bad_text() -> Told {
    sent(OddFrame::BadText).looks(Exercise::Relay, 800, false).fails("died")
}

fn others_cut_after_bad_text() -> Told {
    sent(OddFrame::BadText).looks(Exercise::Relay, 800, true).ended("talker 3", 600, 1011).fails("cut")
}

fn no_bad_text() -> Told {
    sent(OddFrame::Empty).unknown("nothing")
}
