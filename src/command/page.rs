//! `lab page`: opens a page in a browser that its author sees, on a server that does what is asked for, and tells what
//! happens.

use super::check::on_signal;
use super::near::near;
use super::{inputs, log_operations, out, trouble};
use crate::browser::{self, BrowserError, Wanted};
use crate::cli;
use crate::contract::is_place;
use crate::driver::discover::{NotFound, WantedLab};
use crate::driver::recorder::{Followed, Follower};
use crate::driver::run::{Plan, Run, StartError, Started};
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::history::{Observation, Tolerance};
use crate::labs::{self, Lab, Mode, PageLab};
use crate::scenario::{Round, Scenario};
use crate::text::{Texts, visible};
use std::sync::mpsc;
use std::time::Duration;

/// Longer than anybody watches.
const TIMES: usize = 1000;

/// A lab of pages, and what is done to its page.
struct Way {
    lab: &'static Lab,
    page: &'static PageLab,
    mode: &'static Mode,
}

pub async fn run(args: cli::Page, texts: &'static Texts) -> Result<Exit, Failure> {
    let ways = ways(&args)?;
    let place = args.page.as_deref();
    if let Some(place) = place.filter(|place| !is_place(place)) {
        return Err(Failure::of(Exit::Usage, "usage-page", &[("place", place)]));
    }
    let given = inputs::contract(args.contract.as_deref())?;
    let wanted = Wanted { program: args.browser.clone(), is_visible: true };
    browser::find(&wanted).map_err(|why| without_window(&why))?;
    let destination = || Destination::new(&args.url, Reach::of(args.owner.i_own_this));
    trouble::in_reach(&destination(), texts).await?;
    let mut stop = on_signal();
    let url = visible(&destination().shown());
    out::note(texts.with("page-start", &[("version", env!("CARGO_PKG_VERSION")), ("url", &url)]));
    let mut first = None;
    let is_asked = ways.len() == 1;
    for way in ways {
        let mut given = given.clone();
        if let Some(place) = place {
            given.set(way.lab.contract.mark, "path", place);
        }
        let plan = Plan {
            destination: destination(),
            others: vec![],
            given,
            scenarios: vec![scenario(&way)?],
            browser: wanted.clone(),
            labs: vec![WantedLab { lab: way.lab.driver.clone(), is_asked }],
            seed: 0,
            tolerance: Tolerance::default(),
            save: None,
            control: None,
            started_with: None,
        };
        let found = tokio::select! {
            found = find(&plan, &way, texts) => found?,
            _ = stop.wait_for(|stop| *stop) => return Ok(Exit::Interrupted),
        };
        match found {
            Ok(run) => {
                out::note(
                    texts.with("page-mode", &[("lab", &texts.get(way.lab.id.as_str())), ("mode", way.mode.name)]),
                );
                let exit = tokio::select! {
                    () = run.play(&plan.scenarios[0]) => Exit::Pass,
                    () = over(args.time) => Exit::Pass,
                    _ = stop.wait_for(|stop| *stop) => Exit::Interrupted,
                };
                run.put_back_soon().await;
                return Ok(exit);
            }
            Err(why) => first = first.or(Some(why)),
        }
    }
    let why = first.expect("there is a lab, and it was not found");
    Err(trouble::failure(&trouble::not_found(&destination().shown(), &why), texts))
}

