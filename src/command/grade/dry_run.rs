//! What would be done with a class, as far as that shows without doing it.

use super::aside::Work;
use super::files::Files;
use super::plan::{is_folder_or_nothing, isolation, packages, there_already};
use super::prepare::{Prepared, prepare};
use super::{reasons, show};
use crate::class::journal::{self, GradingPlan};
use crate::class::roster::Source;
use crate::command::outputs::cannot_write;
use crate::exit::{Exit, Failure};
use crate::message::Message;
use crate::sandbox::{NoWayOut, PackageCache};
use crate::text::Texts;
use std::io::ErrorKind;
use std::path::Path;

/// Says what would be done with each submission, and why not where it cannot be.
pub fn run(plan: &GradingPlan, out: Option<&Path>, texts: &Texts) -> Result<Exit, Failure> {
    could_begin(out)?;
    Files::open(Path::new(""), plan.worksheet.as_deref(), texts)?;
    let isolation = isolation(plan)?;
    let logs = std::env::temp_dir().join(format!("lab-dry-run-{}", std::process::id()));
    let packages = packages(plan, out.unwrap_or(&logs), &isolation)?;
    let way_out = isolation.way_out().1;
    let work = Work::begin(logs.clone());
    let mut rows = Vec::new();
    for (number, entry) in (0..).zip(plan.part()) {
        let (can, said) = match &entry.source {
            Source::Url(url) => (true, vec![Message::new("grade-would-ask").text("url", url)]),
            Source::Nothing => (true, vec![Message::new("grade-absent")]),
            Source::Link(target) => (false, vec![reasons::link(target)]),
            Source::Folder(_) | Source::Archive(_) | Source::Files(_) => {
                match prepare(entry, number, &isolation, &plan.limits, &work, &logs, plan.marking.files) {
                    Ok(prepared) => ways(&prepared, plan.install, &way_out, &packages),
                    Err(not) => (false, vec![not.reason]),
                }
            }
        };
        let said: Vec<String> = said.iter().map(|message| texts.say(message)).collect();
        rows.push((entry, can, said.join("\n")));
    }
    work.end();
    show::plan(&rows, plan, &isolation, texts);
    Ok(if rows.iter().all(|(_, can, _)| *can) { Exit::Pass } else { Exit::Unknown })
}

/// Each way to start a submission, with what is known to be in the way, and whether nothing is in the way of one.
fn ways(
    prepared: &Prepared,
    installs: bool,
    way_out: &Result<(), NoWayOut>,
    packages: &PackageCache,
) -> (bool, Vec<Message>) {
    let (mut can, mut said) = (false, vec![]);
    for start in &prepared.starts {
        let obstacle = prepared.workspace.obstacle(start, installs, way_out, packages);
        can |= obstacle.is_none();
        said.push(reasons::would(start, installs));
        said.extend(obstacle.as_ref().map(reasons::cannot));
    }
    said.extend(prepared.notes.iter().cloned());
    (can, said)
}

/// Refuses a folder in which no class can be begun, as far as that shows without making anything.
fn could_begin(out: Option<&Path>) -> Result<(), Failure> {
    let Some(dir) = out else { return Ok(()) };
    is_folder_or_nothing(dir).map_err(|error| cannot_write(dir, &error))?;
    let journal = dir.join(journal::NAME);
    if journal.exists() { Err(there_already(dir, &ErrorKind::AlreadyExists.into())) } else { Ok(()) }
}
