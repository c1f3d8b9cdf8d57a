//! The page of a report, as people meet it: in a real browser, wide and on a phone, light and dark, in both languages.

use std::path::Path;

use lab::message::Message;
use lab::report::{Report, RunVerdict, TroubleKind, TroubleReport, html};
use lab::text::Lang;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::chromium;
use crate::look::{self, faults, value};

/// Characters and markup that do harm where they are not escaped.
const HOSTILE: &str = "<script>document.title='stolen';alert(1)</script><img src=x onerror=alert(2)>\u{202e}\"'>&#60;\u{1b}[31m]]>{{7*7}}";

fn transcript(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts").join(name).join("report.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a report of this version")
}

/// A report all of whose texts that may come from a target are hostile.
fn hostile() -> Report {
    fn spoil(value: &mut Value, name: &str) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| spoil(value, name)),
            Value::Array(values) => values.iter_mut().for_each(|value| spoil(value, name)),
            Value::String(text) => {
                let theirs = [
                    "url",
                    "answer",
                    "path",
                    "body",
                    "text",
                    "version",
                    "data",
                    "commands",
                    "meanwhile",
                    "check",
                    "actor",
                ];
                if theirs.contains(&name) {
                    *text = HOSTILE.into();
                }
            }
            _ => {}
        }
    }
    let mut report = serde_json::to_value(transcript("one-newline")).expect("plain data");
    spoil(&mut report["target"]["url"], "url");
    for lab in report["labs"].as_array_mut().expect("labs") {
        spoil(&mut lab["streams"], "");
        lab["pictures"] = json!([{ "scenario": HOSTILE, "moment": "load", "at_ms": 1.5, "webp": HOSTILE }]);
        for scenario in lab["scenarios"].as_array_mut().expect("scenarios") {
            for part in ["rules", "advice", "bonus", "sample"] {
                spoil(&mut scenario[part], "");
            }
        }
    }
    serde_json::from_value(report).expect("still a report")
}

fn written(name: &str, report: &Report, lang: Lang) -> String {
    let page = html(report, lang);
    assert!(page.len() < 1_000_000, "{name} has {} bytes", page.len());
    look::written(name, &page)
}

