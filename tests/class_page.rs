//! The report of a class in each of its formats, but for what only a browser or another program can tell: those are in
//! `tests/browser` and `tests/reports`.

#[path = "common/class.rs"]
mod class;

use class::{FORMULA, empty, hostile, regraded, waiting};
use lab::checker::Verdict;
use lab::report::class::{ClassReport, Outcome, csv, fragment, gradescope, html, live_html};
use lab::text::{Lang, Texts};

/// Each row with its names.
fn table(report: &ClassReport) -> Vec<Vec<(String, String)>> {
    let text = csv(report);
    assert!(!text.starts_with('\u{feff}'));
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().expect("names").clone();
    let rows = reader.records().map(|row| row.expect("a row as long as the others"));
    rows.map(|row| names.iter().map(String::from).zip(row.iter().map(String::from)).collect()).collect()
}

fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    &row.iter().find(|(one, _)| one == name).unwrap_or_else(|| panic!("no column {name}")).1
}

#[test]
fn grades_have_the_same_names_always() {
    let names = |report: &ClassReport| csv(report).lines().next().expect("names").to_owned();
    let usual = "id,name,email,group,outcome,long-polling,sse,socketio,socketio-redis,collabboard,websocket,long-polling-page,sse-page,long-polling_bonus,sse_bonus,socketio_bonus,socketio-redis_bonus,collabboard_bonus,websocket_bonus,long-polling-page_bonus,sse-page_bonus,mark,out_of,late_penalty,range_low,range_high,reason,report";
    for report in [class::class(3), empty(), waiting(5)] {
        assert_eq!(names(&report), usual);
    }
    let again = usual
        .replace("sse-page_bonus,", "sse-page_bonus,files,")
        .replace("range_high,", "range_high,former_outcome,former_mark,");
    assert_eq!(names(&regraded(3)), again);
}

#[test]
fn a_mark_that_is_not_there_is_an_empty_cell_and_zero_is_zero() {
    let report = class::class(40);
    let rows = table(&report);
    assert_eq!(rows.len(), 40);
    let mut seen = [false; 3];
    for (row, one) in rows.iter().zip(&report.submissions) {
        let mark = one.mark.map_or_else(String::new, |mark| mark.to_string());
        assert_eq!((cell(row, "mark"), cell(row, "outcome")), (&*mark, one.outcome.as_str()));
        assert_eq!((cell(row, "out_of"), cell(row, "late_penalty")), ("20", ""));
        assert_eq!(cell(row, "range_low").is_empty(), one.range.is_none());
        let linked = cell(row, "report").ends_with("/index.html");
        assert_eq!(linked, one.outcome != Outcome::Absent, "{row:?}");
        seen = [seen[0] || mark == "0", seen[1] || one.range.is_some(), seen[2] || one.outcome == Outcome::Absent];
    }
    assert_eq!(seen, [true; 3], "a zero, a range and an absent one");
}

#[test]
fn no_cell_is_a_formula_but_numbers_are_numbers() {
    for row in table(&hostile()) {
        for (name, text) in &row {
            let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula && !text.contains(['\n', '\r']), "{name}: {text:?}");
        }
        assert!(cell(&row, "mark").is_empty() || cell(&row, "mark").parse::<f64>().is_ok());
    }
    assert!(table(&hostile()).iter().any(|row| cell(row, "name") == format!("'{FORMULA}")));
}

