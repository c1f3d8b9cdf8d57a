//! The shape of what is asked and answered.

use super::build::{Deed, Told, lookout, reader, story, update, waiter};
use lab::labs::long_polling::contract::{LongPolling, Method};

stories! {
    "state-not-json":
        three_answers_of_json, a_heartbeat_before_the_state, nested_fields_of_other_names,
        a_204_is_no_immediate_answer, a_python_dict, a_web_page, an_error_in_json, a_state_without_a_version,
        a_version_that_is_null, compressed_unasked, another_path_had_been_tried_in_vain,
        an_accent_makes_the_body_longer_than_said, an_accent_makes_it_no_json, an_answer_was_not_finished,
        json_in_json, a_text_is_no_json_in_json, a_cut_without_a_head_is_for_another_rule,
        nothing_was_read, too_few_were_read, no_contract_was_found,
        what_another_path_said_is_no_evidence;
    "wrong-content-type":
        json_declared, problem_json_declared, html_declared, nothing_declared, no_state_to_declare;
    "update-not-by-post": by_post, by_put, by_get;
    "parameter-renamed":
        last_version, since, told_that_nothing_is_new, its_value_was_seen_in_discovery, nobody_behind_was_told,
        told_only_once_an_update_came, the_value_makes_no_difference;
}

fn three_answers_of_json() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).answered(4, "En cours", "4"),
        reader(3).from(2).answered(4, "En cours", "4"),
    ])
    .at_least(3)
    .passes("pass")
}

fn a_heartbeat_before_the_state() -> Told {
    story([reader(1).from(0).said(1, 200, "\n \n{\"status\":\"En cours\",\"version\":4}\n")]).passes("pass")
}

fn nested_fields_of_other_names() -> Told {
    let body = r#"{"ok":true,"data":{"state":"En cours","rev":4}}"#;
    let names = |contract: &mut LongPolling| {
        (contract.answer.status, contract.answer.version) = ("data.state".into(), "data.rev".into());
    };
    story([reader(1).from(0).said(1, 200, body)]).spoken(names).passes("pass")
}

fn a_204_is_no_immediate_answer() -> Told {
    story([reader(1).from(0).code(1, 204), reader(2).from(0).answered(2, "En cours", "4")]).passes("pass")
}

fn a_python_dict() -> Told {
    story([reader(1).from(0).said(1, 200, "{'status': 'En cours', 'version': 4}")]).fails("not-json")
}

fn a_web_page() -> Told {
    let good = reader(1).from(0).answered(1, "En cours", "4");
    story([good, reader(2).from(0).said(2, 200, "<!doctype html><title>404</title>")]).fails("not-json")
}

