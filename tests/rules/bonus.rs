//! What the lab text does not ask for.

use super::build::{Told, ahead, delete, liveness, odd, page, raw, reader, release, story, update, waiter};

stories! {
    "ahead-at-once":
        ahead_and_told, ahead_and_held, ahead_and_refused, nobody_was_ahead, ahead_and_told_too_late,
        ahead_and_told_late;
    "no-store": both_say_no_store, no_cache_is_good_too, one_does_not_say, nothing_was_answered;
    "json-errors":
        errors_are_json, one_is_a_web_page, json_in_name_only, an_error_without_a_word, no_errors,
        a_wrong_method_is_no_bad_input;
    "allow-header": refused_with_the_methods, refused_without_the_methods, not_found, nothing_was_deleted;
    "odd-body-5xx":
        all_refused, some_accepted, one_breaks_it, a_wrong_method_is_no_body, no_odd_body, silence_is_no_good_answer;
    "odd-status-stored":
        numbers_are_refused, a_number_is_stored, no_odd_status, half_a_character_is_text, silence_is_no_refusal;
    "debug-mode": a_plain_404, the_console_answers, a_traceback_in_an_error, no_page_answered;
    "extra-bytes": each_answer_ends, one_goes_on, after_a_204_is_another_matter, no_answer_has_an_end;
    "half-done-update":
        an_error_of_the_sender, accepted_whole, failed_and_unchanged, failed_changed_and_told, failed_changed_and_kept,
        told_a_moment_after_the_look_at_a_page, nobody_looked_before, another_hold_ended_meanwhile;
}

fn ahead_and_told() -> Told {
    story([ahead().from(0).answered(2, "En cours", "4")]).passes("pass")
}

fn ahead_and_held() -> Told {
    story([ahead().from(0).code(25_000, 204)]).fails("fail")
}

fn ahead_and_refused() -> Told {
    story([ahead().from(0).code(1, 400)]).fails("refused")
}

fn nobody_was_ahead() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204)]).unknown("nothing")
}

fn both_say_no_store() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4").header("cache-control", "no-store"),
        waiter(1).knows("4").from(0).code(25_000, 204).header("cache-control", "No-Store, max-age=0"),
        reader(2).from(0).code(1, 500),
    ])
    .passes("pass")
}

fn no_cache_is_good_too() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4").header("cache-control", "private, no-cache")]).passes("pass")
}

fn one_does_not_say() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4").header("cache-control", "no-store"),
        waiter(1).knows("4").from(0).code(25_000, 204),
    ])
    .fails("fail")
}

fn nothing_was_answered() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).no_answer(1602)]).unknown("nothing")
}

