//! `lab grade`: a class, from its roster to its marks.
//!
//! Everything is decided once and written to a journal at once, so that whatever ends us, nothing that is finished is
//! done again. First what can be installed is installed; then submissions run together, as many as the machine bears;
//! then those that had too much noise run once more, one by one.

mod admission;
pub mod examine;
mod files;
mod live;
mod merge;
mod one;
mod plan;
mod reasons;
mod room;
mod show;

use super::check::on_signal;
use crate::class::journal::{Done, Journal, Plan};
use crate::class::roster::{Entry, Source};
use crate::class::whole;
use crate::cli::Grade;
use crate::exit::{Exit, Failure};
use crate::report::class::{ClassReport, Outcome, SubmissionReport};
use crate::sandbox::Isolation;
use crate::scenario::Scenario;
use crate::text::{Lang, Texts};
use admission::Admission;
use files::Files;
use room::{NotStarted, Prepared, prepare};
use sha2::{Digest, Sha256};
use show::Show;
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::sync::{Semaphore, watch};

/// So many are prepared before they run: what they installed is on the disk until they have.
const BATCH: usize = 48;

/// A class that is being graded.
pub struct Class {
    pub plan: Plan,
    dir: PathBuf,
    scenarios: Vec<Scenario>,
    isolation: Isolation,
    former: Option<ClassReport>,
    lang: Lang,
    jobs: Option<u16>,
    show: Show,
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

pub async fn run(args: Grade, texts: Texts) -> Result<Exit, Failure> {
    if !args.merge.is_empty() {
        return merge::run(&args, &texts);
    }
    let (plan, dir, journal) = match &args.resume {
        Some(dir) => plan::resumed(dir)?,
        None => {
            let planned = plan::read(&args)?;
            if args.dry_run {
                return plan::dry_run(&planned, &texts);
            }
            plan::begin(planned, args.out.as_deref())?
        }
    };
    let class = Arc::new(Class::new(&args, plan, dir, journal, &texts)?);
    let mut stop = on_signal();
    // What was killed before its end may have left some behind.
    crate::sandbox::sweep(&class.work());
    room::clear(&class.work());
    let live = live::serve(&class, args.live).await?;
    class.write();
    let interrupted = tokio::select! {
        done = class.grade() => { done?; false }
        _ = stop.wait_for(|stop| *stop) => true,
    };
    class.show.done();
    room::clear(&class.work());
    let report = class.report();
    class.files.write_last(&report, class.lang);
    let exit = class.end(&report, interrupted, &texts, args.quiet);
    if let Some(live) = live {
        live.end().await;
    }
    exit
}

impl Class {
    fn new(args: &Grade, plan: Plan, dir: PathBuf, journal: Journal, texts: &Texts) -> Result<Self, Failure> {
        let isolation = Isolation::find(plan.isolate, &plan.visible).map_err(|none| {
            Failure::new(Exit::Usage, format!("cannot keep submissions apart: {}", none.0))
                .hint("install bubblewrap, or say --isolate none where you trust all of them")
        })?;
        let former = plan.former.as_deref().map(plan::former).transpose()?;
        let scenarios = plan::scenarios(&plan)?;
        let files = Files::open(&dir, plan.worksheet.as_deref(), texts)?;
        let show = Show::new(texts, &scenarios, &plan, &journal.done, args.quiet);
        let state = State { journal, running: BTreeSet::new(), unwritten: None };
        let class = Self {
            dir,
            scenarios,
            isolation,
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

    fn work(&self) -> PathBuf {
        self.dir.join("work")
    }

    /// The schedules of a submission are the same whenever and wherever it is graded.
    fn seed(&self, id: &str) -> u64 {
        let digest = Sha256::digest(format!("{} {id}", self.plan.seed));
        u64::from(u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]))
    }

    async fn grade(self: &Arc<Self>) -> Result<(), Failure> {
        let fault = |error: std::io::Error| Failure::new(Exit::Fault, format!("cannot measure noise: {error}"));
        let left: Vec<(u32, Entry)> = {
            let state = self.state.lock().expect("no holder panics");
            let numbered = (0..).zip(self.plan.part());
            let left = numbered.filter(|(_, entry)| !state.journal.done.contains_key(&entry.id));
            left.map(|(number, entry)| (number, entry.clone())).collect()
        };
        let one_network = !self.isolation.has_networks();
        let mut admission = Admission::new(self.jobs, one_network).await.map_err(fault)?;
        for batch in left.chunks(BATCH) {
            self.batch(batch, &mut admission, false).await;
        }
        let again: Vec<(u32, Entry)> = {
            let state = self.state.lock().expect("no holder panics");
            let again = |entry: &&Entry| state.journal.done.get(&entry.id).is_some_and(|done| done.again);
            let numbered = (0..).zip(self.plan.part());
            numbered.filter(|(_, entry)| again(entry)).map(|(number, entry)| (number, entry.clone())).collect()
        };
        if !again.is_empty() {
            self.show.alone(again.len());
            let mut alone = Admission::new(Some(1), true).await.map_err(fault)?;
            for one in again.chunks(1) {
                self.batch(one, &mut alone, true).await;
            }
        }
        Ok(())
    }

