//! Each format of a run, of a class and of a load, and each form for a terminal that is a function of a report.

use crate::readers::Reader;
use crate::{STRINGS, classes, poisoned};
use lab::class::worksheet::{SubmissionGrade, fill};
use lab::report::class::{self, ClassReport, Outcome};
use lab::report::formats::{Env, FORMATS};
use lab::report::load::{
    CHAT_FORMAT, ChatLoadReport, ChatRoundReport, EntryReport, FORMAT, LoadReport, Spreads, TripReport, WaveReport,
};
use lab::report::terminal::{self, Detail, Style};
use lab::report::{self, Report};
use lab::text::{Lang, Texts};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// How each format is read, by its name.
fn reader(name: &str) -> Reader {
    match name {
        "json" | "ctrf" | "gradescope" | "prairielearn" | "classroom50" | "class.json" | "results.json" => Reader::Json,
        "html" | "index.html" => Reader::Html,
        "junit" | "junit.xml" => Reader::Xml,
        "markdown" => Reader::Markdown,
        "annotations" => Reader::Workflow,
        "tap" => Reader::Tap,
        "vpl" => Reader::Vpl,
        "grades.csv" | "grades-fr.csv" | "mail-merge.csv" => Reader::Spreadsheet,
        new => panic!("{new} is a new format: how is it read, and what would harm its reader?"),
    }
}

const COLOURS: [Style; 2] = [Style { width: 100, colour: true }, Style { width: 40, colour: false }];

/// The report with each string everywhere: where names stand by which its parts are found, and where they do not.
fn everywhere<T: Serialize + DeserializeOwned>(report: &T) -> Vec<(String, T)> {
    let data = serde_json::to_value(report).expect("plain data");
    let names =
        ["format", "lab", "scenario", "id", "kind", "verdict", "outcome", "rounding", "end", "why", "lane", "part"];
    let fewer = ["format", "lab", "kind", "verdict", "outcome", "rounding", "end", "part"];
    let mut all = vec![];
    for text in STRINGS {
        for kept in [&names[..], &fewer[..]] {
            if let Ok(report) = serde_json::from_value(poisoned(&data, text, kept)) {
                all.push((format!("{text:?}"), report));
            }
        }
    }
    assert!(all.len() >= STRINGS.len(), "only {} of the strings fit into the report", all.len());
    all
}

fn sample() -> Report {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/sample.json");
    serde_json::from_str(&std::fs::read_to_string(file).expect("the sample")).expect("a report")
}

struct Faults(Vec<String>);

impl Faults {
    fn look(&mut self, way: &str, string: &str, reader: Reader, text: &str) {
        assert!(!text.is_empty(), "{way} shows nothing");
        self.0.extend(reader.faults(text).into_iter().map(|fault| format!("{way}: {string}: {fault}")));
    }

    #[track_caller]
    fn none(mut self) {
        let count = self.0.len();
        // The same fault for many strings is one fault to mend.
        let mut seen = std::collections::BTreeSet::new();
        self.0.retain(|fault| {
            seen.insert((fault.split(": ").next().map(String::from), fault.rsplit(": ").next().map(String::from)))
        });
        self.0.truncate(40);
        assert!(self.0.is_empty(), "{count} faults:\n{}", self.0.join("\n"));
    }
}

#[test]
fn a_run_in_every_format() {
    let mut faults = Faults(vec![]);
    for (string, report) in everywhere(&sample()) {
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            for format in FORMATS {
                let text = (format.render)(&report, texts, &Env::from([("CLASSROOM", STRINGS[4])]));
                faults.look(format.name(), &string, reader(format.name()), &text);
            }
        }
        // Data stays data.
        let again: Report = serde_json::from_str(&report::json(&report)).expect("a report");
        assert_eq!(again, report);
    }
    faults.none();
}

