//! One submission: its server is started, an examiner is sent into its network, and what it found is taken over.

use super::examine::ExaminerEvent;
use super::prepare::{NotStarted, Prepared};
use super::{Class, reasons, several};
use crate::class::journal::{Done, OUR_TROUBLE};
use crate::class::roster::Entry;
use crate::class::{class_report, graded, reason_of_missing};
use crate::command::session;
use crate::message::Message;
use crate::report::class::{Outcome, SubmissionReport};
use crate::report::{self, Report, TroubleKind, TroubleReport};
use crate::sandbox::Running;
use crate::store;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

/// However long a run is: an examiner that takes longer than this has gone wrong.
const LONGEST: Duration = Duration::from_secs(20 * 60);
/// No more of its ports are tried.
const PORTS: usize = 3;

/// Grades what was prepared, or says why it cannot be.
pub async fn grade(class: &Class, entry: &Entry, prepared: &Prepared, alone: bool) -> Done {
    let folder = class.folder(&entry.id);
    let mut submission = SubmissionReport { alone, ..class_report::pending(entry) };
    submission.notes = prepared.notes.clone();
    submission.files = prepared.files.clone();
    let found = tried(class, entry, prepared, &folder, &mut submission.notes).await;
    let isolation = found.as_ref().map_or(class.isolation.name(), |(_, isolation)| isolation);
    finish(class, submission, found.map(|(report, _)| report), &folder, isolation)
}

/// Grades a server that runs already.
pub async fn grade_url(class: &Class, entry: &Entry, url: &str, alone: bool) -> Done {
    let folder = class.folder(&entry.id);
    let submission = SubmissionReport { alone, ..class_report::pending(entry) };
    let found = match several::are_all(class) {
        Some(not) => Err(not),
        None => examine(class, entry, &[url.to_owned()], &folder, None).await,
    };
    let found = found.and_then(|report| if report.trouble.is_none() { Ok(report) } else { Err(no_lab(report)) });
    finish(class, submission, found, &folder, "")
}

/// What became of a submission that was not run.
pub fn not_run(class: &Class, entry: &Entry, not: NotStarted, alone: bool) -> Done {
    let submission = SubmissionReport { alone, ..class_report::pending(entry) };
    finish(class, submission, Err(not), &class.folder(&entry.id), "")
}

/// Each way to start it, until one has a lab; with what kept it apart.
async fn tried(
    class: &Class,
    entry: &Entry,
    prepared: &Prepared,
    folder: &Path,
    notes: &mut Vec<Message>,
) -> Result<(Report, &'static str), NotStarted> {
    let mut troubles = Troubles { ours: prepared.trouble.clone(), other: None };
    for (place, start) in prepared.starts.iter().enumerate() {
        class.show.step(&entry.id, &reasons::started(start));
        // What the first one needs is installed already.
        if place > 0
            && class.plan.install
            && let Err(trouble) = prepared.workspace.install(start, None).await
        {
            troubles.add(NotStarted::of(trouble));
            continue;
        }
        let lacks_redis = start.uses_redis && !class.isolation.starts_redis(start);
        if start.uses_redis && place == 0 {
            notes.push(Message::new(if lacks_redis { "grade-no-redis" } else { "grade-redis" }));
        }
        let mut running = match prepared.workspace.serve(start, entry.port, several::wanted(class)).await {
            Ok(running) => running,
            Err(trouble) => {
                let not = NotStarted::of(trouble);
                troubles.add(if lacks_redis { without_redis(not.said) } else { not });
                continue;
            }
        };
        let instances = several::instances(class, &running, notes).await;
        let found = match instances {
            Ok(instances) => ports(class, entry, &mut running, &instances, folder).await,
            Err(not) => Err(not),
        };
        let stopped = running.stop().await;
        let found = found.and_then(|found| match stopped {
            Ok(()) => Ok(found),
            Err(failure) => Err(NotStarted { outcome: Outcome::NotJudged, ..NotStarted::of(failure) }),
        });
        let found = found.map(|(report, address)| {
            notes.push(reasons::started(start));
            notes.push(Message::new("grade-port").text("address", address.to_string()));
            report
        });
        match found {
            // Without the Redis that it was written for, what it lacks is not its fault.
            Ok(report) if lacks_redis && has_failed(&report) => troubles.other = Some(without_redis(String::new())),
            Ok(report) if report.trouble.is_none() => return Ok((report, class.isolation.of(start))),
            // It ran, which says more than why others did not.
            Ok(report) => troubles.other = Some(no_lab(report)),
            Err(not) => troubles.other = Some(not),
        }
    }
    Err(troubles.told().unwrap_or_else(|| NotStarted::new(Message::new("grade-nothing-to-start").text("files", ""))))
}

