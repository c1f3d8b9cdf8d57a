//! The waiters of `lab`: the crowd that `lab load` opens.

use super::sample::{Answer, Seen};
use super::{Task, UPDATE_BODY, clock, stage};
use lab::driver::wire::{Clock, Connector, Destination, Network, Reach, Request, Target};
use lab::labs::long_polling::load::{FROM_ONE_ADDRESS, PoolPlan, WaiterOutcome, WaiterPool};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

pub fn run(task: &Task) {
    super::raise_open_files();
    let runtime = Runtime::new().expect("a runtime");
    let destination = Destination::new(format!("http://{}", task.server), Reach::Near);
    let target = runtime.block_on(Target::find(&destination)).expect("the server listens");
    let (clock, base) = (Clock::start(), clock::now());
    let connectors: Vec<Arc<dyn Connector>> = (1..=task.waiters.div_ceil(FROM_ONE_ADDRESS))
        .map(|last| {
            let source = Ipv4Addr::new(127, 0, 0, u8::try_from(last).expect("few source addresses"));
            let network = Network::new(target.clone()).expect("plain http");
            Arc::new(if last == 1 { network } else { network.leaving_from(source) }) as Arc<dyn Connector>
        })
        .collect();
    let update = Request {
        method: "POST".into(),
        path: task.update.clone(),
        content_type: Some("application/json".into()),
        body: Some(UPDATE_BODY.into()),
        ..Request::default()
    };
    let plan = PoolPlan {
        clock,
        poll: Request::get(&task.poll).for_connector(&*connectors[0]).into(),
        waiters: task.waiters,
        pace: task.pace,
        settle: Duration::ZERO,
        patience: Duration::from_secs(10),
        news: Arc::new(|response| response.code == 200),
        keep: 256,
        connectors,
    };
    let update = update.for_connector(&*plan.connectors[0]);
    stage::reached("ready");
    let crowd = runtime.block_on(WaiterPool::open(plan));
    let setup = crowd.setup;
    stage::reached("held");
    let wave = runtime.block_on(crowd.update(&update));
    stage::reached("done");
    let news = wave.waited.into_iter().filter(|one| one.came == WaiterOutcome::Update);
    // Its times are moved to the clock that the processes share.
    let answers: Vec<Answer> = news
        .map(|one| Answer { seen: base + one.done, kernel: one.arrived.map(|at| base + at), body: one.body })
        .collect();
    stage::report(&Seen::new(setup, base + wave.update.started, &answers));
}
