//! Classes to make pages and files of: with one of everything, hostile, empty, waiting, or very large.

#![allow(dead_code, reason = "each test file uses a part of it")]

use lab::checker::Verdict;
use lab::class::roster::{Entry, Source};
use lab::labs::{self, long_polling, sse};
use lab::message::Message;
use lab::names::LabId;
use lab::report::class::{
    CLASS_FORMAT, ClassReport, FileReport, Former, LabMark, Marking, Outcome, Rounding, RuleColumn, SubmissionReport,
    Weighted,
};
use lab::scenario;
use std::collections::BTreeMap;

/// Characters and markup that do harm where they are not escaped.
pub const HOSTILE: &str = "<script>document.title='stolen';alert(1)</script><img src=x onerror=alert(2)>\u{202e}\"'>&#60;\u{1b}[31m]]>{{7*7}}`";
pub const FORMULA: &str = "=cmd|' /C calc'!A0";

const NAMES: [&str; 16] = [
    "Ada Lovelace",
    "Élodie Durand-Lefèvre",
    "Zoé Martin",
    "محمد بن عبد الله",
    "Jean-Baptiste Poquelin",
    "Nguyễn Thị Minh Khai",
    "Alan Turing",
    "Grace Hopper",
    "יעל כהן",
    "Edsger Dijkstra",
    "Barbara Liskov",
    "Maximiliane-Friederike Alexandra von und zu Hohenstauffen-Wittelsbach-Schönborn",
    "李小龙",
    "Leslie Lamport",
    "Radia Perlman",
    "Øyvind Åsen",
];

/// Of all labs that nobody has to ask for.
pub fn rules() -> Vec<RuleColumn> {
    let mut all = scenario::embedded(&labs::vocabularies()).expect("the scenarios of the program are right");
    all.retain(|scenario| labs::find(&scenario.lab).is_some_and(|lab| !lab.is_page()));
    all.sort_by_key(|scenario| labs::ALL.iter().position(|lab| lab.id == scenario.lab));
    let of = |scenario: &scenario::Scenario| {
        let (lab, name) = (&scenario.lab, &scenario.id);
        let required = scenario.expectations.iter().filter(|one| one.points > 0.0);
        let column = |one: &scenario::Expectation| RuleColumn {
            lab: lab.clone(),
            scenario: name.clone(),
            id: one.rule.clone(),
            points: one.points,
        };
        required.map(column).collect::<Vec<_>>()
    };
    all.iter().flat_map(of).collect()
}

/// The same numbers each time.
struct Dice(u64);

