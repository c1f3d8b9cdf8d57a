//! The waiters of `lab`: the lines that its driver holds polls with, one task each.

use super::sample::{Answer, Seen};
use super::{Task, UPDATE_BODY, clock, stage};
use lab::driver::wire::{Clock, Edge, End, Exchange, Line, Network, Request, Target};
use lab::history::Lost;
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

pub fn run(task: &Task) {
    super::raise_open_files();
    let runtime = Runtime::new().expect("a runtime");
    let target = runtime.block_on(Target::find(&format!("http://{}", task.server))).expect("the server listens");
    let edge: Arc<dyn Edge> = Arc::new(Network::new(target).expect("plain http"));
    let (clock, base) = (Clock::start(), clock::now());
    let poll: Arc<[u8]> = Request::get(&task.poll).for_edge(&*edge).into();
    let update = Request {
        method: "POST".into(),
        path: task.update.clone(),
        content_type: Some("application/json".into()),
        body: Some(UPDATE_BODY.into()),
    }
    .for_edge(&*edge);
    stage::reached("ready");

    let started = clock::now();
    let waiting = runtime.block_on(async {
        let start = Instant::now();
        let mut waiting = Vec::with_capacity(task.waiters);
        for number in 0..task.waiters {
            if number % 16 == 0 {
                let due = task.pace * u32::try_from(number).unwrap_or(u32::MAX);
                tokio::time::sleep(due.saturating_sub(start.elapsed())).await;
            }
            let mut line = Line::connect(&*edge, clock).await.ok().expect("the server listens");
            line.send(&poll).await.expect("the server reads the poll");
            let (close, closed) = oneshot::channel();
            waiting.push((close, tokio::spawn(line.receive(closed))));
        }
        waiting
    });
    let setup = clock::now() - started;
    stage::reached("held");

    let updated = clock::now();
    let answers = runtime.block_on(async {
        let (_open, closed) = oneshot::channel::<Lost>();
        let updating = tokio::spawn(async move { Line::exchange(&*edge, clock, &update, closed).await });
        let mut answers = Vec::with_capacity(task.waiters);
        for (_open, waiter) in waiting {
            answers.extend(answer(waiter.await.expect("no waiter panics"), base));
        }
        let _ = updating.await;
        answers
    });
    stage::reached("done");
    stage::report(&Seen::new(setup, updated, &answers));
}

/// With the times of the instrument moved to the clock that the processes share.
fn answer(exchange: Exchange, base: clock::Nanos) -> Option<Answer> {
    let End::Answered(response) = exchange.end else { return None };
    let kernel = exchange.arrived.map(|at| base + at);
    Some(Answer { seen: base + exchange.done, kernel, body: response.body })
}