#[test]
fn a_report_is_read_in_any_browser_window() {
    let axe = look::axe();
    let mut partial = transcript("four-workers");
    partial.complete = false;
    let mut unreachable = transcript("four-workers");
    unreachable.labs.clear();
    unreachable.target.contract = None;
    unreachable.verdict = RunVerdict::Unreachable;
    let silent = Message::new("trouble-silent").text("url", HOSTILE);
    unreachable.trouble = Some(TroubleReport::new(TroubleKind::Unreachable, silent));
    let pages = [
        ("fails", transcript("four-workers"), Lang::Fr),
        ("stream", transcript("one-stream-at-a-time"), Lang::En),
        ("late", transcript("naps-between-looks"), Lang::En),
        ("malformed", transcript("one-newline"), Lang::Fr),
        ("chat", transcript("broadcasts-to-all"), Lang::Fr),
        ("hostile", hostile(), Lang::En),
        ("partial", partial, Lang::Fr),
        ("unreachable", unreachable, Lang::En),
    ];
    let ways = [(360, "dark"), (1_200, "light")];
    let found = chromium::drive(async |browser| {
        look::listen(browser).await?;
        let mut found = vec![];
        for (name, report, lang) in &pages {
            let faults = faults(browser, &written(name, report, *lang), &axe, *lang, &ways).await?;
            found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
        }
        Ok(found)
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_page_shows_what_the_report_says_and_answers_the_keyboard() {
    let report = transcript("four-workers");
    let url = written("content", &report, Lang::En);
    chromium::drive(async |browser| {
        browser.goto(&url).await?;
        let text = async |css: &str| browser.find(By::Css(css)).await?.text().await;
        let mark = &report.labs[0].mark;
        assert_eq!(text("[lang=en] .mark .number").await?, format!("{} / {}", mark.earned, mark.out_of));
        assert!(text("[lang=en] h1").await?.contains(&report.target.url));
        assert!(text("[lang=en] .card.fail h3").await?.contains("Updates do not get through"));
        // A link leads to its scenario, and opens it.
        let link = "[lang=en] a[href='#en-scenario-held']";
        browser.find(By::Css(link)).await?.click().await?;
        let open = async || value(browser, "document.getElementById('en-scenario-held').open").await;
        assert_eq!(open().await?, json!(true));
        // One bar of a drawing is in the order of focus, the arrows lead to the others, and each is told of.
        let bars = "[lang=en] .card .drawing [role=img]";
        let stops = format!("document.querySelectorAll(\"{bars}[tabindex='0']\").length");
        let drawings = "document.querySelectorAll('[lang=en] .card .drawing .readout').length";
        assert_eq!(value(browser, &stops).await?, value(browser, drawings).await?);
        browser.execute(format!("document.querySelector('{bars}').focus()"), vec![]).await?;
        let first = text("[lang=en] .card .readout").await?;
        browser.active_element().await?.send_keys(Key::Down).await?;
        let second = text("[lang=en] .card .readout").await?;
        assert!(first.contains("GET /poll-status") && first.contains("ms") && first != second, "{first}\n{second}");
        Ok(())
    });
}

#[test]
fn a_chat_shows_who_was_in_which_room_and_who_heard_whom() {
    let report = transcript("broadcasts-to-all");
    let lab = &report.labs[0];
    let url = written("rooms", &report, Lang::En);
    chromium::drive(async |browser| {
        browser.goto(&url).await?;
        browser.execute("for (const part of document.querySelectorAll('details')) part.open = true;", vec![]).await?;
        let scenario = "[lang=en] #en-scenario-message";
        // A lane for each client, and a band for each time that one of them was in a room.
        let named =
            |css: &str| format!("[...document.querySelectorAll(\"{scenario} {css}\")].map((one) => one.textContent)");
        let lanes = value(browser, &named(".drawing .lane")).await?;
        assert_eq!(lanes, json!(["member 1", "member 2", "neighbour 1", "neighbour 2", "neighbour 3", "outsider 1"]));
        let letters = value(browser, &named(".drawing .room text")).await?;
        assert_eq!(letters, json!(["A", "A", "B", "B", "B"]));
        let stays = lab.stays.iter().filter(|stay| stay.scenario == "message");
        assert_eq!(stays.count(), 5);
        let legend = value(browser, &named(".legend li")).await?.to_string();
        for room in lab.stays.iter().filter(|stay| stay.scenario == "message").map(|stay| &stay.room) {
            assert!(legend.contains(&format!("in the room “{room}”")), "{legend}");
        }
        // A band lies in the lane of its client, under its bar.
        let outside = format!(
            "[...document.querySelectorAll(\"{scenario} .drawing .room rect\")].filter((band) => {{ const of = band.getBoundingClientRect(); \
             return ![...document.querySelectorAll(\"{scenario} .drawing .bar-link rect\")].some((bar) => {{ const at = bar.getBoundingClientRect(); \
             return of.top <= at.top && at.bottom <= of.bottom && at.left <= of.left + 1; }}); }}).length"
        );
        assert_eq!(value(browser, &outside).await?, json!(0));
        // The tables stand in the order of the scenarios.
        let tables = "[...document.querySelectorAll('[id^=en-scenario-] .audience')].map((one) => one.closest('.scenario').id.slice(12))";
        let scenarios: Vec<&str> = lab.audiences.iter().map(|one| one.scenario.as_str()).collect();
        assert_eq!(value(browser, tables).await?, json!(scenarios));
        let order: Vec<usize> =
            scenarios.iter().filter_map(|id| lab.scenarios.iter().position(|one| one.id == *id)).collect();
        assert!(order.len() == scenarios.len() && order.is_sorted(), "{scenarios:?}");
        // Nobody waits for an answer to an event.
        let card = browser.find(By::Css("[lang=en] .card.fail")).await?.text().await?;
        assert!(card.contains("emit \"chat message\"") && !card.contains("no answer"), "{card}");
        Ok(())
    });
}