/// The labs whose page it may be.
fn ways(args: &cli::Page) -> Result<Vec<Way>, Failure> {
    let of = |lab: &'static Lab| Some((lab, lab.page.as_ref()?));
    let all = labs::ALL.iter().filter_map(of);
    let named: Vec<_> = all.filter(|(lab, _)| args.lab.as_ref().is_none_or(|name| name == lab.id.as_str())).collect();
    if named.is_empty() {
        let known = labs::ALL.iter().filter(|lab| lab.is_page()).map(|lab| lab.id.as_str()).collect::<Vec<_>>();
        let named = args.lab.as_deref().unwrap_or_default();
        let failure = Failure::of(Exit::Usage, "usage-no-page-lab", &[("lab", named)]);
        return Err(failure.hint_of("usage-labs", &[("all", &known.join(", "))]));
    }
    let modes = || named.iter().flat_map(|(_, page)| page.modes);
    let wanted = |mode: &&'static Mode| args.mode.as_ref().is_none_or(|name| name == mode.name);
    let way = |(lab, page): &(&'static Lab, &'static PageLab)| {
        page.modes.iter().find(wanted).map(|mode| Way { lab, page, mode })
    };
    let ways: Vec<Way> = named.iter().filter_map(way).collect();
    if ways.is_empty() {
        let known = modes().map(|mode| mode.name).collect::<Vec<_>>().join(", ");
        let failure = Failure::of(Exit::Usage, "usage-no-mode", &[("mode", args.mode.as_deref().unwrap_or_default())]);
        let near = near(args.mode.as_deref().unwrap_or_default(), modes().map(|mode| mode.name));
        return Err(match near {
            Some(near) => failure.hint_of("usage-near", &[("near", near)]),
            None => failure.hint_of("usage-modes", &[("all", &known)]),
        });
    }
    Ok(ways)
}

fn without_window(why: &BrowserError) -> Failure {
    match why {
        BrowserError::NotFound | BrowserError::NoWindow(_) => {
            Failure::of(Exit::Usage, "page-no-window", &[]).hint_of("page-no-window-hint", &[])
        }
        BrowserError::NoDisplay => {
            Failure::of(Exit::Usage, "page-no-display", &[]).hint_of("page-no-display-hint", &[])
        }
        why => Failure::new(Exit::Usage, why.to_string()),
    }
}

/// One that lasts, with this mode.
fn scenario(way: &Way) -> Result<Scenario, Failure> {
    let fault = |error: serde_json::Error| Failure::new(Exit::Fault, error.to_string());
    let all = inputs::scenarios(None)?;
    let mut scenario = all.into_iter().find(|one| one.lab == way.lab.id).expect("each lab has scenarios");
    let [begins, goes_on] = (way.mode.steps)();
    let steps = begins.into_iter().chain(goes_on.iter().cycle().take(goes_on.len() * TIMES).cloned());
    let steps = steps.map(serde_json::from_value).collect::<Result<_, _>>().map_err(fault)?;
    scenario.rounds = vec![Round { times: 1, steps }];
    scenario.expectations.clear();
    Ok(scenario)
}

/// Finds the page, and tells from then on what happens to it.
async fn find(plan: &Plan, way: &Way, texts: &'static Texts) -> Result<Result<Run, NotFound>, Failure> {
    let started = Started::new(plan).await.map_err(|why| match why {
        StartError::Target(why) => trouble::failure(&trouble::no_target(&plan.destination.shown(), &why), texts),
        StartError::Fault(why) => Failure::new(Exit::Fault, why),
    })?;
    let recorder = started.context().recorder.clone();
    let found = started.discover(plan).await;
    if found.is_ok() {
        recorder.follow(told(way, texts));
    }
    Ok(found)
}

/// Tells what happens, on a thread of its own.
fn told(way: &Way, texts: &'static Texts) -> Follower {
    let (follower, happened) = mpsc::channel();
    let (narrate, lab) = (way.page.narrate, way.lab.id.clone());
    std::thread::spawn(move || {
        for happened in happened {
            match happened {
                Followed::Operation(operation) if operation.lab.as_ref() == Some(&lab) => {
                    out::line(log_operations::row("page-row", &operation, texts));
                }
                Followed::Operation(_) => {}
                Followed::Observation(seen) => {
                    let words = narrate(&seen).map(|message| texts.say(&message)).or_else(|| complaint(&seen, texts));
                    if let Some(words) = words {
                        out::line(format_args!("{:>8}  {words}", texts.time(seen.at)));
                    }
                }
            }
        }
    });
    follower
}

/// What the page says to its author in the console of the browser.
fn complaint(seen: &Observation, texts: &Texts) -> Option<String> {
    let text = |name: &str| seen.detail[name].as_str().unwrap_or_default();
    let is_bad = seen.kind.as_str() == "said" && ["exception", "error"].contains(&text("saying"));
    is_bad.then(|| texts.with("page-said", &[("text", &visible(text("text"))), ("place", &visible(text("place")))]))
}

async fn over(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}