fn without_redis(said: String) -> NotStarted {
    NotStarted { outcome: Outcome::NotJudged, said, ..NotStarted::new(Message::new("grade-without-redis")) }
}

/// Whether it lost anything, or has no lab.
fn has_failed(report: &Report) -> bool {
    report.trouble.is_some() || report.labs.iter().any(|lab| lab.mark.earned < lab.mark.out_of)
}

/// What kept the ways to start it from being graded. Ours is told before all else: without it that way might have had a lab.
struct Troubles {
    ours: Option<NotStarted>,
    other: Option<NotStarted>,
}

impl Troubles {
    /// The first of a kind is kept.
    fn add(&mut self, not: NotStarted) {
        if not.is_ours() { &mut self.ours } else { &mut self.other }.get_or_insert(not);
    }

    fn told(self) -> Option<NotStarted> {
        self.ours.or(self.other)
    }
}

fn no_lab(report: Report) -> NotStarted {
    let reason =
        report.trouble.map_or_else(|| Message::new(OUR_TROUBLE).text("why", "no report"), |trouble| trouble.message);
    NotStarted { outcome: Outcome::NotJudged, may_be_noise: true, ..NotStarted::new(reason) }
}

/// Each port that it listens on, until one has a lab.
async fn ports(
    class: &Class,
    entry: &Entry,
    running: &mut Running,
    instances: &[SocketAddr],
    folder: &Path,
) -> Result<(Report, SocketAddr), NotStarted> {
    let mut last = None;
    for address in running.addresses.clone().into_iter().take(PORTS) {
        let urls: Vec<String> = [address].iter().chain(instances).map(|address| format!("http://{address}")).collect();
        let report = examine(class, entry, &urls, folder, Some(running)).await?;
        if report.trouble.is_none() {
            return Ok((report, address));
        }
        last.get_or_insert((report, address));
    }
    last.ok_or_else(|| {
        let silent = Message::new("grade-silent").time("most", 0);
        NotStarted { may_be_noise: true, ..NotStarted::new(silent) }
    })
}

