use super::outputs::{Outputs, cannot_write};
use super::printed::StartedServer;
use super::progress::{self, ProgressView};
use super::servers::Servers;
use super::session::{self, Ended, RunEvent, Waits};
use super::{inputs, log_operations, out, pages, start, trouble};
use crate::cli::Check;
use crate::driver::bound::bound;
use crate::driver::run::Plan;
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::labs;
use crate::report::{self, Report, RunVerdict, terminal};
use crate::store;
use crate::text::Texts;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncBufReadExt;
use tokio::sync::watch;

/// What a server printed that was started for a run that is kept.
const PRINTED: &str = "server.log";

pub async fn run(args: Check, texts: &'static Texts) -> Result<Exit, Failure> {
    let mut scenarios = pages::scenarios(&args, texts)?;
    inputs::pass_mark(args.pass_mark, &scenarios, texts)?;
    let mut given = inputs::given(&args.what)?;
    if let Some(place) = &args.page {
        pages::place(place, &scenarios, &mut given)?;
    }
    if let Some(url) = &args.url {
        trouble::in_reach(&Destination::new(url, Reach::of(args.owner.i_own_this)), texts).await?;
    }
    let outputs = Outputs::open(&args.reports)?;
    if let Some(folder) = &args.save {
        let root = folder.as_deref().unwrap_or(Path::new(store::REPORTS));
        std::fs::create_dir_all(root).map_err(|error| cannot_write(root, &error))?;
    }
    let stop = on_signal();
    let ready = Servers::ready(&args, &mut scenarios, &given, texts, stop.clone()).await?;
    let Some(mut servers) = ready else {
        out::note(texts.get("interrupted-line"));
        return Ok(Exit::Interrupted);
    };
    let mut plan = Plan {
        destination: servers.destination.clone(),
        others: servers.others.clone(),
        given,
        browser: inputs::browser(&args.what),
        labs: inputs::labs(&args.what, &scenarios),
        scenarios,
        seed: args.seed.unwrap_or_else(|| u64::from(rand::random::<u32>())),
        tolerance: Tolerance::default(),
        save: None,
        control: std::env::current_exe().ok(),
        started_with: args.start.clone(),
    };
    let started = servers.started();
    let (mut last, mut plan_number): (Option<Report>, u32) = (None, 0);
    let exit = loop {
        let before = last.take().or_else(|| kept_before(args.save.as_ref()));
        let folder =
            args.save.as_ref().map(|named| folder_of(named.as_deref(), &plan.destination.shown())).transpose()?;
        plan.save = folder.as_ref().map(|folder| folder.join(store::HISTORY));
        let outputs = folder.as_ref().map_or_else(|| outputs.clone(), |folder| outputs.with_run(folder));
        let (exit, report) = once(&plan, &args, &outputs, started.as_ref(), texts, stop.clone()).await?;
        let since = before.as_ref().and_then(|before| report::since(before, &report, texts));
        if let Some(since) = since.filter(|_| !args.voice.quiet && !outputs.take_stdout()) {
            out::text(since);
        }
        if let (Some(command), false) = (&args.start, args.voice.quiet) {
            servers.tell_ends(command, texts);
        }
        tell_where(&args, folder.as_deref(), started.as_ref(), &report, plan_number == 0, texts);
        (last, plan_number) = (Some(report), plan_number + 1);
        if !args.watch || *stop.borrow() {
            break exit;
        }
        if !args.voice.quiet {
            out::note(texts.get("watch-line"));
        }
        if !wait_for_change(&plan.destination, stop.clone()).await {
            break exit;
        }
        plan.seed = args.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
    };
    servers.stop().await;
    Ok(exit)
}

