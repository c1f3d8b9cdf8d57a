//! Both instances are there, what is said reaches those on the same one, and who comes is announced on both.

use super::{
    Cast, OTHERS_OF_1, Told, Value, all_heard, connected, in_memory, instances, json, on_the_second, spoken, text, user,
};
use crate::build::page;
use lab::history::Event;
use lab::labs::socketio::record::{LinkDetail, NamespaceDetail, Unopened};

stories! {
    "second-instance-missing":
        both_are_there, nothing_listens, it_refuses_the_client, something_else_answers, it_is_silent, silent_for_too_short,
        the_first_is_refused, the_server_died, nobody_was_there;
    "local-delivery-lost":
        heard_on_each, heard_without_an_echo, nobody_on_the_same_one, lost_on_the_second_alone, some_are_lost,
        one_of_a_burst_is_lost, the_server_ended_a_link, nobody_said_anything, lost_too_late_to_tell, refused_and_told,
        alone_on_its_instance;
    "notices-one-instance":
        told_on_both, told_on_one, told_to_nobody, told_by_a_list_alone, told_and_nothing_said_later;
}

fn both_are_there() -> Told {
    instances().passes("pass").count("links", 6)
}

/// A client each, the second of which does not get this far.
fn without_the_second(change: impl FnOnce(&mut LinkDetail)) -> Cast {
    let both = on_the_second(connected(&["member 1", "member 2"]), "member 2");
    both.known("member 2", |link| {
        link.namespaces = vec![NamespaceDetail { name: "/".into(), ..NamespaceDetail::default() }];
        link.upgraded = None;
        change(link);
    })
}

fn nothing_listens() -> Told {
    let refused = without_the_second(|link| {
        (link.handshake, link.unopened) = (None, Some(Unopened::Nothing("connection refused".into())));
    });
    refused.linked("member 2", |deed| deed.refused(5)).fails("nobody").count("instance", 2)
}

fn it_refuses_the_client() -> Told {
    let refused = without_the_second(|link| link.namespaces[0].refused = Some("Invalid namespace".into()));
    refused.fails("refused").text("said", "Invalid namespace")
}

fn something_else_answers() -> Told {
    let other = without_the_second(|link| {
        (link.handshake, link.unopened) = (None, Some(Unopened::Status(404, "no".into())));
    });
    other.fails("status").count("code", 404).count("instance", 2)
}

fn silent(until: u32) -> Cast {
    let silent = without_the_second(|link| {
        (link.handshake, link.unopened) = (None, Some(Unopened::Nothing("no answer in time".into())));
    });
    silent.linked("member 2", move |deed| deed.no_answer(until))
}

fn it_is_silent() -> Told {
    silent(5200).fails("silent").time("waited", 5200)
}

fn silent_for_too_short() -> Told {
    silent(3000).unknown("early")
}

/// It was there when the check began.
fn the_first_is_refused() -> Told {
    let both = on_the_second(connected(&["member 1", "member 2"]), "member 2");
    let refused = both.known("member 1", |link| {
        (link.handshake, link.unopened) = (None, Some(Unopened::Nothing("connection refused".into())));
        link.namespaces = vec![NamespaceDetail { name: "/".into(), ..NamespaceDetail::default() }];
    });
    refused.linked("member 1", |deed| deed.refused(5)).unknown("early")
}

fn the_server_died() -> Told {
    instances().and(page("/").from(9100).refused(9101)).note(9200, Event::Dead).fails("died").time("at", 9100)
}

fn nobody_was_there() -> Told {
    connected(&[]).unknown("nothing")
}

fn heard_on_each() -> Told {
    all_heard().passes("pass").count("messages", 2)
}

fn heard_without_an_echo() -> Told {
    spoken(&["member 2", "member 3", "member 4"], &["member 1", "member 3", "member 4"]).passes("pass")
}

/// By way of Redis it comes to the other one only.
fn nobody_on_the_same_one() -> Told {
    spoken(&["member 2", "member 4"], &["member 1", "member 3"]).fails("fail").time("waited", 8000)
}

fn lost_on_the_second_alone() -> Told {
    spoken(&OTHERS_OF_1, &["member 1", "member 3"])
        .earns_half("some")
        .count("missed", 1)
        .count("due", 2)
        .count("instance", 2)
}

fn some_are_lost() -> Told {
    let more = all_heard().talk("member 3", &text(3), 3000, &["member 2", "member 4"]);
    more.earns_half("some").count("missed", 1).count("due", 3).text("text", &text(3))
}

fn one_of_a_burst_is_lost() -> Told {
    let burst = all_heard().burst("member 1", 10, 3000, &[1, 2, 3, 4, 5, 6, 7, 8, 9], &OTHERS_OF_1);
    burst.earns_half("some").count("missed", 1).text("text", &text(10))
}

fn the_server_ended_a_link() -> Told {
    spoken(&["member 2", "member 4"], &[]).ended("member 3", 1500).ended("member 4", 2500).fails("ended")
}

fn nobody_said_anything() -> Told {
    instances().unknown("nothing")
}

fn lost_too_late_to_tell() -> Told {
    in_memory().talk("member 3", &text(3), 7000, &[]).passes("pass")
}

fn refused_and_told() -> Told {
    let limited = all_heard().talk("member 3", &text(3), 3000, &[]);
    limited.hear(&["member 3"], 3010, "error", "Doucement, une limite").passes("pass")
}

fn alone_on_its_instance() -> Told {
    let two = on_the_second(connected(&["member 1", "member 2"]), "member 2");
    let two = two.joins("member 1", "first", 100).joins("member 2", "first", 200);
    two.talk("member 1", &text(1), 1000, &["member 1", "member 2"]).unknown("nothing")
}

/// Who joins last is announced to these.
fn announced(to: &[&str]) -> Cast {
    all_heard().hear(to, 410, "room message", json!({ "message": format!("{} a rejoint le salon", user("member 4")) }))
}

fn told_on_both() -> Told {
    announced(&OTHERS_OF_1).passes("pass").count("told", 2)
}

fn told_on_one() -> Told {
    let to_no_other = announced(&["member 2", "member 4"]);
    to_no_other
        .talk("member 4", &text(3), 3000, &OTHERS_OF_1)
        .fails("fail")
        .text("user", &user("member 4"))
        .count("to", 1)
}

fn told_to_nobody() -> Told {
    all_heard().unknown("nothing")
}

fn told_by_a_list_alone() -> Told {
    let list: Value = json!([user("member 1"), user("member 4")]);
    all_heard().hear(&["member 2"], 410, "users", list).unknown("nothing")
}

/// Nothing that came later shows that it would have come.
fn told_and_nothing_said_later() -> Told {
    instances()
        .hear(&["member 2"], 410, "room message", json!({ "message": user("member 4") }))
        .talk("member 1", &text(1), 700, &OTHERS_OF_1)
        .unknown("nothing")
}