#[test]
fn a_run_in_a_terminal() {
    let mut faults = Faults(vec![]);
    let before = sample();
    for (string, report) in everywhere(&sample()) {
        for (texts, style) in Lang::ALL.map(Texts::of).into_iter().flat_map(|texts| COLOURS.map(|style| (texts, style)))
        {
            let mut look = |way: &str, text: &str| faults.look(way, &string, Reader::Terminal, text);
            for detail in [Detail::Marks, Detail::Faults, Detail::All] {
                look("terminal", &terminal::render_as(&report, texts, style, detail));
            }
            if let Some(contract) = &report.target.contract {
                look("contract", &terminal::contract(contract, report.target.version_kind.as_deref(), texts, style));
            }
            for changes in [report::diff(&before, &report, texts), report::diff(&report, &before, texts)] {
                look("diff", &changes.unwrap_or_else(|| "nothing".into()));
            }
        }
    }
    faults.none();
}

#[test]
fn a_class_in_every_file() {
    let mut faults = Faults(vec![]);
    for (string, report) in everywhere(&class_report()) {
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            for file in class::FILES {
                faults.look(file.name, &string, reader(file.name), &(file.render)(&report, texts));
            }
            for one in &report.submissions {
                faults.look(class::RESULTS, &string, reader(class::RESULTS), &class::gradescope(one, &report, texts));
            }
            faults.look("live page", &string, Reader::Html, &class::live_html(&report, lang));
            faults.look("live fragment", &string, Reader::Html, &class::fragment(&report, lang));
        }
        assert_eq!(serde_json::from_str::<ClassReport>(&class::json(&report)).expect("a class"), report);
    }
    faults.none();
}

/// Some of everything. The lines of a log are lines, so it is no place for those that would be one of their own.
fn class_report() -> ClassReport {
    let mut report = classes::regraded(8);
    report.warnings = vec![lab::message::Message::new("trouble-silent").text("url", "x")];
    report.submissions.iter_mut().for_each(|one| one.said = String::new());
    report
}

#[test]
fn the_lines_of_a_log_are_lines_and_nothing_else() {
    for text in STRINGS {
        let mut report = classes::class(8);
        for one in &mut report.submissions {
            one.said = text.replace("FORGED", "LINE");
        }
        let mut faults = Faults(vec![]);
        for file in class::FILES {
            faults.look(file.name, text, reader(file.name), &(file.render)(&report, Texts::of(Lang::En)));
        }
        faults.none();
    }
}

#[test]
fn names_in_any_direction_stay_whole() {
    let report = classes::class(16);
    for file in class::FILES {
        let text = (file.render)(&report, Texts::of(Lang::Fr));
        for one in &report.submissions {
            // Who has no address, or handed nothing in, gets no letter.
            let has_letter = !one.email.is_empty() && one.outcome != Outcome::Absent && one.outcome.is_final();
            if file.name == "mail-merge.csv" && !has_letter {
                continue;
            }
            assert!(text.contains(&one.name), "{}: {}", file.name, one.name);
        }
    }
}

#[test]
fn a_worksheet() {
    let sheet = "Identifiant,\"Adresse de courriel\",Note,\"Note maximale\",\"Dernière modification (note)\",\
        \"Feedback par commentaires\"\r\nParticipant 1,a@u.fr,,20,-,\r\n";
    for text in STRINGS {
        let mark = SubmissionGrade {
            id: "1".into(),
            email: String::new(),
            mark: Some(12.0),
            out_of: 20.0,
            feedback: text.into(),
        };
        let filled = fill(sheet.as_bytes(), &[mark]).expect("it is filled").bytes;
        let filled = String::from_utf8(filled).expect("text").replace('\r', "");
        let mut faults = Faults(vec![]);
        faults.look("worksheet", text, Reader::Spreadsheet, &filled);
        faults.look("worksheet", text, Reader::Xml, &filled);
        faults.none();
        assert_eq!(filled.lines().count(), 2, "{filled}");
        // What is refused is told with what stood there.
        let bad = sheet.replace(",20,", &format!(",\"{}\",", text.replace('"', "\"\"")));
        let mark = SubmissionGrade {
            id: text.into(),
            email: "a@u.fr".into(),
            mark: Some(12.0),
            out_of: 20.0,
            feedback: String::new(),
        };
        for refusal in fill(bad.as_bytes(), &[mark]).err().into_iter().flatten() {
            for lang in Lang::ALL {
                let said = Texts::of(lang).say(&refusal.message());
                assert_eq!(Reader::Terminal.faults(&said), Vec::<String>::new(), "{said}");
            }
        }
    }
}

