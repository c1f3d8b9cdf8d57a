//! Other agreements on what a client sends that has a version: the rules go by what it has, and not by what it sends.

use super::build::{Story, Told, reader, story, update, waiter};
use lab::checker::Verdict;
use lab::labs::long_polling::record::ID;
use lab::labs::long_polling::sends::Sends;

stories! {
    "not-held":
        the_next_one_is_waited_for, the_next_one_is_said_to_be_there, whatever_comes_next_is_waited_for;
    "waiter-not-woken":
        the_next_one_comes, whatever_comes_next_does_not_come;
    "behind-kept-waiting":
        the_one_after_an_old_one_is_there, the_one_after_an_old_one_is_waited_for;
}

fn sends(story: Story, sends: Sends) -> Story {
    story.spoken(|contract| contract.poll.sends = sends)
}

fn the_next_one_is_waited_for() -> Told {
    sends(story([waiter(1).knows("3").from(0).code(25_000, 204)]), Sends::Next).passes("pass")
}

fn the_next_one_is_said_to_be_there() -> Told {
    sends(story([waiter(1).knows("3").from(0).answered(2, "En cours", "3")]), Sends::Next).fails("same")
}

fn whatever_comes_next_is_waited_for() -> Told {
    sends(story([waiter(1).knows("3").from(0).code(25_000, 204)]), Sends::Nothing).passes("pass")
}

fn the_next_one_comes() -> Told {
    let deeds = [waiter(1).knows("3").from(0).answered(105, "En cours", "4"), update("En cours").at(100, 104)];
    sends(story(deeds), Sends::Next).passes("pass")
}

fn whatever_comes_next_does_not_come() -> Told {
    let deeds = [waiter(1).knows("3").from(0).no_answer(5000), update("En cours").at(100, 104)];
    sends(story(deeds), Sends::Nothing).fails("fail")
}

fn the_one_after_an_old_one_is_there() -> Told {
    sends(story([reader(1).from(0).answered(1, "En cours", "3")]), Sends::Next).passes("pass")
}

fn the_one_after_an_old_one_is_waited_for() -> Told {
    sends(story([reader(1).from(0).no_answer(5000)]), Sends::Next).fails("fail")
}

#[test]
fn rules_about_the_version_that_a_poll_sends_are_not_asked_where_none_is_sent() {
    let left_out = [
        "parameter-renamed",
        "behind-kept-waiting",
        "compared-as-text",
        "lost-wakeup",
        "unseen-update-lost",
        "loop-stuck",
        "odd-version-5xx",
        "ahead-at-once",
    ];
    let asked = |what| sends(story([]), what).evaluated(&ID);
    let (all, next, fewer) = (asked(Sends::Version), asked(Sends::Next), asked(Sends::Nothing));
    assert!(all.keys().eq(next.keys()) && all.len() == fewer.len() + left_out.len());
    for rule in left_out {
        assert!(all.contains_key(rule) && !fewer.contains_key(rule), "{rule}");
    }
    // What needs one of them does without it.
    assert!(fewer.values().all(|(verdict, _)| *verdict != Verdict::Blocked));
}
