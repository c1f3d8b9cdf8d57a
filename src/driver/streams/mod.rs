//! One scenario of the Server-Sent Events lab being driven: its steps, and the streams that are open meanwhile.

mod subscriber;
mod tape;

use super::wire::{ACCEPTED, Request, nanos};
use super::world::{Who, World, ask};
use crate::history::{Event, Kind, Lost, Skip};
use crate::scenario::{Listen, Read, Scenario, Step, Subscribe};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use subscriber::Subscriber;

/// How long the first event of a stream is waited for, and the second where no interval is known yet.
pub const FIRST: Duration = Duration::from_secs(10);
/// A stream whose interval is known is silent once nothing came for so many of them.
const SILENT: u32 = 3;
/// How long a server that was busy with streams of ours may take to be there again.
const SERVICE: Duration = Duration::from_secs(30);
/// The longest that one subscriber has to itself before the next comes; a head may come with the first event only.
const LET_IN: Duration = Duration::from_millis(250);
/// How often open streams are looked at.
const LOOK: Duration = Duration::from_millis(10);

pub struct Stage {
    world: Arc<World>,
    who: Who,
    open: Vec<Subscriber>,
    next_actor: u32,
}

impl Stage {
    pub fn new(world: Arc<World>, scenario: &Scenario, attempt: u32) -> Self {
        let who = Who { scenario: scenario.id.clone(), attempt, ..Who::default() };
        Self { world, who, open: vec![], next_actor: 1 }
    }

    pub async fn drive(&mut self, scenario: &Scenario) {
        if self.world.one_stream.load(Ordering::Relaxed) {
            self.wait_for_service().await;
        }
        self.world.note(&self.who, Event::Start);
        for round in &scenario.rounds {
            for _ in 0..round.times {
                self.who.round += 1;
                if self.world.dead.load(Ordering::Relaxed) {
                    self.world.note(&self.who, Event::Skipped(Skip::Dead));
                    continue;
                }
                for step in &round.steps {
                    self.step(step).await;
                }
                let left = std::mem::take(&mut self.open);
                self.leave(left).await;
            }
        }
        self.world.note(&self.who, Event::Finish);
    }

    /// A server of one stream at a time may not know yet that those before have left: it sees that when it writes.
    async fn wait_for_service(&mut self) {
        let end = self.world.clock.now() + nanos(SERVICE);
        while self.world.clock.now() < end {
            let who = Who { actor: "patience".into(), ..self.who.clone() };
            let request = Request::get(format!("{}/", self.world.base));
            let operation = self.world.ask(&who, Kind::Page, ask(&request), &request, self.world.late()).await;
            if !operation.was_open() {
                return;
            }
        }
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Subscribe(subscribe) => self.subscribe(subscribe).await,
            Step::Listen(listen) => self.listen(listen).await,
            Step::Leave(leave) => {
                // Those that came last leave: the first may be there to see what becomes of it.
                let first = self.open.len().saturating_sub(leave.count as usize);
                let leaving = self.open.split_off(first);
                self.leave(leaving).await;
            }
            Step::Read(read) => self.read(read).await,
            Step::Wait(time) => tokio::time::sleep(*time).await,
            Step::Poll(_)
            | Step::Settle(_)
            | Step::Update(_)
            | Step::Burst(_)
            | Step::Race(_)
            | Step::Stuck(_)
            | Step::SendRaw(_) => unreachable!("a scenario file with a step of another lab is refused"),
        }
    }

    fn actor(&mut self, role: &str) -> Who {
        let actor = format!("{role} {}", self.next_actor);
        self.next_actor += 1;
        Who { actor, ..self.who.clone() }
    }

    async fn subscribe(&mut self, step: &Subscribe) {
        let last = self.world.last_event_id.lock().expect("no holder panics").clone();
        let mut request = Request::get(format!("{}{}", self.world.base, self.world.stream_path()));
        request.headers.push(("Accept", "text/event-stream".into()));
        request.headers.push(("Cache-Control", "no-cache".into()));
        if step.browser {
            request.headers.push(("Accept-Encoding", ACCEPTED.into()));
        }
        if step.resume {
            let Some(last) = last else {
                self.world.note(&self.who, Event::Skipped(Skip::NoEventId));
                return;
            };
            request.headers.push(("Last-Event-ID", last));
        }
        let role = match step {
            Subscribe { browser: true, .. } => "browser",
            Subscribe { resume: true, .. } => "returner",
            _ => "subscriber",
        };
        for _ in 0..step.count {
            let who = self.actor(role);
            self.open.push(Subscriber::start(self.world.clone(), who, request.clone()));
            // Connects are paced: a listen queue is short in many a framework.
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        if step.count == 1 {
            self.let_in().await;
        }
    }

    /// The one that came last is let in before the next, where the server does that at once: of a server with room for
    /// one, the first is to be served, whatever the machine does.
    async fn let_in(&self) {
        let until = self.world.clock.now() + nanos(LET_IN);
        while self.open.last().is_some_and(|one| !one.has_begun()) && self.world.clock.now() < until {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits for each stream until it has shown enough, is over, or is silent.
    async fn listen(&mut self, step: &Listen) {
        let first = nanos(FIRST) + nanos(self.world.late());
        let slack = nanos(self.world.late());
        let from = self.world.clock.now();
        loop {
            let now = self.world.clock.now();
            let waits = |one: &Subscriber| {
                let tape = one.tape.lock().expect("no holder panics");
                !one.is_over() && tape.wants_more(step.intervals, from, now, first, slack)
            };
            if !self.open.iter().any(waits) {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        // Refused or left without an event while another one has some: what is opened beside others proves nothing.
        let (served, kept_out): (Vec<_>, Vec<_>) = self.open.iter().partition(|one| one.has_heard());
        if !served.is_empty() && !kept_out.is_empty() {
            self.world.one_stream.store(true, Ordering::Relaxed);
        }
    }

    async fn leave(&self, leaving: Vec<Subscriber>) {
        for one in leaving {
            one.leave(&self.world).await;
        }
    }

    async fn read(&mut self, read: &Read) {
        let path = read.path.clone().unwrap_or_else(|| match read.method {
            Some(_) => self.world.stream_path().into(),
            None => self.world.stream.as_ref().map_or_else(|| "/".into(), |stream| stream.page.clone()),
        });
        let request = Request {
            method: read.method.clone().unwrap_or_else(|| "GET".into()),
            path: format!("{}{path}", self.world.base),
            ..Request::default()
        };
        let patience = self.world.late();
        let mut reading = Vec::new();
        for _ in 0..read.count {
            let (who, world, request) = (self.actor("reader"), self.world.clone(), request.clone());
            reading.push(tokio::spawn(async move {
                let (close, closed) = tokio::sync::oneshot::channel();
                let asking = world.ask_on_line(&who, Kind::Page, ask(&request), &request, closed);
                let closing = async {
                    tokio::time::sleep(patience).await;
                    let _ = close.send(Lost::NoAnswer);
                    std::future::pending::<()>().await;
                };
                tokio::select! { operation = asking => operation, () = closing => unreachable!("it waits for ever") }
            }));
        }
        for one in reading {
            let operation = one.await.expect("asking does not panic");
            // While a stream is open, who asks beside it gets no answer: this server serves one at a time.
            if operation.was_open() && !self.open.is_empty() {
                self.world.one_stream.store(true, Ordering::Relaxed);
            }
        }
    }
}
