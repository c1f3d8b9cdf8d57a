//! A submission as the formats that know tests see it: a test is a required rule, or the submission itself where there
//! is nothing else to tell of it.

use super::words::{outcome, said, theirs};
use super::{ClassReport, Outcome, SubmissionReport};
use crate::checker::Verdict;
use crate::report::formats::unit::Status;
use crate::text::Texts;

pub struct Case {
    /// The rule, what was to be handed in, or "submission".
    pub id: String,
    /// The same with its title.
    pub name: String,
    pub group: Vec<String>,
    /// Absent where nothing is to be judged: nothing was handed in, or its turn is still to come.
    pub status: Option<Status>,
    pub said: String,
    /// What a person reads about it.
    pub text: String,
}

pub fn cases(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> Vec<Case> {
    if submission.outcome != Outcome::Graded {
        return vec![whole(submission, texts)];
    }
    let judged = report.rules.iter().filter_map(|rule| Some((rule, *submission.rules.get(&rule.id)?)));
    let rules = judged.map(|(rule, verdict)| {
        let (status, said) = match verdict {
            Verdict::Pass => (Status::Pass, String::new()),
            Verdict::Fail => (Status::Fail, texts.get(&format!("{}.expected", rule.id))),
            Verdict::Unknown => (Status::Unknown, texts.get("class-said-unknown")),
            Verdict::Blocked => (Status::Blocked, texts.get("class-said-blocked")),
        };
        let title = texts.with("class-case", &[("rule", &texts.get(&rule.id)), ("points", &texts.points(rule.points))]);
        Case {
            id: rule.id.clone(),
            name: format!("{}: {title}", rule.id),
            group: vec![rule.lab.as_str().into(), rule.scenario.clone()],
            status: Some(status),
            text: said.clone(),
            said,
        }
    });
    let files = submission.files.iter().filter(|file| file.points > 0.0).map(|file| {
        let said = texts.say(&file.message);
        Case {
            id: file.id.clone(),
            name: format!("{}: {}", theirs(&file.id), said),
            group: vec!["files".into()],
            status: Some(if file.earned < file.points { Status::Fail } else { Status::Pass }),
            text: said.clone(),
            said,
        }
    });
    rules.chain(files).collect()
}

/// The submission itself: why there is nothing else of it.
fn whole(submission: &SubmissionReport, texts: &Texts) -> Case {
    let word = outcome(submission.outcome, texts);
    let fault = matches!(submission.outcome, Outcome::NotStarted | Outcome::NotJudged);
    let why = submission.reason.as_ref().map(|why| texts.say(why));
    let told = why.unwrap_or_else(|| word.clone());
    let lines = said(&submission.said);
    Case {
        id: submission.outcome.as_str().into(),
        name: format!("submission: {word}"),
        group: vec![],
        status: fault.then_some(Status::Fault),
        text: std::iter::once(told.clone()).chain(lines).collect::<Vec<_>>().join("\n"),
        said: told,
    }
}
