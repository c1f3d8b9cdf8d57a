//! Makes the mark of a submission of its points in each lab.

use crate::names::LabId;
use crate::report::Report;
use crate::report::class::{FileReport, LabMark, Marking, Outcome, Rounding, SubmissionReport};
use std::collections::BTreeMap;

/// Points that differ by less than this are the same.
const SAME: f64 = 1e-9;

/// A mark as a multiple of the step.
pub fn rounded(mark: f64, step: f64, rounding: Rounding) -> f64 {
    let steps = mark / step;
    let steps = match rounding {
        Rounding::Nearest => (steps + 0.5 + SAME).floor(),
        Rounding::Up => (steps - SAME).ceil(),
        Rounding::Down => (steps + SAME).floor(),
    };
    // Takes away the error that a step like 0.1 leaves in the last digits.
    ((steps * step) * 1e6).round() / 1e6
}

/// Copies what the report of a run says into that of its submission.
pub fn graded(submission: &mut SubmissionReport, report: &Report, marking: &Marking) {
    submission.outcome = Outcome::Graded;
    submission.noise_ms = report.noise.max_ms;
    submission.elapsed_s = report.elapsed_s;
    submission.labs = report
        .labs
        .iter()
        .map(|lab| {
            let mark = &lab.mark;
            let (earned, at_most, out_of) = (mark.earned, mark.at_most, mark.out_of);
            LabMark { lab: lab.lab.clone(), earned, at_most, out_of, bonus: mark.bonus }
        })
        .collect();
    let rules = report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.rules);
    submission.rules = rules.map(|rule| (rule.id.clone(), rule.verdict)).collect::<BTreeMap<_, _>>();
    (submission.mark, submission.range) = mark(&submission.labs, &submission.files, marking);
}

/// The labs that were asked for and not found.
pub fn missing(labs: &[LabMark], marking: &Marking) -> Vec<LabId> {
    let asked = marking.labs.iter().map(|one| &one.lab);
    asked.filter(|lab| labs.iter().all(|found| found.lab != **lab)).cloned().collect()
}

type Range = Option<(f64, f64)>;

/// The mark; or the range that it is in, if something is undecided; or neither, if a lab that was asked for is missing.
fn mark(labs: &[LabMark], files: &[FileReport], marking: &Marking) -> (Option<f64>, Range) {
    if labs.is_empty() || !missing(labs, marking).is_empty() {
        return (None, None);
    }
    let weight = |lab: &LabId| match marking.labs.iter().find(|one| one.lab == *lab) {
        Some(one) => one.weight,
        None if marking.labs.is_empty() => 1.0,
        None => 0.0,
    };
    let all: f64 = labs.iter().map(|lab| weight(&lab.lab)).sum();
    let share = |points: fn(&LabMark) -> f64| -> f64 {
        labs.iter().map(|lab| weight(&lab.lab) / all * points(lab) / lab.out_of).sum()
    };
    let handed_in: f64 = files.iter().map(|file| file.earned).sum();
    let on = |share: f64| {
        let mark = share * (marking.out_of - marking.files) + handed_in;
        rounded(mark, marking.round, marking.rounding).min(marking.out_of)
    };
    let (least, most) = (share(|lab| lab.earned), share(|lab| lab.at_most));
    if (most - least).abs() < SAME { (Some(on(least)), None) } else { (None, Some((on(least), on(most)))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::{long_polling, sse};
    use crate::message::Message;
    use crate::report::class::Weighted;

    const LONG_POLLING: LabId = long_polling::record::ID;
    const SSE: LabId = sse::record::ID;

    fn marking(labs: &[(LabId, f64)]) -> Marking {
        let labs = labs.iter().cloned().map(|(lab, weight)| Weighted { lab, weight }).collect();
        Marking { labs, out_of: 20.0, round: 0.25, rounding: Rounding::Nearest, files: 0.0 }
    }

    fn lab(lab: LabId, earned: f64, at_most: f64) -> LabMark {
        LabMark { lab, earned, at_most, out_of: 20.0, bonus: 1.0 }
    }

    #[test]
    fn halves_are_rounded_up_and_exact_marks_stay() {
        assert_eq!(rounded(12.125, 0.25, Rounding::Nearest), 12.25);
        assert_eq!(rounded(12.12, 0.25, Rounding::Nearest), 12.0);
        assert_eq!(rounded(12.01, 0.5, Rounding::Up), 12.5);
        assert_eq!(rounded(12.49, 0.5, Rounding::Down), 12.0);
        for rounding in [Rounding::Nearest, Rounding::Up, Rounding::Down] {
            assert_eq!(rounded(12.3, 0.1, rounding), 12.3);
            assert_eq!(rounded(20.0, 0.01, rounding), 20.0);
        }
    }

    #[test]
    fn labs_count_by_their_weights() {
        let labs = [lab(LONG_POLLING, 20.0, 20.0), lab(SSE, 8.0, 8.0)];
        let of = |weights: &[(LabId, f64)]| mark(&labs, &[], &marking(weights)).0;
        assert_eq!(of(&[(LONG_POLLING, 2.0), (SSE, 1.0)]), Some(16.0));
        assert_eq!(of(&[]), Some(14.0));
        assert_eq!(of(&[(SSE, 1.0)]), Some(8.0));
    }

    #[test]
    fn what_is_undecided_is_a_range_and_what_is_missing_is_no_mark() {
        let polls = [lab(LONG_POLLING, 10.0, 12.0)];
        assert_eq!(mark(&polls, &[], &marking(&[])), (None, Some((10.0, 12.0))));
        assert_eq!(mark(&polls, &[], &marking(&[(LONG_POLLING, 1.0), (SSE, 1.0)])), (None, None));
        assert_eq!(mark(&[], &[], &marking(&[])), (None, None));
    }

    #[test]
    fn files_count_where_they_are_worth_points() {
        let file = |earned| FileReport {
            id: "readme".into(),
            found: earned > 0.0,
            message: Message::new("x"),
            points: 2.0,
            earned,
        };
        let worth = Marking { files: 4.0, ..marking(&[]) };
        let labs = [lab(SSE, 10.0, 10.0)];
        assert_eq!(mark(&labs, &[file(2.0), file(0.0)], &worth).0, Some(10.0));
    }
}