async fn examine(
    class: &Class,
    entry: &Entry,
    urls: &[String],
    folder: &Path,
    mut running: Option<&mut Running>,
) -> Result<Report, NotStarted> {
    let ours = |why: String| NotStarted::ours(why);
    std::fs::create_dir_all(folder).map_err(|error| ours(error.to_string()))?;
    let words = words(class, entry, urls, folder, running.as_deref()).map_err(|error| ours(error.to_string()))?;
    let (program, args) = words.split_first().expect("there is a program");
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    // An interrupt is ours to pass on.
    #[cfg(unix)]
    command.process_group(0);
    let mut examiner = command.spawn().map_err(|error| ours(format!("{program}: {error}")))?;
    let _ = std::fs::remove_file(folder.join(store::REPORT));
    let stdin = examiner.stdin.take();
    let said = examiner.stdout.take().map(|out| BufReader::new(out).lines());
    let following = async {
        let Some(mut said) = said else { return };
        while let Ok(Some(line)) = said.next_line().await {
            if let Ok(said) = serde_json::from_str::<ExaminerEvent>(&line) {
                class.show.said(&entry.id, &said);
            }
        }
    };
    let errors = examiner.stderr.take();
    let complaints = async {
        let mut text = String::new();
        if let Some(errors) = errors {
            let _ = tokio::io::AsyncReadExt::read_to_string(&mut BufReader::new(errors), &mut text).await;
        }
        text
    };
    let over = async {
        match &mut running {
            Some(running) => running.over().await,
            None => std::future::pending().await,
        }
    };
    let status = tokio::select! {
        (status, (), complaints) = async { tokio::join!(examiner.wait(), following, complaints) } => {
            status.map(|status| (status, complaints)).map_err(|error| error.to_string())
        }
        over = over => return Err(NotStarted { outcome: Outcome::NotJudged, ..NotStarted::new(reasons::too_much(over)) }),
        () = tokio::time::sleep(LONGEST) => Err("the examiner does not end".into()),
    };
    drop(stdin);
    // The moment in which it passed a limit may be the last of its examiner too.
    if let Some(running) = running
        && let Some(over) = running.has_passed().await
    {
        return Err(NotStarted { outcome: Outcome::NotJudged, ..NotStarted::new(reasons::too_much(over)) });
    }
    let (status, complaints) = status.map_err(ours)?;
    if !status.success() {
        let why = complaints.lines().last().unwrap_or_default().trim();
        return Err(ours(format!("the examiner ended with {status}: {why}")));
    }
    let text = std::fs::read_to_string(folder.join(store::REPORT)).map_err(|error| ours(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| ours(error.to_string()))
}

/// The command of an examiner, within the network of the submission where it has one.
fn words(
    class: &Class,
    entry: &Entry,
    urls: &[String],
    folder: &Path,
    running: Option<&Running>,
) -> std::io::Result<Vec<String>> {
    let mut words = Vec::new();
    if let Some(network) = running.and_then(Running::network) {
        words.extend(["nsenter".to_owned(), format!("--net={}", network.display())]);
        if let Some(users) = running.and_then(Running::users) {
            words.extend(["--preserve-credentials".to_owned(), format!("--user={}", users.display())]);
        }
        words.push("--".into());
    }
    words.push(std::env::current_exe()?.to_string_lossy().into_owned());
    words.push("examine".into());
    words.extend(urls.iter().cloned());
    words.extend(["--folder".to_owned(), folder.to_string_lossy().into_owned()]);
    // Wherever a submission that we started says that it listens, that is no reason to go there.
    if running.is_none() && class.plan.owned {
        words.push("--i-own-this".into());
    }
    words.extend(["--seed".to_owned(), class.seed(&entry.id).to_string(), "--page".into(), class.lang.code().into()]);
    words.extend(class.plan.what.iter().cloned());
    Ok(words)
}

/// Takes over what was found, and leaves a page for everybody. `isolation` is empty where we started nothing.
fn finish(
    class: &Class,
    mut submission: SubmissionReport,
    found: Result<Report, NotStarted>,
    folder: &Path,
    isolation: &str,
) -> Done {
    let again = match &found {
        Ok(report) => report.had_too_much_noise(),
        Err(not) => not.may_be_noise,
    };
    let again = again && !submission.alone;
    match found {
        Ok(report) => {
            graded(&mut submission, &report, &class.plan.marking);
            if let Some(reason) = reason_of_missing(&submission, &class.plan) {
                submission.outcome = Outcome::NotJudged;
                submission.reason = Some(reason);
            }
        }
        Err(not) => {
            submission.outcome = not.outcome;
            submission.notes.extend(not.notes);
            submission.said = not.said;
            let page =
                session::not_started(&submission.name, TroubleReport::new(TroubleKind::NotStarted, not.reason.clone()));
            submission.reason = Some(not.reason);
            let _ = std::fs::create_dir_all(folder);
            let _ = std::fs::write(folder.join(store::PAGE), report::html(&page, class.lang));
            let _ = std::fs::write(folder.join(store::REPORT), report::json(&page));
        }
    }
    Done { submission, again, isolation: isolation.into() }
}
