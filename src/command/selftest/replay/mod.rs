//! Does what reports say under “see it again”, to the letter: a flawed server is checked, and for each rule that it
//! fails, the commands of the report are typed at a fresh copy of it. The fault must be seen in what they write.

mod chat;
mod native;
mod seen;
mod shell;

use super::one::{Checked, name, redis_for, show, start};
use super::shown::NO_REDIS;
use crate::checker::Verdict;
use crate::cli::Selftest;
use crate::command::out;
use crate::exit::{Exit, Failure};
use crate::labs::{self, Lab};
use crate::report::{Report, RuleReport};
use lab_reference::flawed::Flaw;
use shell::Typed;
use std::collections::VecDeque;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinError, spawn_blocking};

/// Commands of a report that were typed, and whether they showed the fault.
struct Replayed {
    rule: String,
    /// By hand, or its scenario again.
    by_hand: bool,
    commands: Vec<String>,
    seen: bool,
    typed: Typed,
}

/// What became of one server: what was typed at it, or why nothing could be.
type Told = Result<Vec<Replayed>, Nothing>;

struct Nothing {
    why: String,
    /// The machine was too busy for its check.
    in_doubt: bool,
}

impl From<String> for Nothing {
    fn from(why: String) -> Self {
        Self { why, in_doubt: false }
    }
}

/// Replays all of these.
pub async fn run(args: &Selftest, mut all: Vec<Checked>) -> Result<Exit, Failure> {
    all.retain(|checked| checked.flaw.is_some());
    let jobs = u32::try_from(args.jobs.max(1)).unwrap_or(u32::MAX);
    let places = Arc::new(Semaphore::new(jobs as usize));
    let start = |checked: Checked| {
        let places = places.clone();
        tokio::spawn(async move {
            let _places = places.acquire_many(if checked.alone { jobs } else { 1 }).await;
            (checked.clone(), replay(checked).await)
        })
    };
    let mut running: VecDeque<_> = all.into_iter().map(start).collect();
    let (mut hand, mut whole, mut silent) = ((0, 0), (0, 0), 0);
    while let Some(one) = running.pop_front() {
        let (checked, told) = one.await.map_err(|error: JoinError| Failure::new(Exit::Fault, error.to_string()))?;
        let name = name(checked.flaw);
        match told {
            Err(Nothing { in_doubt: true, .. }) => {
                // As in the selftest: once more, with nothing beside it.
                out::line(format_args!("↻ {name:<30} too much noise: checked again, alone"));
                running.push_back(start(Checked { alone: true, ..checked }));
            }
            Err(Nothing { why, .. }) => {
                silent += 1;
                out::line(format_args!("✘ {name:<30} nothing to see again: {why}"));
            }
            Ok(replays) => {
                for one in &replays {
                    let count = if one.by_hand { &mut hand } else { &mut whole };
                    *count = (count.0 + u32::from(one.seen), count.1 + 1);
                    tell(name, one, args.voice.quiet, args.voice.verbose);
                }
            }
        }
    }
    out::line(format_args!(
        "\nseen again: {} of {} by hand, {} of {} by the scenario; {silent} servers without anything to see again",
        hand.0, hand.1, whole.0, whole.1
    ));
    Ok(if hand.0 == hand.1 && whole.0 == whole.1 && silent == 0 { Exit::Pass } else { Exit::Fail })
}

fn tell(name: &str, one: &Replayed, quiet: bool, verbose: bool) {
    let way = if one.by_hand { "by hand" } else { "by its scenario" };
    if !(quiet && one.seen) {
        let sign = if one.seen { "✔" } else { "✘" };
        out::line(format_args!("{sign} {name:<30} {}, {way}", one.rule));
    }
    if verbose || !one.seen {
        for line in one.commands.iter().flat_map(|command| command.lines()) {
            out::line(format_args!("    $ {line}"));
        }
        for (what, text) in [("1", &one.typed.first), ("2", &one.typed.second)] {
            for line in text.lines().take(40) {
                out::line(format_args!("    {what}| {}", crate::text::visible(line)));
            }
        }
    }
}

/// Checks a server, and types what its report says at fresh copies.
async fn replay(mut checked: Checked) -> Told {
    let flaw = checked.flaw.ok_or_else(|| "the reference has no fault".to_owned())?;
    let pace = checked.pace;
    checked.port = free_port()?;
    let (port, program) = (checked.port, std::env::current_exe().map_err(|error| error.to_string())?);
    let (_stay, stop) = watch::channel(false);
    let row = spawn_blocking(move || show(&checked, &stop)).await.map_err(|error| error.to_string())?;
    let of_flaw: Vec<&Lab> = labs::named(flaw.lab).into_iter().collect();
    let in_doubt = row.is_in_doubt();
    let report = row.report.ok_or(row.trouble.unwrap_or_default())?;
    let failed = failed(&report, flaw);
    let mut replays = Vec::new();
    for rule in failed {
        let by_hand = (rule.commands.as_slice(), rule.meanwhile.as_slice(), true);
        let by_scenario = (rule.check.as_slice(), [].as_slice(), false);
        for (first, second, by_hand) in [by_hand, by_scenario] {
            if first.is_empty() {
                continue;
            }
            until_free(port).await?;
            let redis = redis_for(&of_flaw).await.map_err(|_| NO_REDIS.to_owned())?;
            let (mut server, _) = start(Some(flaw), pace, port, redis.as_ref()).await?;
            let typed = shell::typed(&program, first, second).await?;
            // One that has died is gone already.
            let _ = server.kill().await;
            let seen = if by_hand { seen::by_hand(&rule.id, &typed, pace) } else { seen::reported(&rule.id, &typed) };
            let commands = [first, second].concat();
            replays.push(Replayed { rule: rule.id.clone(), by_hand, commands, seen, typed });
        }
    }
    if replays.is_empty() {
        let why = format!("its check failed no declared rule: {}", others(&report, flaw));
        Err(Nothing { why, in_doubt })
    } else {
        Ok(replays)
    }
}

/// Waits until the server is gone that was checked there.
async fn until_free(port: u16) -> Result<(), String> {
    for _ in 0..100 {
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("port {port} is not given back"))
}

/// The rules that its file declares.
fn declared<'a>(report: &'a Report, flaw: &'a Flaw) -> impl Iterator<Item = &'a RuleReport> {
    let scenarios = report.labs.iter().flat_map(|lab| &lab.scenarios);
    let rules = scenarios.flat_map(|scenario| scenario.rules.iter().chain(&scenario.advice));
    rules.filter(|rule| flaw.fails.contains(&rule.id.as_str()))
}

fn failed(report: &Report, flaw: &Flaw) -> Vec<RuleReport> {
    declared(report, flaw).filter(|rule| rule.verdict == Verdict::Fail).cloned().collect()
}

/// What became of those that did not fail.
fn others(report: &Report, flaw: &Flaw) -> String {
    let told = declared(report, flaw).map(|rule| format!("{} ({:?}): {}", rule.id, rule.verdict, rule.observed));
    told.collect::<Vec<_>>().join("; ")
}

/// A port that is free now. Not one of those that the system gives to connections: ours come and go meanwhile.
fn free_port() -> Result<u16, String> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 15_000 + (std::process::id() % 10_000) as u16;
    let next = || first + NEXT.fetch_add(1, Ordering::Relaxed) % 7000;
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    std::iter::repeat_with(next).take(7000).find(is_free).ok_or_else(|| "no port is free".into())
}