#[test]
fn a_load_in_a_terminal() {
    let trip = || TripReport { outcome: "answered".into(), code: Some(500), took_ms: Some(3.0) };
    let wave = WaveReport {
        waiters: 10,
        woken: 1,
        lost: 9,
        errors: [("503".to_owned(), 3)].into(),
        setup_ms: 1.0,
        latency: Spreads::default(),
        update: trip(),
        read: trip(),
        noise_ms: 1.0,
        harness: None,
        target: None,
        verdict: "slow".into(),
        faults: vec!["late".into()],
    };
    let report = LoadReport {
        format: FORMAT.into(),
        lab_version: "0".into(),
        target: "x".into(),
        mode: "waves".into(),
        waiters: 10,
        complete: true,
        verdict: "slow".into(),
        stops_at: None,
        bears: None,
        prompt_limit_ms: 250.0,
        noise_bound_ms: 250.0,
        waves: vec![wave],
        overall: Spreads::default(),
    };
    let mut faults = Faults(vec![]);
    for (string, mut report) in everywhere(&report) {
        report.waves[0].errors.insert(string.clone(), 2);
        for style in COLOURS {
            let shown = report::load::render(&report, Texts::of(Lang::Fr), style);
            faults.look("load", &string, Reader::Terminal, &shown);
        }
    }
    faults.none();
}

#[test]
fn a_load_of_a_chat_in_a_terminal() {
    let round = ChatRoundReport {
        messages: 2,
        due: 8,
        heard: 7,
        lost: 1,
        twice: 0,
        elsewhere: 0,
        gone: 0,
        latency: None,
        noise_ms: 1.0,
        verdict: "slow".into(),
        faults: vec!["lost".into()],
    };
    let entry = EntryReport {
        connected: 10,
        by_websocket: 10,
        setup_ms: 1.0,
        harness_bytes_per_client: Some(9_000.0),
        target_bytes_per_client: None,
    };
    let report = ChatLoadReport {
        format: CHAT_FORMAT.into(),
        lab_version: "0".into(),
        target: "x".into(),
        clients: 10,
        rooms: 2,
        complete: false,
        verdict: "slow".into(),
        faults: vec!["lost".into()],
        prompt_limit_ms: 250.0,
        noise_bound_ms: 250.0,
        entry: Some(entry),
        rounds: vec![round],
        overall: None,
    };
    let mut faults = Faults(vec![]);
    for (string, report) in everywhere(&report) {
        for style in COLOURS {
            let shown = report::load::render_chat(&report, Texts::of(Lang::Fr), style);
            faults.look("load of a chat", &string, Reader::Terminal, &shown);
        }
    }
    faults.none();
}

#[test]
fn a_sentence_with_any_words() {
    for (text, lang) in STRINGS.into_iter().flat_map(|text| Lang::ALL.map(|lang| (text, lang))) {
        let texts = Texts::of(lang);
        let said = [
            texts.with("grade-said", &[("line", text)]),
            texts.with(text, &[]),
            texts.get(text),
            texts.say(&lab::message::Message::new(text)),
            texts.say(&lab::message::Message::new("grade-ours").text("why", text)),
        ];
        for said in said {
            assert_eq!(Reader::Terminal.faults(&said), Vec::<String>::new(), "{said}");
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
}