fn an_error_in_json() -> Told {
    story([reader(1).from(0).said(1, 400, r#"{"error":"last_version manquant"}"#)]).fails("code")
}

fn a_state_without_a_version() -> Told {
    story([reader(1).from(0).said(1, 200, r#"{"status":"En cours"}"#)]).fails("no-fields")
}

fn a_version_that_is_null() -> Told {
    story([reader(1).from(0).said(1, 200, r#"{"status":"En cours","version":null}"#)]).fails("no-fields")
}

/// Its length counts characters. A status without accents is read well, and the first reads have one.
fn an_accent_makes_the_body_longer_than_said() -> Told {
    let cut = r#"{"status":"Échec","version":5"#;
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        update("Échec").scenario("wake").at(2, 3),
        waiter(1).scenario("wake").from(2).said(4, 200, cut).extra(1),
        reader(2).scenario("behind").from(5).said(6, 200, cut),
    ])
    .fails("length")
    .count("said", 30)
    .count("sent", 31)
    .shows([3])
}

fn an_accent_makes_it_no_json() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        reader(2).scenario("behind").from(5).said(6, 200, r#"{"status":"Échec","version":5"#),
    ])
    .fails("not-json")
    .shows([2])
}

fn an_answer_was_not_finished() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4"), reader(2).scenario("behind").from(5).began(6).cut(7)])
        .fails("cut")
        .shows([2])
}

fn a_cut_without_a_head_is_for_another_rule() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4"), reader(2).scenario("behind").from(5).cut(7)]).passes("pass")
}

fn json_in_json() -> Told {
    story([reader(1).from(0).said(1, 200, r#""{\"status\":\"En cours\",\"version\":4}""#)]).fails("twice")
}

fn a_text_is_no_json_in_json() -> Told {
    story([reader(1).from(0).said(1, 200, r#""En cours""#)]).fails("no-fields")
}

fn nothing_was_read() -> Told {
    story([reader(1).from(0).no_answer(1600)]).unknown("nothing")
}

fn too_few_were_read() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4"), lookout().from(2).answered(3, "En cours", "4")])
        .at_least(3)
        .unknown("nothing")
}

fn no_contract_was_found() -> Told {
    let probe = lookout().by("discovery").scenario("discovery");
    story([probe.from(0).said(1, 200, "version 4: En cours")]).fails("not-json")
}

/// The paths that discovery tried in vain say nothing about the one that it found.
fn another_path_had_been_tried_in_vain() -> Told {
    let probe = || lookout().by("discovery").scenario("discovery");
    story([
        probe().from(0).said(1, 404, "<h1>Not Found</h1>"),
        probe().from(2).answered(3, "En attente", "1"),
        reader(1).from(100).no_answer(1700),
    ])
    .noise(150, 1400)
    .passes("pass")
}

/// The poll is at another path: that is the one whose answer shows what is wrong.
fn what_another_path_said_is_no_evidence() -> Told {
    let probe = |path: &str| {
        let mut probe = lookout().by("discovery").scenario("discovery");
        probe.operation.request.path = format!("{path}?last_version=0");
        probe
    };
    let elsewhere = |path: &str, from: u32| probe(path).from(from).said(from + 1, 404, "<h1>Not Found</h1>");
    let here = probe("/poll").from(20).said(21, 200, r#"{"status":"En cours"}"#);
    story([elsewhere("/poll-status", 0), elsewhere("/api/poll", 10), here])
        .spoken(|contract| contract.poll.path = "/poll".into())
        .fails("no-fields")
        .shows([3])
}

fn json_declared() -> Told {
    let charset = reader(2).from(0).answered(1, "En cours", "4");
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        charset.header("content-type", "Application/JSON; charset=utf-8"),
    ])
    .passes("pass")
}

fn problem_json_declared() -> Told {
    let read = reader(1).from(0).answered(1, "En cours", "4");
    story([read.header("content-type", "application/vnd.api+json")]).passes("pass")
}

fn html_declared() -> Told {
    let html = reader(2).from(0).answered(1, "En cours", "4").header("content-type", "text/html; charset=utf-8");
    story([reader(1).from(0).answered(1, "En cours", "4"), html]).fails("fail")
}

fn nothing_declared() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4").without("content-type")]).fails("missing")
}

fn no_state_to_declare() -> Told {
    story([reader(1).from(0).code(1, 204), reader(2).from(0).no_answer(1600)]).unknown("nothing")
}

fn by_post() -> Told {
    story([update("En cours").at(0, 1)]).passes("pass")
}

fn by_put() -> Told {
    story([update("En cours").at(0, 1)]).spoken(|contract| contract.update.method = Method::Put).passes("pass")
}

fn by_get() -> Told {
    story([
        reader(1).from(0).answered(1, "En attente", "3"),
        update("").from(2).code(3, 400),
        update("En cours").at(4, 5),
        update("Échec").at(6, 7),
    ])
    .spoken(|contract| contract.update.method = Method::Get)
    .fails("fail")
    .shows([3])
}

fn behind() -> Deed {
    reader(1).from(0).answered(1, "En cours", "4")
}

fn last_version() -> Told {
    story([behind(), waiter(1).knows("4").from(0).no_answer(5000)]).passes("pass")
}

fn told_that_nothing_is_new() -> Told {
    story([behind(), waiter(1).knows("4").from(0).code(1, 204)]).passes("pass")
}

fn its_value_was_seen_in_discovery() -> Told {
    let probes = [behind(), waiter(1).knows("4").from(10).answered(450, "Échec", "5")];
    story(probes.map(|probe| probe.by("discovery").scenario("discovery"))).passes("pass")
}

/// Whatever it reads, it keeps everybody waiting.
fn nobody_behind_was_told() -> Told {
    story([reader(1).from(0).no_answer(1600), waiter(1).knows("4").from(0).no_answer(5000)])
        .waits_for("behind-kept-waiting")
}

fn told_only_once_an_update_came() -> Told {
    let probe = reader(1).from(0).answered(410, "En cours", "4").by("discovery").scenario("discovery");
    story([probe, waiter(1).knows("4").from(0).no_answer(5000)]).waits_for("behind-kept-waiting")
}

fn the_value_makes_no_difference() -> Told {
    story([behind(), waiter(1).knows("4").from(0).answered(1, "En cours", "4")]).waits_for("not-held")
}

fn since() -> Told {
    story([]).spoken(|contract| contract.poll.parameter = "since".into()).fails("fail")
}

fn compressed_unasked() -> Told {
    let compressed = reader(1).from(0).said(1, 200, "\u{1f}\u{8b}").header("content-encoding", "gzip");
    story([compressed]).fails("encoded")
}
