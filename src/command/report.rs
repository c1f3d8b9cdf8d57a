use super::{check, out, progress};
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::report::{FORMAT, Report, schema, terminal};
use crate::text::Texts;

pub fn run(args: cli::Report, texts: &Texts) -> Result<Exit, Failure> {
    let (file, voice) = match args {
        cli::Report::Schema => {
            out::line(format_args!("{:#}", schema()));
            return Ok(Exit::Pass);
        }
        cli::Report::Render { file, voice } => (file, voice),
    };
    let bad = |why: String| Failure::new(Exit::BadInput, format!("{}: {why}", file.display()));
    let text = std::fs::read_to_string(&file).map_err(|error| bad(error.to_string()))?;
    let report: Report = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    if report.format != FORMAT {
        return Err(bad(format!("this is {:?}, and this version of lab reads {FORMAT:?} only", report.format)));
    }
    let style = progress::style();
    if let Some(contract) = report.target.contract.as_ref().filter(|_| !voice.quiet) {
        out::line(terminal::contract(contract, report.target.version_kind.as_deref(), texts, style));
    }
    out::text(terminal::render_as(&report, texts, style, progress::detail(voice)));
    Ok(check::exit(&report, !report.complete, None))
}