#[test]
fn nothing_of_a_student_is_markup() {
    let mut page = html(&hostile(), Lang::Fr);
    assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"), "it is shown");
    for script in ["<script>\"use strict\"", "</script>\n</body>"] {
        assert!(page.contains(script), "{script}");
        page = page.replacen(script, "", 1);
    }
    for bad in ["<script", "<img", "onclick=\"", "\u{202e}", "\u{1b}", "href=\"javascript:", "href=\"//"] {
        assert!(!page.contains(bad), "{bad}: {}", &page[page.find(bad).unwrap_or(0)..][..300]);
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    for report in [class::class(40), regraded(40), empty(), waiting(20)] {
        let page = live_html(&report, Lang::En);
        assert!(!page.contains('⟨'), "{}", &page[page.find('⟨').unwrap_or(0)..][..80]);
        assert!(page.contains("lang=\"fr\"") && page.contains("Tout le monde") && page.contains("Everyone"));
    }
}

#[test]
fn a_page_asks_for_nothing_and_a_live_one_only_for_its_stream() {
    let report = class::class(5);
    let (page, live) = (html(&report, Lang::En), live_html(&report, Lang::En));
    assert!(
        page.contains("default-src &#39;none&#39;")
            && !page.contains("connect-src")
            && !page.contains("new EventSource")
    );
    assert!(live.contains("; connect-src &#39;self&#39;") && live.contains("EventSource(\"events\")"));
    for lang in Lang::ALL {
        let main = fragment(&report, lang);
        assert!(live_html(&report, lang).contains(&main), "what is sent is what stands in main");
    }
}

#[test]
fn a_large_class_is_a_page_of_some_megabytes() {
    let report = class::class(400);
    let page = html(&report, Lang::En);
    // Of all labs that there are, which no class is graded on: with those of one evening it is a tenth.
    let verdicts = report.submissions.len() * report.rules.len();
    assert!(page.len() < 130 * verdicts && page.len() < 6_000_000, "{} bytes, {verdicts} verdicts", page.len());
    eprintln!("{} submissions, {} rules: {} bytes", report.submissions.len(), report.rules.len(), page.len());
}

#[test]
fn only_decided_marks_are_drawn_and_the_others_are_counted() {
    let mut report = class::class(8);
    report.submissions.iter_mut().for_each(|one| (one.mark, one.range) = (None, None));
    report.submissions[0].mark = Some(20.0);
    report.submissions[1].mark = Some(0.0);
    report.submissions[3].range = Some((3.0, 19.0));
    let page = html(&report, Lang::En);
    assert!(page.contains("2 marks out of 20, from 0 to 20; the mean is 10 and the median 10."));
    assert!(page.contains("6 submissions have no mark and are not drawn: "));
    assert!(page.contains("1 absent") && page.contains("1 could not start and 1 could not be judged"));
    assert!(page.contains("? 3–19"), "a range is no mark");
    assert!(html(&waiting(3), Lang::En).contains("There is no mark yet."));
    assert!(html(&waiting(3), Lang::En).contains("Nothing has been judged yet."), "which is not that nobody failed");
    assert!(html(&empty(), Lang::En).contains("There is nobody in this class."));
}

#[test]
fn rules_are_missed_by_a_share_of_those_judged() {
    let mut report = class::class(10);
    let rule = report.rules[0].id.clone();
    for (place, one) in report.submissions.iter_mut().enumerate() {
        one.rules.values_mut().for_each(|verdict| *verdict = Verdict::Pass);
        if place == 0 {
            one.rules.insert(rule.clone(), Verdict::Fail);
        }
    }
    let judged = report.submissions.iter().filter(|one| one.rules.contains_key(&rule)).count();
    let page = html(&report, Lang::En);
    assert!(page.contains(&format!("1 of {judged}")), "those absent are not counted");
    assert!(page.contains(&format!("{} rules were failed by nobody.", report.rules.len() - 1)));
}

#[test]
fn gradescope_has_a_score_where_there_is_a_mark() {
    for report in [class::class(40), hostile(), waiting(3)] {
        for (one, lang) in report.submissions.iter().flat_map(|one| Lang::ALL.map(|lang| (one, lang))) {
            let text = gradescope(one, &report, Texts::of(lang));
            assert!(!text.chars().any(|c| c == '\u{1b}' || c == '\u{202e}'));
            let results: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(results.get("score").and_then(serde_json::Value::as_f64), one.mark, "{text}");
            let tests = results["tests"].as_array().expect("tests");
            assert!(!tests.is_empty() && tests.iter().all(|test| test.get("score").is_none()));
            assert!(results["output"].as_str().is_some_and(|said| !said.is_empty()));
            assert_eq!(results["output_format"], "text");
        }
    }
}
