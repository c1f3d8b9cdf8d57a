use super::outputs::Outputs;
use super::{check, out, progress};
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::report::{FORMAT, Report, diff, schema, terminal};
use crate::text::{Texts, visible};
use std::path::Path;

pub fn run(args: &cli::Report, texts: &Texts) -> Result<Exit, Failure> {
    match args {
        cli::Report::Schema => {
            out::line(format_args!("{:#}", schema()));
            Ok(Exit::Pass)
        }
        cli::Report::Render { file, reports, voice } => {
            let report = read(file)?;
            let outputs = Outputs::open(reports)?;
            if outputs.is_empty() {
                show(&report, *voice, texts);
            }
            outputs.write(&report, texts)?;
            Ok(check::exit(&report, !report.complete, None))
        }
        cli::Report::Diff { before, after } => {
            let (before, after) = (read(before)?, read(after)?);
            let changes = diff(&before, &after, texts);
            match &changes {
                Some(changes) => out::text(changes),
                None => out::line(texts.get("diff-nothing")),
            }
            Ok(if changes.is_some() { Exit::Fail } else { Exit::Pass })
        }
    }
}

fn show(report: &Report, voice: cli::Verbosity, texts: &Texts) {
    out::text(terminal::render_as(report, texts, progress::style(), progress::detail(voice)));
}

/// A saved report. Of a file that is something else, it says what, and where that shows.
fn read(file: &Path) -> Result<Report, Failure> {
    let bad = |why: String| Failure::new(Exit::BadInput, format!("{}:{why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| bad(format!(" {error}")))?;
    if let Some(format) = text.lines().next().and_then(format_of_history) {
        let args = [("file", &*file.display().to_string()), ("format", &visible(&format))];
        return Err(Failure::of(Exit::BadInput, "bad-history", &args).hint_of("bad-history-hint", &[]));
    }
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| bad(placed(&error)))?;
    match value["format"].as_str() {
        Some(FORMAT) => serde_json::from_str(&text).map_err(|error| bad(placed(&error))),
        Some(other) => {
            let line = text.lines().position(|line| line.contains("\"format\"")).map_or(1, |place| place + 1);
            let other = visible(other);
            Err(bad(format!("{line}: this is {other:?}, and this version of lab reads {FORMAT:?} only")))
        }
        None => Err(bad(format!("1: this is JSON, but no report of lab: it has no \"format\": {FORMAT:?}"))),
    }
}

fn format_of_history(line: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    value["header"]["format"].as_str().map(String::from)
}

/// Line and column first, as compilers have it.
fn placed(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let why = error.to_string().replace(&format!(" at line {line} column {column}"), "");
    format!("{line}:{column}: {}", visible(&why))
}
