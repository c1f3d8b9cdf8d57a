//! `grades.csv`. Its names are in English and never change, its numbers have a dot; a mark that is not there is an empty
//! cell, never 0, and what people wrote is never a formula.

use super::words::{labs, link};
use super::{ClassReport, SubmissionReport};
use crate::inert;
use crate::names::LabId;
use crate::text::{Lang, Texts};

pub fn csv(report: &ClassReport) -> String {
    written(report, b',', false)
}

/// `grades-fr.csv`: the same as a spreadsheet in French opens it, with a mark before it that says how it is encoded,
/// semicolons between its cells, and commas in its numbers.
pub fn french(report: &ClassReport) -> String {
    format!("\u{feff}{}", written(report, b';', true))
}

fn written(report: &ClassReport, separator: u8, comma: bool) -> String {
    let sheet = Sheet {
        report,
        texts: Texts::of(Lang::En),
        labs: labs(report),
        files: report.marking.files > 0.0,
        comma,
        former: report.submissions.iter().any(|one| one.former.is_some()),
    };
    let mut writer = ::csv::WriterBuilder::new().delimiter(separator).from_writer(vec![]);
    let mut write = |row: &[String]| writer.write_record(row).expect("it is written to memory");
    write(&sheet.names());
    report.submissions.iter().for_each(|submission| write(&sheet.row(submission)));
    let bytes = writer.into_inner().expect("it is written to memory");
    String::from_utf8(bytes).expect("all of it was text")
}

struct Sheet<'a> {
    report: &'a ClassReport,
    texts: &'static Texts,
    labs: Vec<LabId>,
    files: bool,
    /// Numbers have a comma.
    comma: bool,
    former: bool,
}

impl Sheet<'_> {
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = ["id", "name", "email", "group", "outcome"].map(String::from).into();
        names.extend(self.labs.iter().map(|lab| lab.as_str().to_owned()));
        names.extend(self.labs.iter().map(|lab| format!("{}_bonus", lab.as_str())));
        names.extend(self.files.then(|| "files".into()));
        names.extend(["mark", "out_of", "late_penalty", "range_low", "range_high"].map(String::from));
        if self.former {
            names.extend(["former_outcome", "former_mark"].map(String::from));
        }
        names.extend(["reason", "report"].map(String::from));
        names
    }

    fn row(&self, one: &SubmissionReport) -> Vec<String> {
        let mut row: Vec<String> = [&one.id, &one.name, &one.email, &one.group].map(|text| inert::cell(text)).into();
        row.push(one.outcome.as_str().into());
        let mark = |lab: &LabId| one.labs.iter().find(|mark| mark.lab == *lab);
        let decided = |lab| mark(lab).filter(|mark| mark.at_most <= mark.earned).map(|mark| mark.earned);
        row.extend(self.labs.iter().map(|lab| self.number(decided(lab))));
        row.extend(self.labs.iter().map(|lab| self.number(mark(lab).map(|mark| mark.bonus))));
        if self.files {
            let earned = one.files.iter().map(|file| file.earned).sum();
            row.push(self.number((!one.files.is_empty()).then_some(earned)));
        }
        row.extend([self.number(one.mark), self.number(Some(self.report.marking.out_of)), String::new()]);
        row.extend([self.number(one.range.map(|(low, _)| low)), self.number(one.range.map(|(_, high)| high))]);
        if self.former {
            let former = one.former.as_ref();
            row.push(former.map_or_else(String::new, |former| former.outcome.as_str().into()));
            row.push(self.number(former.and_then(|former| former.mark)));
        }
        row.push(one.reason.as_ref().map_or_else(String::new, |why| inert::cell(&self.texts.say(why))));
        row.push(link(one).unwrap_or_default());
        row
    }

    fn number(&self, number: Option<f64>) -> String {
        let text = cell(number);
        if self.comma { text.replace('.', ",") } else { text }
    }
}

/// A number of ours, or nothing.
fn cell(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| format!("{}", crate::report::formats::unit::tidy(number)))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_number_is_a_number() {
        assert_eq!([cell(Some(-1.5)), cell(Some(0.0)), cell(None)], ["-1.5", "0", ""]);
        assert_eq!(cell(Some(0.1 + 0.2)), "0.3");
    }
}
