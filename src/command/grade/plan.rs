//! What is done with a class: from the roster and the options to a plan, and what of it can be said beforehand.

use super::marking::marking;
use crate::class::journal::{BadJournal, Done, GradingPlan, Journal};
use crate::class::roster::{self, Entry, Source};
use crate::class::{BadShard, Settings, Shard, class_report};
use crate::cli::{Grade, What};
use crate::command::near::near;
use crate::command::outputs::cannot_write;
use crate::command::{inputs, out};
use crate::exit::{Exit, Failure, Words};
use crate::report::class::ClassReport;
use crate::sandbox::{InstallNetwork, Isolation, IsolationChoice, PackageCache};
use crate::scenario::Scenario;
use crate::store;
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// The plan of a class that has not begun.
pub fn read(args: &Grade) -> Result<GradingPlan, Failure> {
    if let Some(folder) = args.regrade.as_deref().filter(|_| args.class.is_none()) {
        return again(args, folder);
    }
    if args.image.is_some() && args.isolation.engine().is_none() {
        return Err(Failure::of(Exit::Usage, "usage-image", &[]).hint_of("usage-image-hint", &[]));
    }
    let path = args.class.as_deref().expect("the command line demands it");
    let read = roster::read(path).map_err(|bad| Failure::new(Exit::BadInput, bad.to_string()))?;
    for note in &read.notes {
        out::remark(note);
    }
    let settings = &read.settings;
    let mut what = words(&args.what, settings)?;
    let marking = marking(args, settings)?;
    if args.what.lab.is_empty() {
        what.extend(marking.labs.iter().flat_map(|one| ["--lab".to_owned(), one.lab.as_str().to_owned()]));
    }
    let shard = args.shard.as_deref().map(|text| Shard::read(text, |name| std::env::var(name).ok()));
    let bad_shard = |BadShard(sentence, args)| Failure::new(Exit::Usage, Words::Sentence(sentence, args));
    let shard = shard.transpose().map_err(bad_shard)?;
    let mut entries = chosen(read.roster.entries, &args.student)?;
    entries.iter_mut().for_each(found_from_anywhere);
    let visible = args.visible.iter().chain(&settings.visible);
    let visible = visible.map(|path| absolute(path)).collect::<Result<_, _>>()?;
    Ok(GradingPlan {
        class: read.roster.class.clone(),
        started: now(),
        lab_version: env!("CARGO_PKG_VERSION").into(),
        // All shards have the schedules that one machine would have.
        seed: args.seed.unwrap_or_else(|| if shard.is_some() { 1 } else { u64::from(rand::random::<u32>()) }),
        entries,
        marking,
        limits: settings.limits.clone(),
        isolation: args.isolation,
        image: args.image.clone(),
        packages: args.packages.as_deref().map(folder_of_packages).transpose()?,
        network: if args.offline { InstallNetwork::None } else { args.install_network },
        visible,
        install: !args.no_install,
        what,
        worksheet: args.moodle_worksheet.as_deref().map(absolute).transpose()?,
        shard,
        owned: args.owner.i_own_this,
        former: args.regrade.as_deref().map(absolute).transpose()?,
    })
}

/// The plan of a class that was graded before, as it was, but for what is told anew.
fn again(args: &Grade, folder: &Path) -> Result<GradingPlan, Failure> {
    as_it_was(args).map_err(|failure| failure.hint_of("usage-as-before-again", &[]))?;
    let (plan, _) = journal(folder)?;
    let entries = chosen(plan.entries, &args.student)?;
    let worksheet = args.moodle_worksheet.as_deref().map(absolute).transpose()?.or(plan.worksheet);
    let (started, lab_version) = (now(), env!("CARGO_PKG_VERSION").into());
    let former = Some(absolute(folder)?);
    let seed = args.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
    Ok(GradingPlan { entries, worksheet, started, lab_version, former, seed, shard: None, ..plan })
}

