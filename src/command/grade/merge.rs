//! The shards of a class, put together: as if one machine had graded it.

use super::files::Files;
use super::plan;
use super::show;
use crate::class::journal::Journal;
use crate::class::{BadMerge, class_report, merge};
use crate::cli::Grade;
use crate::command::outputs::cannot_write;
use crate::exit::{Exit, Failure};
use crate::report::class::Outcome;
use crate::text::Texts;
use std::collections::BTreeSet;
use std::path::Path;

pub fn run(args: &Grade, texts: &Texts) -> Result<Exit, Failure> {
    let shards = args.merge.iter().map(|dir| plan::journal(dir)).collect::<Result<Vec<_>, _>>()?;
    let (merged, done) = merge(shards).map_err(|bad| {
        let shard = |place: usize| args.merge[place].display().to_string();
        match bad {
            BadMerge::Plans(place) => {
                let args = [("shard", &*shard(place)), ("first", &shard(0))];
                Failure::of(Exit::BadInput, "grade-other-plan", &args).hint_of("grade-other-plan-hint", &[])
            }
            BadMerge::Twice(id) => Failure::of(Exit::BadInput, "grade-twice", &[("id", &id)]),
        }
    })?;
    let out = args.out.as_deref().expect("the command line demands it");
    std::fs::create_dir_all(out).map_err(|error| cannot_write(out, &error))?;
    let (merged, dir, mut journal) = plan::begin(merged, Some(out))?;
    for one in done.values() {
        let id = &one.submission.id;
        let from = args.merge.iter().map(|shard| shard.join(id)).find(|folder| folder.is_dir());
        if let Some(from) = from {
            copy(&from, &dir.join(id)).map_err(|error| cannot_write(&dir.join(id), &error))?;
        }
        journal.ended(one.clone()).map_err(|error| cannot_write(&dir, &error))?;
    }
    finish(args, &merged, &dir, &journal, texts)
}

fn finish(
    args: &Grade,
    merged: &crate::class::journal::GradingPlan,
    dir: &Path,
    journal: &Journal,
    texts: &Texts,
) -> Result<Exit, Failure> {
    let former = merged.former.as_deref().map(plan::former).transpose()?;
    let scenarios = plan::scenarios(merged)?;
    let report = class_report::build(merged, &journal.done, &BTreeSet::new(), &scenarios, former.as_ref());
    let worksheet = args.moodle_worksheet.clone().or_else(|| merged.worksheet.clone());
    let files = Files::open(dir, worksheet.as_deref(), texts)?;
    files.write_last(&report, texts.lang);
    show::summary(&report, dir, texts, args.quiet);
    if let Some(why) = files.trouble() {
        return Err(Failure::of(Exit::Fault, "grade-unwritten", &[("why", &why)]));
    }
    files.give_back(&report, texts)?;
    let left = report.submissions.iter().filter(|one| one.outcome == Outcome::Waiting).count();
    Ok(if left == 0 && super::has_marks(&report) { Exit::Pass } else { Exit::Unknown })
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
