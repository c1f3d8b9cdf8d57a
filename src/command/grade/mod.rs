//! `lab grade`: a class, from its roster to its marks.
//!
//! Everything is decided once and written to a journal at once, so that whatever ends us, nothing that is finished is
//! done again. First what can be installed is installed; then submissions run together, as many as the machine bears;
//! then those that had too much noise run once more, one by one.

mod admission;
mod aside;
mod dry_run;
pub mod examine;
mod feedback;
mod files;
mod live;
mod marking;
mod merge;
mod one;
mod plan;
mod prepare;
mod reach;
mod reasons;
mod several;
mod show;
mod together;

use super::check::on_signal;
use crate::class::class_report;
use crate::class::journal::{Done, GradingPlan, Journal};
use crate::cli::{Fence, Grade, Launch};
use crate::exit::{Exit, Failure};
use crate::report::class::{ClassReport, Outcome, SubmissionReport};
use crate::sandbox::{self, Isolation, PackageCache};
use crate::scenario::Scenario;
use crate::text::{Lang, Texts};
use aside::{LeftBehind, Work};
use files::Files;
use several::SeveralServers;
use sha2::{Digest, Sha256};
use show::GradeView;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::sync::watch;

/// A class that is being graded.
pub struct Class {
    pub plan: GradingPlan,
    dir: PathBuf,
    scenarios: Vec<Scenario>,
    isolation: Isolation,
    several: Option<SeveralServers>,
    packages: PackageCache,
    work: Work,
    former: Option<ClassReport>,
    lang: Lang,
    jobs: Option<u16>,
    show: GradeView,
    files: Files,
    state: Mutex<State>,
    /// Told whenever the report has changed.
    changed: watch::Sender<()>,
    since: Instant,
}

struct State {
    journal: Journal,
    running: BTreeSet<String>,
    /// A line that could not be written, and is in memory only.
    unwritten: Option<String>,
}

pub async fn run(args: Grade, texts: &'static Texts) -> Result<Exit, Failure> {
    if !args.merge.is_empty() {
        return merge::run(&args, texts);
    }
    let (plan, dir, journal) = match &args.resume {
        Some(dir) => {
            let resumed = plan::resumed(&args, dir)?;
            reach::check(&resumed.0, texts).await?;
            resumed
        }
        None => {
            let planned = plan::read(&args)?;
            reach::check(&planned, texts).await?;
            if args.dry_run {
                return dry_run::run(&planned, args.out.as_deref(), texts);
            }
            plan::begin(planned, args.out.as_deref())?
        }
    };
    let class = Arc::new(Class::new(&args, plan, dir, journal, texts)?);
    let mut stop = on_signal();
    let live = live::serve(&class, args.live).await?;
    class.write();
    let interrupted = tokio::select! {
        done = class.grade() => { done?; false }
        _ = stop.wait_for(|stop| *stop) => true,
    };
    class.show.done();
    class.tidy().await;
    // What was cut short has not run.
    class.state.lock().expect("no holder panics").running.clear();
    let report = class.report();
    class.files.write_last(&report, class.lang);
    let exit = class.end(&report, interrupted, texts, args.quiet);
    if let Some(live) = live {
        live.end().await;
    }
    exit
}

pub fn fence(args: &Fence) -> Result<Exit, Failure> {
    let fenced = sandbox::fence(&args.network, args.users.as_deref());
    fenced.map(|()| Exit::Pass).map_err(|error| Failure::new(Exit::Fault, error.to_string()))
}

/// Becomes the command of a submission; what kept it from that is the failure.
pub fn launch(args: &Launch) -> Failure {
    let Launch { door, filtered, words } = args;
    let launch = sandbox::Launch { doors: door, filtered: *filtered, words };
    let error = launch.begin();
    Failure::new(Exit::Fault, format!("{} cannot be started: {error}", args.words[0]))
}