fn errors_are_json() -> Told {
    story([raw("{}").from(0).said(1, 400, r#"{"error":"?"}"#), odd("abc").from(2).said(3, 400, r#"{"error":"?"}"#)])
        .passes("pass")
}

fn one_is_a_web_page() -> Told {
    let page = raw("").from(2).said(3, 415, "<h1>Unsupported Media Type</h1>").header("content-type", "text/html");
    story([raw("{}").from(0).said(1, 400, r#"{"error":"?"}"#), page]).fails("fail")
}

fn json_in_name_only() -> Told {
    story([raw("{}").from(0).said(1, 400, "status manquant")]).fails("fail")
}

fn an_error_without_a_word() -> Told {
    story([raw("{}").from(0).code(1, 400)]).fails("fail")
}

fn no_errors() -> Told {
    story([raw("{}").at(0, 1), raw("").from(2).code(3, 500)]).unknown("nothing")
}

/// A framework's own 405 is not an answer to bad input.
fn a_wrong_method_is_no_bad_input() -> Told {
    let page = delete().from(2).said(3, 405, "<h1>Method Not Allowed</h1>").header("content-type", "text/html");
    story([raw("{}").from(0).said(1, 400, r#"{"error":"?"}"#), page]).passes("pass")
}

fn refused_with_the_methods() -> Told {
    story([delete().from(0).code(1, 405).header("allow", "POST, OPTIONS")]).passes("pass")
}

fn refused_without_the_methods() -> Told {
    story([delete().from(0).code(1, 405)]).fails("fail")
}

fn not_found() -> Told {
    story([delete().from(0).code(1, 404).header("allow", "POST")]).fails("fail")
}

fn nothing_was_deleted() -> Told {
    story([delete().from(0).no_answer(1600)]).unknown("nothing")
}

fn all_refused() -> Told {
    story([raw("").from(0).code(1, 400), raw("null").from(2).code(3, 415)]).passes("pass")
}

fn some_accepted() -> Told {
    story([raw("En cours").at(0, 1), raw("[1]").from(2).code(3, 400)]).passes("pass")
}

fn one_breaks_it() -> Told {
    story([raw("").from(0).code(1, 400), raw("null").from(2).said(3, 500, "TypeError")])
        .fails("fail")
        .count("bad", 1)
        .count("sent", 2)
}

fn a_wrong_method_is_no_body() -> Told {
    story([delete().from(0).code(1, 501), raw("").from(2).code(3, 400)]).passes("pass")
}

fn no_odd_body() -> Told {
    story([delete().from(0).code(1, 500)]).unknown("nothing")
}

fn silence_is_no_good_answer() -> Told {
    story([raw("").from(0).no_answer(1600), raw("[1]").from(1700).no_answer(3300)]).unknown("nothing")
}

fn numbers_are_refused() -> Told {
    story([raw(r#"{"status": 5}"#).from(0).code(1, 400), raw(r#"{"status": "   "}"#).from(2).code(3, 422)])
        .passes("pass")
}

fn a_number_is_stored() -> Told {
    story([raw(r#"{"status": 5}"#).at(0, 1), raw(r#"{"status": "   "}"#).from(2).code(3, 400)]).fails("fail")
}

fn silence_is_no_refusal() -> Told {
    story([raw(r#"{"status": 5}"#).from(0).no_answer(1600)]).unknown("nothing")
}

fn no_odd_status() -> Told {
    story([update("En cours").at(0, 1)]).unknown("nothing")
}

/// JSON lets half of a surrogate pair be written, and JavaScript lets it be kept: it is a string, and not blank.
fn half_a_character_is_text() -> Told {
    story([
        raw(r#"{"status": 5}"#).from(0).code(1, 400),
        raw(r#"{"status": "   "}"#).from(2).code(3, 400),
        raw(r#"{"status": "\ud800"}"#).at(4, 5),
    ])
    .passes("pass")
}

fn a_plain_404() -> Told {
    story([page("/console").from(0).said(1, 404, "<h1>Not Found</h1>")]).passes("pass")
}

fn the_console_answers() -> Told {
    story([page("/console").from(0).said(1, 200, "<script src=\"?__debugger__=yes&cmd=resource\">")]).fails("fail")
}

fn a_traceback_in_an_error() -> Told {
    let trace = raw("null").scenario("robust").from(2).said(3, 500, "<script>var EVALEX = true</script>");
    story([page("/console").from(0).code(1, 404), trace]).fails("fail")
}

fn no_page_answered() -> Told {
    story([page("/console").from(0).no_answer(1600)]).unknown("nothing")
}

fn each_answer_ends() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4")]).passes("pass")
}

fn one_goes_on() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        waiter(1).scenario("wake").knows("4").from(2).answered(9, "Terminée", "5").extra(17),
    ])
    .fails("fail")
}

fn after_a_204_is_another_matter() -> Told {
    story([waiter(1).scenario("hold-end").knows("4").from(2).code(25_000, 204).extra(2)]).passes("pass")
}

fn no_answer_has_an_end() -> Told {
    story([reader(1).from(0).no_answer(1600)]).unknown("nothing")
}

const HALF: &str = r#"{"status": "\ud800"}"#;

fn an_error_of_the_sender() -> Told {
    story([raw(HALF).from(0).code(1, 400)]).passes("pass")
}

fn accepted_whole() -> Told {
    story([raw(HALF).at(0, 1)]).passes("pass")
}

fn failed_and_unchanged() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        raw(HALF).from(100).code(101, 500),
        reader(2).from(200).answered(201, "En cours", "4"),
    ])
    .passes("unchanged")
}

fn failed_changed_and_told() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        waiter(1).knows("4").from(2).answered(102, "?", "5"),
        raw(HALF).from(100).code(101, 500),
        reader(2).from(200).answered(201, "?", "5"),
    ])
    .passes("unchanged")
}

fn failed_changed_and_kept() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        waiter(1).knows("4").from(2).answered(302, "Échec", "6"),
        raw(HALF).from(100).code(101, 500),
        reader(2).from(200).answered(201, "?", "5"),
        release("Échec").at(300, 301),
    ])
    .fails("fail")
}

fn nobody_looked_before() -> Told {
    story([raw(HALF).from(100).code(101, 500), reader(2).from(200).answered(201, "?", "5")]).unknown("nothing")
}

/// The driver looks whether the target is alive as soon as it has the answer; the waiter has its own a moment later.
fn told_a_moment_after_the_look_at_a_page() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        raw(HALF).from(100).code(101, 500),
        liveness().from(101.2).code(102, 200),
        waiter(1).knows("4").from(2).answered(103, "?", "5"),
        reader(2).from(201).answered(202, "?", "5"),
    ])
    .passes("unchanged")
}

/// A hold that ends is no news, nor is what is told in another round.
fn another_hold_ended_meanwhile() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        waiter(1).knows("4").from(2).code(150, 204),
        raw(HALF).from(100).code(101, 500),
        reader(2).from(200).answered(201, "?", "5"),
    ])
    .round(2, [waiter(1).knows("4").from(3).answered(110, "?", "5")])
    .fails("fail")
    .text("before", "4")
    .text("after", "5")
}

fn ahead_and_told_too_late() -> Told {
    story([ahead().from(100).answered(1601, "En cours", "4")]).fails("fail").time("time", 1501).observed(1501)
}

/// As late as any answer may be; another poll was answered before.
fn ahead_and_told_late() -> Told {
    story([
        waiter(1).knows("4").from(0).answered(50, "En cours", "4"),
        ahead().from(100).answered(1600, "En cours", "4"),
    ])
    .passes("pass")
    .time("time", 1500)
}
