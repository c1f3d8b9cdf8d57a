//! What a class leaves behind, beside the folders of its submissions. Each file is whole at any moment.

use super::feedback::{self, FEEDBACK};
use crate::class::worksheet;
use crate::command::out;
use crate::command::outputs::{cannot_write, replace};
use crate::exit::{Exit, Failure};
use crate::message::Message;
use crate::report::class::{self, ClassReport, Outcome, SubmissionReport};
use crate::text::{Lang, Texts};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Not more often than this, while it fills: making them is work beside measurements.
const EVERY: Duration = Duration::from_secs(3);

pub struct Files {
    dir: PathBuf,
    worksheet: Option<(PathBuf, Vec<u8>)>,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    at: Option<Instant>,
    trouble: Option<String>,
}

impl Files {
    /// The worksheet is read now: one that is not there, or is none, is told before an hour has passed.
    pub fn open(dir: &Path, worksheet: Option<&Path>, texts: &Texts) -> Result<Self, Failure> {
        let worksheet = worksheet.map(|path| {
            let bytes = std::fs::read(path)
                .map_err(|error| Failure::new(Exit::BadInput, format!("{}: {error}", path.display())))?;
            worksheet::fill(&bytes, &[]).map_err(|refusals| refused(path, &refusals, texts))?;
            Ok((path.to_owned(), bytes))
        });
        Ok(Self { dir: dir.to_owned(), worksheet: worksheet.transpose()?, last: Mutex::default() })
    }

    /// Writes what is known so far: all of it once it is complete, before that from time to time.
    pub fn write(&self, report: &ClassReport, lang: Lang) {
        let mut last = self.last.lock().expect("no holder panics");
        if !report.complete && last.at.is_some_and(|at| at.elapsed() < EVERY) {
            return;
        }
        last.trouble = self.try_write(report, lang).err().map(|error| error.to_string());
        last.at = Some(Instant::now());
    }

    /// Writes it whatever the time.
    pub fn write_last(&self, report: &ClassReport, lang: Lang) {
        self.last.lock().expect("no holder panics").at = None;
        self.write(report, lang);
    }

    fn try_write(&self, report: &ClassReport, lang: Lang) -> std::io::Result<()> {
        let texts = Texts::of(lang);
        for file in class::FILES {
            replace(&self.dir.join(file.name), &(file.render)(report, texts))?;
        }
        let ended = report.submissions.iter().filter(|one| one.outcome.is_final());
        for submission in ended {
            let folder = self.dir.join(&submission.folder);
            if folder.is_dir() {
                replace(&folder.join(class::RESULTS), &class::gradescope(submission, report, texts))?;
            }
        }
        Ok(())
    }

    /// Why the last writing failed, if it did.
    pub fn trouble(&self) -> Option<String> {
        self.last.lock().expect("no holder panics").trouble.clone()
    }

    /// What goes back to the students by way of Moodle: the file of feedback, and a copy of the worksheet, filled whole or
    /// not at all.
    pub fn give_back(&self, report: &ClassReport, texts: &Texts) -> Result<(), Failure> {
        let to = self.dir.join(FEEDBACK);
        let zipped = feedback::zipped(&self.dir, report, texts).map_err(|error| cannot_write(&to, &error))?;
        if let Some((bytes, students)) = zipped {
            std::fs::write(&to, bytes).map_err(|error| cannot_write(&to, &error))?;
            let file = to.display().to_string();
            out::note(texts.say(&Message::new("grade-feedback").count("count", students).text("file", file)));
        }
        self.worksheet(report, texts)
    }

    fn worksheet(&self, report: &ClassReport, texts: &Texts) -> Result<(), Failure> {
        let Some((path, bytes)) = &self.worksheet else { return Ok(()) };
        let rows: Vec<_> = report.submissions.iter().map(|one| row(one, report, texts)).collect();
        let filled = worksheet::fill(bytes, &rows).map_err(|refusals| refused(path, &refusals, texts))?;
        let to = self.dir.join(path.file_name().unwrap_or_else(|| "worksheet.csv".as_ref()));
        std::fs::write(&to, filled.bytes).map_err(|error| cannot_write(&to, &error))?;
        let (count, file) = (filled.marks, to.display().to_string());
        out::note(texts.say(&Message::new("grade-worksheet").count("count", count).text("file", file)));
        for note in &filled.notes {
            out::note(format_args!("  {}", texts.say(note)));
        }
        Ok(())
    }
}

fn row(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> worksheet::SubmissionGrade {
    worksheet::SubmissionGrade {
        id: submission.id.clone(),
        email: submission.email.clone(),
        mark: submission.mark.filter(|_| submission.outcome == Outcome::Graded),
        out_of: report.marking.out_of,
        feedback: class::comment(submission, report, texts).join("\n"),
    }
}

fn refused(path: &Path, refusals: &[worksheet::Refusal], texts: &Texts) -> Failure {
    let reasons = refusals.iter().map(|refusal| format!("  {}", texts.say(&refusal.message())));
    let reasons: Vec<_> = reasons.collect();
    let first = texts.with("sheet-not-filled", &[("file", &path.display().to_string())]);
    Failure::new(Exit::BadInput, format!("{first}\n{}", reasons.join("\n"))).hint_of("sheet-not-filled-hint", &[])
}