/// Refuses what would change how a class is graded, where it is graded as it was.
fn as_it_was(args: &Grade) -> Result<(), Failure> {
    let (what, marks) = (&args.what, &args.marks);
    let told = [
        ("--isolation", args.isolation != IsolationChoice::Auto),
        ("--image", args.image.is_some()),
        ("--visible", !args.visible.is_empty()),
        ("--no-install", args.no_install),
        ("--packages", args.packages.is_some()),
        ("--offline", args.offline),
        ("--install-network", args.install_network != InstallNetwork::Apart),
        ("--shard", args.shard.is_some()),
        ("--i-own-this", args.owner.i_own_this),
        ("--lab", !what.lab.is_empty()),
        ("--only", !what.only.is_empty()),
        ("--skip", !what.skip.is_empty()),
        ("--scenarios", what.scenarios.is_some()),
        ("--contract", what.contract.is_some()),
        ("--hold-min", what.hold_min.is_some()),
        ("--hold-max", what.hold_max.is_some()),
        ("--weight", !marks.weight.is_empty()),
        ("--out-of", marks.out_of.is_some()),
        ("--round", marks.round.is_some()),
        ("--rounding", marks.rounding.is_some()),
        ("--files", marks.files.is_some()),
    ];
    match told.iter().find(|(_, told)| *told) {
        Some((option, _)) => Err(Failure::of(Exit::Usage, "usage-as-before", &[("option", option)])),
        None => Ok(()),
    }
}

/// Where fetched packages are kept: a folder, or where one can be.
fn folder_of_packages(path: &Path) -> Result<PathBuf, Failure> {
    is_folder_or_nothing(path).and_then(|()| std::path::absolute(path)).map_err(|error| bad_packages(path, &error))
}

pub fn bad_packages(path: &Path, error: &Error) -> Failure {
    let args = [("folder", &*path.display().to_string()), ("why", &error.to_string())];
    Failure::of(Exit::Usage, "usage-packages", &args)
}

/// The packages that were fetched for a class whose results go into this folder.
pub fn packages(plan: &GradingPlan, dir: &Path, isolation: &Isolation) -> Result<PackageCache, Failure> {
    let folder = plan.packages.clone().unwrap_or_else(|| dir.join("packages"));
    PackageCache::open(&folder, isolation, &plan.limits).map_err(|error| bad_packages(&folder, &error))
}