async fn once(
    plan: &Plan,
    args: &Check,
    outputs: &Outputs,
    started: Option<&StartedServer>,
    texts: &Texts,
    stop: watch::Receiver<bool>,
) -> Result<(Exit, Report), Failure> {
    let style = progress::style();
    let voice = args.voice;
    let show = ProgressView::new(texts, &plan.scenarios, voice);
    let most = bound(&labs::drivers(), &plan.scenarios, &plan.given, Duration::ZERO);
    let most = texts.about(most);
    let instances = std::iter::once(&plan.destination).chain(&plan.others);
    let urls = instances.map(|one| one.shown()).collect::<Vec<_>>().join(" + ");
    show.line(&texts.with("start-line", &[("version", env!("CARGO_PKG_VERSION")), ("url", &urls)]));
    let estimate = match Waits::of(&plan.scenarios) {
        Waits::Holds => "start-estimate",
        Waits::Streams => "start-estimate-streams",
        Waits::Nothing => "start-estimate-acting",
    };
    show.line(&texts.with(estimate, &[("most", &most)]));
    // There is a valid file before the first request already, whatever happens to us.
    outputs.write_partial(&session::before(plan), texts);
    let tell = |event: RunEvent| {
        if let RunEvent::SoFar { report, .. } = &event {
            outputs.write_partial(report, texts);
        }
        show.tell(event);
    };
    let shows_so_far = !outputs.is_empty() || !voice.quiet;
    let (follower, following) = voice.verbose.then(|| log_operations::start(texts.lang, show.bar())).unzip();
    let ended = session::followed(plan, tell, follower, shows_so_far, stop).await;
    if let Some(Err(panic)) = following.map(std::thread::JoinHandle::join) {
        std::panic::resume_unwind(panic);
    }
    show.done();
    let Ended { mut report, interrupted, write_error, clock } = ended.map_err(|why| Failure::new(Exit::Fault, why))?;
    if let Some(started) = started {
        started.add_to(&mut report, clock);
    }
    if interrupted {
        out::note(texts.get("interrupted-line"));
    }
    match &report.trouble {
        Some(trouble) if voice.quiet => out::note(trouble.say(texts)),
        _ if outputs.take_stdout() => {}
        _ => out::text(terminal::render_as(&report, texts, style, progress::detail(voice))),
    }
    outputs.write(&report, texts)?;
    if let Some(error) = write_error {
        return Err(Failure::new(Exit::Fault, format!("the history could not be written to its end: {error}")));
    }
    Ok((exit(&report, interrupted, args.pass_mark), report))
}

/// The report of the run before this one, where runs are kept.
fn kept_before(save: Option<&Option<PathBuf>>) -> Option<Report> {
    let folder = match save? {
        Some(folder) => folder.clone(),
        None => store::latest(Path::new(store::REPORTS))?,
    };
    serde_json::from_str(&std::fs::read_to_string(folder.join(store::REPORT)).ok()?).ok()
}

/// Where all of it stays, or how it could; once is enough.
fn tell_where(
    args: &Check,
    folder: Option<&Path>,
    started: Option<&StartedServer>,
    report: &Report,
    is_first: bool,
    texts: &Texts,
) {
    let printed = match (started, folder) {
        (Some(started), Some(folder)) => {
            started.printed.copy_to(&folder.join(PRINTED));
            None
        }
        (Some(started), None) if report.verdict != RunVerdict::Pass => started.printed.keep(),
        _ => None,
    };
    if args.voice.quiet {
        return;
    }
    if let Some(path) = printed {
        out::note(texts.with("printed-line", &[("path", &path.display().to_string())]));
    }
    match folder {
        Some(folder) => out::note(texts.with("saved-line", &[("dir", &folder.display().to_string())])),
        None if is_first && report.trouble.is_none() => out::note(texts.get("save-hint")),
        None => {}
    }
}

/// The folder of a run: the one that was named, or one of its own.
fn folder_of(named: Option<&Path>, url: &str) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let root = Path::new(store::REPORTS);
    let now = jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string();
    store::create(root, &now, url).map_err(|error| cannot_write(root, &error))
}

/// The exit code that a report means.
pub fn exit(report: &Report, interrupted: bool, pass_mark: Option<f64>) -> Exit {
    if interrupted {
        return Exit::Interrupted;
    }
    if report.verdict == RunVerdict::Unreachable {
        return trouble::exit(report.trouble.as_ref().map(|trouble| trouble.kind).unwrap_or_default());
    }
    if let Some(wanted) = pass_mark {
        let earned: f64 = report.labs.iter().map(|lab| lab.mark.earned).fold(f64::INFINITY, f64::min);
        let at_most: f64 = report.labs.iter().map(|lab| lab.mark.at_most).fold(f64::INFINITY, f64::min);
        return if earned >= wanted {
            Exit::Pass
        } else if at_most >= wanted {
            Exit::Unknown
        } else {
            Exit::Fail
        };
    }
    match report.verdict {
        RunVerdict::Pass => Exit::Pass,
        RunVerdict::Fail => Exit::Fail,
        RunVerdict::Unknown | RunVerdict::Unreachable => Exit::Unknown,
    }
}

/// Turns true at the first Ctrl-C, or when a parent wishes that we end; the second one ends the program at once.
pub fn on_signal() -> watch::Receiver<bool> {
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        super::serve::stop().await;
        let _ = tell.send(true);
        super::serve::stop().await;
        std::process::exit(Exit::Interrupted as i32);
    });
    stop
}

/// Waits until the server has gone and come back, or Enter is pressed; false when there is nothing to wait for.
async fn wait_for_change(destination: &Destination, mut stop: watch::Receiver<bool>) -> bool {
    let mut line = String::new();
    let mut input = tokio::io::BufReader::new(tokio::io::stdin());
    tokio::select! {
        read = input.read_line(&mut line) => matches!(read, Ok(1..)),
        () = start::restarted(destination) => true,
        _ = stop.wait_for(|stop| *stop) => false,
    }
}