impl Dice {
    /// Less than `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

pub fn blank(id: &str, name: &str, outcome: Outcome) -> SubmissionReport {
    let entry = Entry {
        id: id.into(),
        name: name.into(),
        email: String::new(),
        group: String::new(),
        source: Source::Nothing,
        start: None,
        port: None,
    };
    SubmissionReport {
        folder: format!("submissions/{name}_{id}"),
        outcome,
        ..lab::class::class_report::pending(&entry)
    }
}

fn graded(submission: &mut SubmissionReport, rules: &[RuleColumn], dice: &mut Dice) {
    let skill = dice.roll(100);
    let both = dice.roll(6) > 0;
    let (mut earned, mut open) = (BTreeMap::new(), BTreeMap::new());
    for rule in rules.iter().filter(|rule| both || rule.lab == long_polling::record::ID) {
        let hard = (rule.id.len() as u64 * 7) % 40;
        let verdict = match dice.roll(100) {
            luck if luck + hard / 2 < skill + 40 => Verdict::Pass,
            luck if luck % 29 == 0 => Verdict::Unknown,
            luck if luck % 5 == 0 => Verdict::Blocked,
            _ => Verdict::Fail,
        };
        *earned.entry(&rule.lab).or_insert(0.0) += if verdict == Verdict::Pass { rule.points } else { 0.0 };
        *open.entry(&rule.lab).or_insert(0.0) += if verdict == Verdict::Unknown { rule.points } else { 0.0 };
        submission.rules.insert(rule.id.clone(), verdict);
    }
    for (lab, earned) in earned {
        let mark = LabMark { lab: lab.clone(), earned, at_most: earned + open[lab], out_of: 20.0, bonus: 0.25 };
        submission.labs.push(mark);
    }
    let count = submission.labs.len() as f64;
    let low = submission.labs.iter().map(|lab| lab.earned).sum::<f64>() / count;
    let high = submission.labs.iter().map(|lab| lab.at_most).sum::<f64>() / count;
    if high > low {
        submission.range = Some((low, high));
    } else {
        submission.mark = Some((low * 4.0).round() / 4.0);
    }
    submission.elapsed_s = 35.0;
    submission.noise_ms = 2.5;
    let file = |id: &str, found| FileReport {
        id: id.into(),
        found,
        message: Message::new("progress-discovery"),
        points: 0.5,
        earned: if found { 0.5 } else { 0.0 },
    };
    submission.files = vec![file("sources", true), file("readme-start", dice.roll(2) > 0)];
    submission.notes =
        vec![Message::new("trouble-refused").text("url", "http://127.0.0.1:5000").text("why", "python app.py")];
}

/// One of everything; of any size.
pub fn class(count: usize) -> ClassReport {
    let rules = rules();
    let mut dice = Dice(7);
    let submission = |place: usize| {
        let name = NAMES[place % NAMES.len()];
        let name = if place < NAMES.len() { name.to_owned() } else { format!("{name} {}", place / NAMES.len()) };
        let outcome = match place {
            2 | 17 => Outcome::Absent,
            4 => Outcome::NotStarted,
            6 => Outcome::NotJudged,
            _ => Outcome::Graded,
        };
        let mut one = blank(&(4_100_000 + place * 37).to_string(), &name, outcome);
        one.group = format!("TD {}", 1 + place % 3);
        one.email = format!("student{place}@example.org");
        match outcome {
            Outcome::Graded => graded(&mut one, &rules, &mut dice),
            Outcome::NotStarted => {
                one.said = "Traceback (most recent call last):\n  File \"app.py\", line 1, in <module>\nModuleNotFoundError: No module named 'flask'".into();
                one.reason = Some(
                    Message::new("trouble-refused")
                        .text("url", "http://127.0.0.1:5000")
                        .text("why", "connection refused"),
                );
            }
            Outcome::NotJudged => {
                one.reason = Some(Message::new("trouble-silent").text("url", "http://127.0.0.1:5000"))
            }
            _ => {}
        }
        if place == 9 {
            // A zero is a mark.
            (one.mark, one.range) = (Some(0.0), None);
        }
        one
    };
    let weight = |lab: &LabId| Weighted { lab: lab.clone(), weight: if *lab == sse::record::ID { 1.0 } else { 2.0 } };
    let submissions = (0..count).map(submission).collect();
    ClassReport {
        rubric: "2".into(),
        format: CLASS_FORMAT.into(),
        lab_version: "0.1.0".into(),
        class: "M1 Informatique, temps réel".into(),
        started: "2026-11-20T18:30:00Z".into(),
        elapsed_s: 1_520.0,
        complete: true,
        isolation: "bubblewrap".into(),
        marking: Marking {
            labs: labs::ALL.iter().map(|lab| weight(&lab.id)).collect(),
            out_of: 20.0,
            round: 0.25,
            rounding: Rounding::Nearest,
            files: 0.0,
        },
        rules,
        submissions,
        warnings: vec![],
    }
}

/// Graded once more, with files that are worth points.
pub fn regraded(count: usize) -> ClassReport {
    let mut report = class(count);
    report.marking.files = 1.0;
    report.marking.rounding = Rounding::Down;
    for (place, one) in report.submissions.iter_mut().enumerate() {
        let mark = one.mark.filter(|_| place % 4 > 0).map(|mark| (mark - 1.0 + place as f64 % 3.0).clamp(0.0, 20.0));
        let outcome = if mark.is_some() { Outcome::Graded } else { Outcome::NotStarted };
        let (started, lab_version) = ("2026-11-19T10:00:00Z".into(), "0.0.9".into());
        one.former = Some(Former { outcome, mark, started, lab_version });
    }
    report
}

pub fn hostile() -> ClassReport {
    let mut report = regraded(12);
    report.class = HOSTILE.into();
    report.isolation = HOSTILE.into();
    report.lab_version = HOSTILE.into();
    report.started = HOSTILE.into();
    report.complete = false;
    report.warnings = vec![Message::new("trouble-silent").text("url", HOSTILE), Message::new(HOSTILE)];
    let texts = [HOSTILE, FORMULA, "javascript:alert(3)//../..", "\" onclick=\"alert(4)"];
    for (place, one) in report.submissions.iter_mut().enumerate() {
        let text = texts[place % texts.len()];
        for field in [&mut one.name, &mut one.email, &mut one.group, &mut one.folder] {
            *field = text.into();
        }
        one.id = format!("{text}{place}");
        one.said = format!("{HOSTILE}\n{HOSTILE}\0");
        one.reason = Some(Message::new("trouble-silent").text("url", HOSTILE));
        one.notes = vec![Message::new("trouble-silent").text("url", HOSTILE)];
        one.files.iter_mut().for_each(|file| (file.id, file.message) = (HOSTILE.into(), Message::new(HOSTILE)));
        if let Some(former) = &mut one.former {
            (former.started, former.lab_version) = (HOSTILE.into(), HOSTILE.into());
        }
    }
    report.submissions.push(blank(&"x".repeat(300), &"Longname".repeat(100), Outcome::Running));
    report
}

pub fn empty() -> ClassReport {
    ClassReport { submissions: vec![], ..class(0) }
}

/// Before the first of them.
pub fn waiting(count: usize) -> ClassReport {
    let report = class(count);
    let wait = |one: &SubmissionReport| SubmissionReport {
        group: one.group.clone(),
        ..blank(&one.id, &one.name, Outcome::Waiting)
    };
    let submissions = report.submissions.iter().map(wait).collect();
    ClassReport { complete: false, elapsed_s: 3.0, submissions, ..report }
}
