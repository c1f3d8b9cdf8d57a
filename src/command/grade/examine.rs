//! The examiner: a process of its own that checks one server, from within the network of that server, and leaves its
//! history, its report and its page. What it does is told on standard output, a JSON line each.

use crate::cli::Examine;
use crate::command::session::{self, RunEvent};
use crate::command::{inputs, out, outputs};
use crate::driver::progress::Progress;
use crate::driver::run::Plan;
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::report::{self, TroubleKind};
use crate::store;
use crate::text::Texts;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;
use tokio::sync::watch;

/// What an examiner tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExaminerEvent {
    /// It takes at most so many seconds.
    Most(f64),
    Scenario(String),
    /// Everything that waits has begun; it takes at most so many seconds.
    Quiet(f64),
    Again(u32),
}

pub async fn run(args: Examine) -> Result<Exit, Failure> {
    let scenarios = inputs::chosen(&args.what)?;
    let scenarios = if args.others.is_empty() { inputs::of_one(scenarios)? } else { scenarios };
    let place = |url: &String| Destination::new(url, Reach::of(args.owner.i_own_this));
    let mut plan = Plan {
        destination: place(&args.url),
        others: args.others.iter().map(place).collect(),
        given: inputs::given(&args.what)?,
        browser: inputs::browser(&args.what),
        labs: inputs::labs(&args.what, &scenarios),
        scenarios,
        seed: args.seed,
        tolerance: Tolerance::default(),
        save: Some(args.folder.join(store::HISTORY)),
        control: std::env::current_exe().ok(),
        started_with: None,
    };
    let stop = parent_gone();
    let mut ended = session::run(&plan, tell, stop.clone()).await.map_err(fault)?;
    let asked = plan.labs.iter().filter(|lab| lab.is_asked).count();
    if ended.report.trouble.as_ref().is_some_and(|trouble| trouble.kind == TroubleKind::NoLab) && asked > 1 {
        // One of them is not there. The others are graded all the same.
        plan.labs.iter_mut().for_each(|lab| lab.is_asked = false);
        ended = session::run(&plan, tell, stop).await.map_err(fault)?;
    }
    if let Some(error) = ended.write_error {
        return Err(fault(format!("the history could not be written: {error}")));
    }
    let write = |name: &str, text: String| {
        let path = args.folder.join(name);
        outputs::replace(&path, &text).map_err(|error| fault(format!("cannot write {}: {error}", path.display())))
    };
    write(store::PAGE, report::html(&ended.report, Texts::of(args.page).lang))?;
    // Last: where it is, all is there.
    write(store::REPORT, report::json(&ended.report))?;
    Ok(if ended.interrupted { Exit::Interrupted } else { Exit::Pass })
}

fn fault(why: String) -> Failure {
    Failure::new(Exit::Fault, why)
}

fn tell(told: RunEvent) {
    let said = match told {
        RunEvent::Found { most, .. } | RunEvent::Progress(Progress::Slower(most)) => {
            ExaminerEvent::Most(most.as_secs_f64())
        }
        RunEvent::Progress(Progress::Scenario(id)) => ExaminerEvent::Scenario(id),
        RunEvent::Progress(Progress::Quiet(most)) => ExaminerEvent::Quiet(most.as_secs_f64()),
        RunEvent::Again { attempt, .. } => ExaminerEvent::Again(attempt),
        RunEvent::Progress(_)
        | RunEvent::SoFar { .. }
        | RunEvent::Certificate
        | RunEvent::Address { .. }
        | RunEvent::WithoutPages(_) => return,
    };
    out::line(serde_json::to_string(&said).expect("it is plain data"));
}

/// Turns true when the process that started us has gone: its end of our standard input closes then.
fn parent_gone() -> watch::Receiver<bool> {
    let (tell, gone) = watch::channel(false);
    tokio::spawn(async move {
        let _ = tokio::io::stdin().read_to_end(&mut Vec::new()).await;
        let _ = tell.send(true);
        // There is nobody to report to.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        std::process::exit(Exit::Interrupted as i32);
    });
    gone
}