pub fn is_folder_or_nothing(path: &Path) -> Result<(), Error> {
    match std::fs::metadata(path) {
        Ok(about) if !about.is_dir() => Err(ErrorKind::NotADirectory.into()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string()
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::fs::canonicalize(path).map_err(|error| Failure::new(Exit::BadInput, format!("{}: {error}", path.display())))
}

/// A class may be gone on with from another folder.
fn found_from_anywhere(entry: &mut Entry) {
    let paths: Vec<&mut PathBuf> = match &mut entry.source {
        Source::Folder(path) | Source::Archive(path) => vec![path],
        Source::Files(files) => files.iter_mut().map(|(_, path)| path).collect(),
        Source::Url(_) | Source::Link(_) | Source::Nothing => vec![],
    };
    for path in paths {
        if let Ok(whole) = std::fs::canonicalize(&path) {
            *path = whole;
        }
    }
}

fn chosen(entries: Vec<Entry>, students: &[String]) -> Result<Vec<Entry>, Failure> {
    // As the roster has them: a shell on macOS completes names with their accents apart.
    let students: Vec<String> = students.iter().map(|id| roster::composed(id)).collect();
    if let Some(unknown) = students.iter().find(|id| entries.iter().all(|entry| entry.id != **id)) {
        let known: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).take(12).collect();
        let failure = Failure::of(Exit::Usage, "usage-no-submission", &[("id", unknown)]);
        return Err(match near(unknown, entries.iter().map(|entry| entry.id.as_str())) {
            Some(near) => failure.hint_of("usage-near", &[("near", near)]),
            None => failure.hint_of("usage-submissions", &[("first", &known.join(", "))]),
        });
    }
    Ok(entries.into_iter().filter(|entry| students.is_empty() || students.contains(&entry.id)).collect())
}

/// What each is examined for, as options; their files are found from anywhere.
fn words(what: &What, settings: &Settings) -> Result<Vec<String>, Failure> {
    // What is wrong with them is said once, and now.
    inputs::chosen(what)?;
    let mut words = Vec::new();
    let mut add = |name: &str, value: String| words.extend([name.to_owned(), value]);
    if let Some(contract) = what.contract.as_ref().or(settings.contract.as_ref()) {
        inputs::contract(Some(contract))?;
        add("--contract", absolute(contract)?.display().to_string());
    }
    for (name, time) in [("--hold-min", what.hold_min), ("--hold-max", what.hold_max)] {
        if let Some(time) = time {
            add(name, humantime::format_duration(time).to_string().replace(' ', ""));
        }
    }
    for (name, values) in [("--only", &what.only), ("--skip", &what.skip), ("--lab", &what.lab)] {
        values.iter().for_each(|value| add(name, value.clone()));
    }
    if let Some(folder) = &what.scenarios {
        add("--scenarios", absolute(folder)?.display().to_string());
    }
    inputs::given(what)?;
    Ok(words)
}

/// The scenarios that the class is graded by.
pub fn scenarios(plan: &GradingPlan) -> Result<Vec<Scenario>, Failure> {
    let mut words = plan.what.chunks(2);
    let dir = words.find_map(|pair| (pair[0] == "--scenarios").then(|| PathBuf::from(&pair[1])));
    inputs::scenarios(dir.as_deref())
}

/// How submissions are kept apart.
pub fn isolation(plan: &GradingPlan) -> Result<Isolation, Failure> {
    if cfg!(not(unix)) {
        return Err(Failure::of(Exit::Usage, "usage-no-grading", &[]).hint_of("usage-no-grading-hint", &[]));
    }
    Isolation::find(plan.isolation, plan.network, &plan.visible, plan.image.as_deref()).map_err(|none| {
        Failure::of(Exit::Usage, "usage-not-apart", &[("why", &none.0)]).hint_of("usage-not-apart-hint", &[])
    })
}

pub fn there_already(dir: &Path, error: &Error) -> Failure {
    let failure = cannot_write(&dir.join(crate::class::journal::NAME), error);
    failure.hint_of("grade-there-already", &[("dir", &dir.display().to_string())])
}

/// A new folder with a journal of its own.
pub fn begin(plan: GradingPlan, out: Option<&Path>) -> Result<(GradingPlan, PathBuf, Journal), Failure> {
    let dir = match out {
        Some(dir) => {
            std::fs::create_dir_all(dir).map_err(|error| cannot_write(dir, &error))?;
            dir.to_owned()
        }
        None => {
            let root = Path::new(store::REPORTS);
            store::create_class(root, &plan.started, &plan.class).map_err(|error| cannot_write(root, &error))?
        }
    };
    let dir = absolute(&dir)?;
    let journal = Journal::create(&dir, &plan).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there_already(&dir, &error),
        _ => cannot_write(&dir.join(crate::class::journal::NAME), &error),
    })?;
    Ok((plan, dir, journal))
}

/// What was begun in this folder.
pub fn resumed(args: &Grade, dir: &Path) -> Result<(GradingPlan, PathBuf, Journal), Failure> {
    as_it_was(args).map_err(|failure| failure.hint_of("usage-as-before-resume", &[]))?;
    let (plan, journal) = Journal::open(dir).map_err(|bad| bad_journal(dir, &bad))?;
    Ok((plan, absolute(dir)?, journal))
}

/// What was done in this folder.
pub fn journal(dir: &Path) -> Result<(GradingPlan, BTreeMap<String, Done>), Failure> {
    Journal::read(dir).map_err(|bad| bad_journal(dir, &bad))
}

fn bad_journal(dir: &Path, bad: &BadJournal) -> Failure {
    let file = dir.join(crate::class::journal::NAME);
    let file = file.display().to_string();
    let failure = |why: String| Failure::new(Exit::BadInput, why);
    let of = |sentence| Failure::of(Exit::BadInput, sentence, &[("file", &file)]);
    match bad {
        BadJournal::Nothing => of("grade-nothing-begun").hint_of("grade-nothing-begun-hint", &[]),
        BadJournal::Busy => of("grade-busy"),
        BadJournal::Line(line, why) => failure(format!("{file}:{line}: {why}")),
        BadJournal::Io(error) => failure(format!("{file}: {error}")),
    }
}

/// The report of the class when it was graded before.
pub fn former(dir: &Path) -> Result<ClassReport, Failure> {
    let (plan, done) = journal(dir)?;
    let scenarios = scenarios(&plan)?;
    Ok(class_report::build(&plan, &done, &std::collections::BTreeSet::new(), &scenarios, None))
}
