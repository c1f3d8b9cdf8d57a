//! What a student is told beside the mark: a few lines, for a cell of a worksheet, a letter, or a file beside the report.

use super::words::{outcome, said};
use super::{ClassReport, Outcome, SubmissionReport};
use crate::checker::Verdict;
use crate::text::Texts;

/// So many reasons are told, those that cost most first; the report has all.
const REASONS: usize = 3;
/// So many of the last lines that a server wrote.
const WORDS: usize = 3;

/// The mark of each lab, and what cost most of it; or why there is none, and the server's own last words. Nothing of
/// somebody who handed nothing in.
pub fn comment(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> Vec<String> {
    match submission.outcome {
        Outcome::Graded => graded(submission, report, texts),
        Outcome::NotStarted | Outcome::NotJudged => {
            let why = submission.reason.as_ref().map(|why| texts.say(why));
            let mut lines = vec![why.unwrap_or_else(|| outcome(submission.outcome, texts))];
            let words = said(&submission.said);
            let words: Vec<_> = words.into_iter().filter(|line| !line.trim().is_empty()).collect();
            lines.extend(words[words.len().saturating_sub(WORDS)..].iter().map(|line| format!("> {line}")));
            lines
        }
        Outcome::Absent | Outcome::Waiting | Outcome::Running => vec![],
    }
}

fn graded(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> Vec<String> {
    let lab = |lab: &super::LabMark| {
        let mark = texts.range(lab.earned, lab.at_most, lab.out_of);
        texts.with("report-mark", &[("lab", &texts.get(lab.lab.as_str())), ("mark", &mark)])
    };
    let mut lines: Vec<String> = submission.labs.iter().map(lab).collect();
    let verdict = |id: &str| submission.rules.get(id).copied();
    let mut failed: Vec<_> = report.rules.iter().filter(|rule| verdict(&rule.id) == Some(Verdict::Fail)).collect();
    failed.sort_by(|one, other| other.points.total_cmp(&one.points));
    lines.extend(failed.iter().take(REASONS).map(|rule| {
        let points = texts.points(rule.points);
        texts.with("class-comment-failed", &[("rule", &texts.get(&rule.id)), ("points", &points)])
    }));
    let more = failed.len().saturating_sub(REASONS);
    lines.extend((more > 0).then(|| texts.with("class-comment-more", &[("count", &more.to_string())])));
    let unknown = report.rules.iter().any(|rule| verdict(&rule.id) == Some(Verdict::Unknown));
    lines.extend(unknown.then(|| texts.get("class-comment-unknown")));
    lines
}

/// The same as a letter, if there is something to tell and somewhere to send it: for a mail merge.
pub fn letters(report: &ClassReport, texts: &Texts) -> String {
    let mut writer = ::csv::Writer::from_writer(vec![]);
    let mut write = |row: [String; 4]| writer.write_record(row).expect("it is written to memory");
    write(["email", "name", "subject", "text"].map(String::from));
    for one in report.submissions.iter().filter(|one| !one.email.is_empty()) {
        let lines = comment(one, report, texts);
        if lines.is_empty() {
            continue;
        }
        let subject = texts.with("class-letter-subject", &[("class", &report.class)]);
        let mark = one.mark.map(|mark| texts.range(mark, mark, report.marking.out_of));
        let mark = mark.map(|mark| texts.with("class-said-mark", &[("mark", &mark)]));
        let hello = texts.with("class-letter-hello", &[("name", &one.name)]);
        let text: Vec<String> = std::iter::once(hello).chain(mark).chain(lines).collect();
        // A line each, and none of them a formula: a spreadsheet may open it before a mail program does.
        let text: Vec<String> = text.iter().map(|line| crate::inert::line(line)).collect();
        let cell = |text: &str| crate::inert::cell(text);
        write([cell(&one.email), cell(&one.name), cell(&subject), crate::inert::no_formula(&text.join("\n"))]);
    }
    let bytes = writer.into_inner().expect("it is written to memory");
    String::from_utf8(bytes).expect("all of it was text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;
    use crate::report::class::tests_support::{class, submission};
    use crate::text::Lang;
    use std::collections::BTreeMap;

    #[test]
    fn what_cost_most_is_told_first() {
        let mut ana = submission("ana", Outcome::Graded);
        let verdicts =
            [("not-held", Verdict::Fail), ("waiter-not-woken", Verdict::Pass), ("stale-pair", Verdict::Fail)];
        ana.rules = verdicts.map(|(id, verdict)| (id.to_owned(), verdict)).into_iter().collect::<BTreeMap<_, _>>();
        let report = class(vec![ana.clone()], &[("stale-pair", 0.5), ("waiter-not-woken", 1.5), ("not-held", 2.0)]);
        let lines = comment(&ana, &report, Texts::of(Lang::En));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains("(2 pt)") && lines[1].contains("(0.5 pt)"), "{lines:?}");
    }

    #[test]
    fn who_has_no_mark_hears_why_and_what_the_server_said() {
        let mut bob = submission("bob", Outcome::NotStarted);
        bob.reason = Some(Message::new("trouble-silent").text("url", "x"));
        bob.said = "one\n\ntwo\nthree\nNameError: name 'flask' is not defined\n".into();
        let report = class(vec![bob.clone()], &[]);
        let lines = comment(&bob, &report, Texts::of(Lang::Fr));
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert_eq!(lines[3], "> NameError: name 'flask' is not defined");
        assert!(comment(&submission("eve", Outcome::Absent), &report, Texts::of(Lang::En)).is_empty());
    }

    #[test]
    fn a_letter_goes_to_who_has_an_address() {
        let mut bob = submission("bob", Outcome::NotJudged);
        bob.email = "=bob@x.fr".into();
        let report = class(vec![bob, submission("ana", Outcome::NotJudged)], &[]);
        let letters = letters(&report, Texts::of(Lang::En));
        let mut reader = ::csv::Reader::from_reader(letters.as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 1, "{letters}");
        assert_eq!(&rows[0][0], "'=bob@x.fr");
        assert!(rows[0][3].starts_with("Hello bob,"), "{letters}");
    }
}