    /// Prepares all of these, and then runs them together.
    async fn batch(self: &Arc<Self>, entries: &[(u32, Entry)], admission: &mut Admission, alone: bool) {
        let mut ready = self.prepared(entries, alone).await;
        let mut running = tokio::task::JoinSet::new();
        loop {
            let count = running.len();
            tokio::select! {
                Some(ended) = running.join_next(), if count > 0 => go_on(ended),
                () = admission.next(count), if !ready.is_empty() => {
                    let Some((entry, what)) = ready.pop_front() else { continue };
                    let class = self.clone();
                    self.began(&entry.id);
                    running.spawn(async move {
                        let done = match what {
                            Ready::Url(url) => one::grade_url(&class, &entry, &url, alone).await,
                            Ready::Server(prepared) => one::grade(&class, &entry, &prepared, alone).await,
                        };
                        class.ended(done);
                    });
                }
                else => break,
            }
        }
    }

    /// Unpacks and installs, some at once. Those that end there are done with.
    async fn prepared(self: &Arc<Self>, entries: &[(u32, Entry)], alone: bool) -> VecDeque<(Entry, Ready)> {
        let at_once = Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));
        let mut preparing = tokio::task::JoinSet::new();
        for (number, entry) in entries.iter().cloned() {
            let (class, at_once) = (self.clone(), at_once.clone());
            preparing.spawn(async move {
                let _one = at_once.acquire_owned().await;
                let prepared = class.prepare(number, &entry).await;
                (number, entry, prepared)
            });
        }
        let mut ready = Vec::new();
        while let Some(prepared) = preparing.join_next().await {
            match go_on(prepared) {
                (number, entry, Ok(prepared)) => ready.push((number, entry, prepared)),
                (_, entry, Err(not)) => self.ended(one::not_run(self, &entry, *not, alone)),
            }
        }
        ready.sort_by_key(|(number, ..)| *number);
        ready.into_iter().map(|(_, entry, prepared)| (entry, prepared)).collect()
    }

    async fn prepare(self: &Arc<Self>, number: u32, entry: &Entry) -> Result<Ready, Box<NotStarted>> {
        match &entry.source {
            Source::Url(url) => return Ok(Ready::Url(url.clone())),
            Source::Nothing => return Err(Box::new(NotStarted::absent())),
            Source::Folder(_) | Source::Archive(_) => {}
        }
        self.show.preparing(&entry.id);
        let (class, of) = (self.clone(), entry.clone());
        let prepared = tokio::task::spawn_blocking(move || {
            let logs = class.folder(&of.id);
            let work = class.work().join(&of.id);
            prepare(&of, number, &class.isolation, &class.plan.limits, &work, &logs)
        });
        let prepared = go_on(prepared.await)?;
        if self.plan.install {
            let first = prepared.starts.first().expect("there is one");
            if let Err(trouble) = prepared.room.install(first).await {
                // Another way to start it may need nothing.
                if prepared.starts.len() == 1 {
                    return Err(Box::new(NotStarted::of(trouble)));
                }
            }
        }
        Ok(Ready::Server(prepared))
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
        let mut report = whole(&self.plan, &state.journal.done, &state.running, &self.scenarios, former);
        report.elapsed_s = self.since.elapsed().as_secs_f64().round();
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
            return Err(Failure::new(Exit::Fault, format!("results could not be written: {why}"))
                .hint(format!("make room, then: lab grade --resume {}", self.dir.display())));
        }
        if interrupted {
            return Ok(Exit::Interrupted);
        }
        self.files.worksheet(report, texts)?;
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

impl State {
    /// A journal that cannot be written loses nothing as long as we live; it is told in the end.
    fn note(&mut self, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.unwritten = Some(format!("{}: {error}", crate::class::journal::NAME));
        }
    }
}

/// What is ready to run.
enum Ready {
    Server(Prepared),
    Url(String),
}

/// A panic of a task is one of ours.
fn go_on<T>(ended: Result<T, tokio::task::JoinError>) -> T {
    ended.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}