impl Class {
    fn new(args: &Grade, plan: GradingPlan, dir: PathBuf, journal: Journal, texts: &Texts) -> Result<Self, Failure> {
        let isolation = plan::isolation(&plan)?;
        let several = several::of(&plan)?;
        let packages = plan::packages(&plan, &dir, &isolation)?;
        if plan.packages.is_some() {
            packages.make().map_err(|error| plan::bad_packages(packages.folder(), &error))?;
        }
        let work = dir.join("work");
        // What was killed before its end may have left some behind.
        isolation.sweep(&work);
        let work = Work::begin(work);
        let former = plan.former.as_deref().map(plan::former).transpose()?;
        let scenarios = plan::scenarios(&plan)?;
        let files = Files::open(&dir, plan.worksheet.as_deref(), texts)?;
        let show = GradeView::new(texts, &scenarios, &plan, &journal.done, args.quiet);
        let state = State { journal, running: BTreeSet::new(), unwritten: None };
        let class = Self {
            dir,
            scenarios,
            isolation,
            several,
            packages,
            work,
            former,
            lang: texts.lang,
            jobs: args.jobs,
            show,
            files,
            state: Mutex::new(state),
            changed: watch::channel(()).0,
            since: Instant::now(),
            plan,
        };
        class.show.begin(&class.plan, &class.dir, &class.isolation);
        Ok(class)
    }

    /// The folder of a submission.
    fn folder(&self, id: &str) -> PathBuf {
        self.dir.join(id)
    }

    /// Waits until nothing is left of what submissions have made, or nothing more can be done about it.
    async fn tidy(self: &Arc<Self>) {
        let class = self.clone();
        // If that fails, what is left shows it the next time.
        let _ = tokio::task::spawn_blocking(move || class.work.end()).await;
    }

    /// The schedules of a submission are the same whenever and wherever it is graded.
    fn seed(&self, id: &str) -> u64 {
        let digest = Sha256::digest(format!("{} {id}", self.plan.seed));
        u64::from(u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]))
    }

    fn began(&self, id: &str) {
        {
            let mut state = self.state.lock().expect("no holder panics");
            state.running.insert(id.to_owned());
            let written = state.journal.began(id);
            state.note(written);
        }
        self.show.began(id);
        self.write();
    }

    fn ended(&self, done: Done) {
        self.show.ended(&done);
        {
            let mut state = self.state.lock().expect("no holder panics");
            state.running.remove(&done.submission.id);
            let written = state.journal.ended(done);
            state.note(written);
        }
        self.write();
    }

    /// What is known so far.
    fn report(&self) -> ClassReport {
        let state = self.state.lock().expect("no holder panics");
        let former = self.former.as_ref();
        let mut report = class_report::build(&self.plan, &state.journal.done, &state.running, &self.scenarios, former);
        report.elapsed_s = self.since.elapsed().as_secs_f64().round();
        tell_left(&mut report, &self.work.left());
        report.warnings.extend(self.packages.is_full().then(|| reasons::full(&self.packages)));
        report
    }

    /// Writes what is known so far, for all to see.
    fn write(&self) {
        self.files.write(&self.report(), self.lang);
        self.changed.send_replace(());
    }

    fn end(&self, report: &ClassReport, interrupted: bool, texts: &Texts, quiet: bool) -> Result<Exit, Failure> {
        let unwritten = self.state.lock().expect("no holder panics").unwritten.take();
        show::summary(report, &self.dir, texts, quiet);
        if let Some(why) = unwritten.or_else(|| self.files.trouble()) {
            return Err(Failure::of(Exit::Fault, "grade-unwritten", &[("why", &why)])
                .hint_of("grade-unwritten-hint", &[("dir", &self.dir.display().to_string())]));
        }
        if interrupted {
            return Ok(Exit::Interrupted);
        }
        self.files.give_back(report, texts)?;
        Ok(if has_marks(report) { Exit::Pass } else { Exit::Unknown })
    }
}

/// Whether everybody who is not absent has a mark.
fn has_marks(report: &ClassReport) -> bool {
    let decided = |one: &SubmissionReport| match one.outcome {
        Outcome::Graded => one.mark.is_some(),
        outcome => outcome == Outcome::Absent,
    };
    report.submissions.iter().all(decided)
}

/// Tells what could not be removed, to those whose it is, and once to all. It is no part of what was decided: the next
/// run in this folder may remove it.
fn tell_left(report: &mut ClassReport, left: &[LeftBehind]) {
    for left in left {
        let whose = report.submissions.iter_mut().find(|one| Some(&one.id) == left.whose.as_ref());
        if let Some(submission) = whose {
            submission.notes.push(left.message("grade-left"));
        }
    }
    report.warnings.extend(left.first().map(|left| left.message("class-left")));
}

impl State {
    /// A journal that cannot be written loses nothing as long as we live; it is told in the end.
    fn note(&mut self, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.unwritten = Some(format!("{}: {error}", crate::class::journal::NAME));
        }
    }
}
