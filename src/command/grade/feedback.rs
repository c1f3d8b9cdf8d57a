//! `feedback.zip`: what Moodle's "Upload multiple feedback files in a zip" takes. It knows a student by the number in the
//! name of each file: `full name_number_assignfeedback_file_name`.

use crate::report::class::{ClassReport, Outcome, SubmissionReport, comment};
use crate::text::Texts;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const FEEDBACK: &str = "feedback.zip";

/// The file, and how many students have something in it; nothing if no id is a number of Moodle's.
pub fn zipped(dir: &Path, report: &ClassReport, texts: &Texts) -> std::io::Result<Option<(Vec<u8>, usize)>> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    let mut students = 0;
    for one in report.submissions.iter().filter(|one| is_numbered(one) && one.outcome != Outcome::Absent) {
        let mut add = |name: &str, bytes: &[u8]| {
            archive.start_file(named(one, name), SimpleFileOptions::default()).map_err(std::io::Error::other)?;
            archive.write_all(bytes)
        };
        let lines = comment(one, report, texts);
        if lines.is_empty() {
            continue;
        }
        let mark = one.mark.map(|mark| texts.range(mark, mark, report.marking.out_of));
        let mark = mark.map(|mark| texts.with("class-said-mark", &[("mark", &mark)]));
        let text: String = mark.into_iter().chain(lines).map(|line| format!("{line}\n")).collect();
        add("feedback.txt", text.as_bytes())?;
        if let Ok(bytes) = std::fs::read(dir.join(&one.folder).join("index.html")) {
            add("report.html", &bytes)?;
        }
        students += 1;
    }
    let bytes = archive.finish().map_err(std::io::Error::other)?.into_inner();
    Ok((students > 0).then_some((bytes, students)))
}

fn is_numbered(one: &SubmissionReport) -> bool {
    !one.id.is_empty() && one.id.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is between the first two underscores is the number, for Moodle; and no part of a path.
fn named(one: &SubmissionReport, name: &str) -> String {
    let who = crate::inert::name(&one.name).replace(['_', '/', '\\', ':'], " ");
    format!("{}_{}_assignfeedback_file_{name}", who.trim(), one.id)
}
