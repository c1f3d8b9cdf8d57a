//! All submissions of a class, together: some are prepared at once, then as many run as the machine bears, and those that
//! had too much noise run once more, one by one.

use super::admission::Admission;
use super::prepare::{NotStarted, Prepared, prepare};
use super::{Class, one, reasons};
use crate::class::journal::{Done, is_our_trouble};
use crate::class::roster::{Entry, Source};
use crate::exit::{Exit, Failure};
use crate::message::Message;
use crate::sandbox::{InstallNetwork, StartFailure};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Semaphore;

/// So many are prepared before they run: what they installed is on the disk until they have.
const BATCH: usize = 48;

/// What is ready to run.
enum Ready {
    Server(Box<Prepared>),
    Url(String),
}

impl Class {
    pub(super) async fn grade(self: &Arc<Self>) -> Result<(), Failure> {
        let fault = |error: std::io::Error| Failure::new(Exit::Fault, format!("cannot measure noise: {error}"));
        let left = self.those(|done| done.is_none_or(|done| is_our_trouble(&done.submission)));
        let one_network = !self.isolation.has_networks();
        let mut admission = Admission::new(self.jobs, one_network).map_err(fault)?;
        for batch in left.chunks(BATCH) {
            self.batch(batch, &mut admission, false).await;
        }
        let again = self.those(|done| done.is_some_and(|done| done.again));
        if !again.is_empty() {
            self.show.alone(again.len());
            let mut alone = Admission::new(Some(1), true).map_err(fault)?;
            for one in again.chunks(1) {
                self.batch(one, &mut alone, true).await;
            }
        }
        Ok(())
    }

    /// The submissions that are chosen by what became of them so far, each with its place in the class.
    fn those(&self, chosen: impl Fn(Option<&Done>) -> bool) -> Vec<(u32, Entry)> {
        let state = self.state.lock().expect("no holder panics");
        let numbered = (0..).zip(self.plan.part());
        let chosen = numbered.filter(|(_, entry)| chosen(state.journal.done.get(&entry.id)));
        chosen.map(|(number, entry)| (number, entry.clone())).collect()
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
                (number, entry, Ok(prepared)) => {
                    self.show.ready(&entry.id);
                    ready.push((number, entry, prepared));
                }
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
            Source::Link(target) => return Err(Box::new(NotStarted::new(reasons::link(target)))),
            Source::Folder(_) | Source::Archive(_) | Source::Files(_) => {}
        }
        self.show.preparing(&entry.id);
        let (class, of) = (self.clone(), entry.clone());
        let prepared = tokio::task::spawn_blocking(move || {
            let logs = class.folder(&of.id);
            let plan = &class.plan;
            prepare(&of, number, &class.isolation, &plan.limits, &class.work, &logs, plan.marking.files)
        });
        let mut prepared = go_on(prepared.await)?;
        if self.plan.install {
            match self.install(&prepared).await {
                Ok(installed) => prepared.notes.extend(installed),
                Err(failure) => {
                    let not = NotStarted::of(failure);
                    // Another way to start it may need nothing.
                    if prepared.starts.len() == 1 {
                        return Err(Box::new(not));
                    }
                    prepared.trouble = Some(not).filter(NotStarted::is_ours);
                }
            }
        }
        Ok(Ready::Server(Box::new(prepared)))
    }

    /// Installs what the first way to start it needs, and tells how long that took. Nothing of it has run yet, so that its
    /// lists are those which were handed in.
    async fn install(&self, prepared: &Prepared) -> Result<Option<Message>, StartFailure> {
        let start = prepared.starts.first().expect("there is one");
        if start.install.is_empty() {
            return Ok(None);
        }
        let packages = self.packages.get(start, &prepared.app()).await;
        let since = Instant::now();
        let installed = prepared.workspace.install(start, packages.as_deref()).await;
        installed.map_err(|failure| match failure {
            // What nobody has fetched is no fault of who asks for it.
            StartFailure::Install { command, said, .. } if self.plan.network == InstallNetwork::None => {
                let last = said.lines().last().unwrap_or_default();
                StartFailure::Ours(format!("nothing may be fetched (--offline), and {command} ended with: {last}"))
            }
            failure => failure,
        })?;
        let time = u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let id = if packages.is_some() { "grade-installed-kept" } else { "grade-installed" };
        Ok(Some(Message::new(id).time("time", time)))
    }
}

/// A panic of a task is one of ours.
fn go_on<T>(ended: Result<T, tokio::task::JoinError>) -> T {
    ended.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}
