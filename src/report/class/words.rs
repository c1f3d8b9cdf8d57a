//! What the formats of a class have in common: how its people, outcomes and marks are put into words.

use super::{Outcome, SubmissionReport};
pub use crate::inert::name as theirs;
use crate::labs;
use crate::names::LabId;
use crate::text::Texts;

/// The last lines of a log, harmless.
pub fn said(log: &str) -> Vec<String> {
    const MOST: usize = 30;
    let lines: Vec<_> = log.lines().map(theirs).collect();
    lines[lines.len().saturating_sub(MOST)..].to_vec()
}

pub fn outcome(outcome: Outcome, texts: &Texts) -> String {
    texts.get(&format!("class-outcome-{}", outcome.as_str()))
}

/// The labs that a submission of the class was graded in, or that were asked for.
pub fn labs(report: &super::ClassReport) -> Vec<LabId> {
    let seen = |lab: &LabId| {
        report.marking.labs.iter().any(|one| one.lab == *lab)
            || report.submissions.iter().any(|one| one.labs.iter().any(|mark| mark.lab == *lab))
    };
    labs::ALL.iter().map(|lab| lab.id.clone()).filter(seen).collect()
}

/// The page of a submission, from beside `class.json`; absent where there is nothing to look at. Each name on the way is
/// encoded, so that it is neither an address nor a formula.
pub fn link(submission: &SubmissionReport) -> Option<String> {
    if !submission.outcome.is_final() || submission.outcome == Outcome::Absent {
        return None;
    }
    let names = submission.folder.split('/').filter(|name| !["", ".", ".."].contains(name));
    let path: String = names.map(|name| format!("{}/", encoded(name))).collect();
    let here = if path.is_empty() || path.starts_with('-') { "./" } else { "" };
    Some(format!("{here}{path}index.html"))
}

fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

/// A time that may be hours, in the unit that people would choose.
pub fn took(seconds: f64, texts: &Texts) -> String {
    let minutes = (seconds / 60.0).round();
    if seconds < 120.0 {
        texts.time((seconds.max(0.0) * 1e9) as u64)
    } else if minutes < 120.0 {
        texts.with("class-minutes", &[("minutes", &texts.points(minutes))])
    } else {
        let (hours, minutes) = ((minutes / 60.0).floor(), minutes % 60.0);
        texts.with("class-hours", &[("hours", &texts.points(hours)), ("minutes", &texts.points(minutes))])
    }
}

/// A list in one sentence.
pub fn listed(parts: &[String], texts: &Texts) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => texts.with("class-and", &[("first", &first.join(", ")), ("last", last)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_on_the_way_is_never_more_than_a_name() {
        assert_eq!(encoded("Ünï (1)?#%"), "%C3%9Cn%C3%AF%20%281%29%3F%23%25");
        assert_eq!(encoded("javascript:alert(1)"), "javascript%3Aalert%281%29");
        assert_eq!(encoded("=cmd|'"), "%3Dcmd%7C%27");
        assert_eq!(encoded("a\\b\"<"), "a%5Cb%22%3C");
    }

    #[test]
    fn long_times_are_in_minutes_and_hours() {
        let texts = Texts::of(crate::text::Lang::En);
        let times = [35.0, 119.0, 1_500.0, 9_000.0].map(|seconds| took(seconds, texts));
        assert_eq!(times, ["35\u{a0}s", "119\u{a0}s", "25\u{a0}min", "2\u{a0}h\u{a0}30\u{a0}min"]);
    }
}
