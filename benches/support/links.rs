//! The links of `lab` with the stamping server of a chat.

use super::clock;
use super::sample::{Answer, Seen};
use super::stage::{reached, report};
use super::{PER_ROOM, SAY_EVERY, Task};
use lab::driver::Context;
use lab::driver::control::NoiseMeter;
use lab::driver::recorder;
use lab::driver::wire::{Clock, Destination, HttpClient, Network, Reach, Target};
use lab::history::{Direction, Header, Tolerance};
use lab::labs::socketio::link::{Link, LinkOptions};
use lab::labs::socketio::record::Transport;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Far longer than anything here takes.
const SOON: Duration = Duration::from_secs(60);

async fn context(task: &Task) -> Arc<Context> {
    let target = Target::find(&Destination::new(task.server.to_string(), Reach::Near)).await.expect("a target");
    let (tolerance, clock) = (Tolerance::default(), Clock::start());
    let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).expect("a recorder");
    let http = HttpClient::new(target.clone(), clock).expect("a client");
    let (network, meter) = (Arc::new(Network::new(target).expect("a network")), NoiseMeter::default());
    Arc::new(Context::new(network, http, clock, recorder, meter, tolerance, String::new()))
}

pub fn run(task: &Task) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let context = context(task).await;
        reached("ready");
        let (begun, mut links) = (clock::now(), vec![]);
        for number in 0..task.waiters {
            let options = LinkOptions { transport: Transport::Websocket, ..LinkOptions::default() };
            let link = Link::open(context.clone(), options);
            // A server on one thread takes them one after another.
            assert!(link.connected(SOON).await, "link {number} is connected");
            link.emit("/", "join", vec![json!(room(number))], false);
            links.push(link);
        }
        for link in &links {
            link.hears("joined", 0, SOON).await.expect("it joins");
        }
        let setup = clock::now() - begun;
        reached("held");
        let began = clock::now();
        for first in (0..links.len()).step_by(PER_ROOM) {
            links[first].emit("/", "say", vec![json!(room(first))], false);
            tokio::time::sleep(SAY_EVERY).await;
        }
        for link in &links {
            link.hears("\"sent\"", 0, SOON).await.expect("it hears");
        }
        // What our clock shows at a moment, and what the common one does.
        let behind = clock::now() - context.clock.now();
        let answers: Vec<Answer> = links.iter().filter_map(|link| answer(link, behind)).collect();
        reached("done");
        report(&Seen::new(setup, began, &answers));
    });
}

fn room(number: usize) -> String {
    format!("room-{}", number / PER_ROOM)
}

/// When a link had what was said, and what that says.
fn answer(link: &Link, behind: u64) -> Option<Answer> {
    let log = link.log();
    let received = log.frames().iter().filter(|frame| frame.direction == Direction::Received);
    let (at, body) = received.filter_map(|frame| Some((frame.at, body(&frame.bytes)?))).next()?;
    Some(Answer { seen: at + behind, kernel: None, body })
}

fn body(frame: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(frame).ok()?;
    let start = text.find("{\"sent\"")?;
    Some(text.as_bytes()[start..text.rfind(']')?].to_vec())
}
