//! What a scenario asks and waits for: reads, updates, odd bytes.

use super::polls::Held;
use super::{ENOUGH, Stage, Stuck};
use crate::driver::wire::{Request, nanos};
use crate::driver::world::{ASKED, Who, ask};
use crate::history::{Kind, Knows, Lost, Operation, Outcome};
use crate::scenario::{Known, Raw, Read, To, Update};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::oneshot;

/// The length of a long status: several times what a narrow connection and its sender keep for it, and less than the
/// bodies that frameworks accept.
const LONG: usize = 60_000;

impl Stage {
    pub(super) async fn read(&mut self, read: &Read) -> Result<(), Stuck> {
        let patience = self.world.late();
        let target = match &read.path {
            None => Some(self.version(read.version).await?),
            Some(_) => None,
        };
        let mut reading = Vec::new();
        for _ in 0..read.count {
            let who = self.actor("reader");
            let world = self.world.clone();
            let target = target.clone();
            let path = read.path.clone().unwrap_or_default();
            reading.push(tokio::spawn(async move {
                match target {
                    Some((version, knows)) => world.read(&who, &version, knows, patience).await,
                    None => {
                        let request = Request::get(format!("{}{path}", world.base));
                        world.ask(&who, Kind::Page, ask(&request), &request, patience).await
                    }
                }
            }));
        }
        let (mut unanswered, mut refused) = (false, false);
        for task in reading {
            let operation = task.await.expect("asking does not panic");
            unanswered |= operation.was_open();
            refused |= matches!(operation.outcome, Outcome::Refused(_));
            if let Some(state) = operation.state().filter(|_| read.version == Known::Old) {
                self.world.learn(state);
            }
        }
        if refused {
            return self.alive().await;
        }
        if unanswered { self.starved() } else { Ok(()) }
    }

    pub(super) async fn update(&mut self, step: &Update) -> Result<(), Stuck> {
        let gap = if self.world.clocks() { step.gap.max(Duration::from_millis(50)) } else { step.gap };
        let mut before = None;
        for turn in 0..step.count {
            if step.until_orders_differ {
                let current = self.world.current(&self.who).await;
                match current {
                    Some(state) if self.world.integers() => {
                        let moves = before.replace(state.version.clone()).is_none_or(|old| old != state.version);
                        if !moves || sorts_after(&state.version.token).is_some() {
                            break;
                        }
                    }
                    _ => break,
                }
            }
            if turn > 0 {
                tokio::time::sleep(gap).await;
            }
            let who = self.actor("updater");
            let status = if step.long { "x".repeat(LONG) } else { self.world.next_status() };
            let operation = self.send_status(who, status, self.patience()).await;
            if step.long && operation.answer().is_some() && !operation.succeeded() {
                return Err(Stuck);
            }
            // Too many of our polls, where their holds end before our patience does.
            let late = operation.done.saturating_sub(operation.started) > nanos(self.world.late());
            if late && self.held.len() > ASKED as usize {
                self.world.crowd.store(ASKED, Ordering::Relaxed);
            }
            if operation.was_open() {
                if !self.somebody_was_woken() {
                    return self.starved();
                }
                self.world.slow_updates.fetch_add(1, Ordering::Relaxed);
            }
            if matches!(operation.outcome, Outcome::Refused(_)) {
                self.alive().await?;
            }
        }
        Ok(())
    }

    /// An update without an answer that woke a waiter is late, and no sign of a server that serves nobody.
    pub(super) fn somebody_was_woken(&self) -> bool {
        let known = self.world.known.lock().expect("no holder panics");
        let current = known.current().map(|state| &state.version.token);
        self.held.iter().any(|held| match &held.has {
            Some(has) => Some(&*has.lock().expect("no holder panics")) != current,
            None => held.task.is_finished(),
        })
    }

    /// How long an update's answer is waited for: long enough to see that it is late.
    pub(super) fn patience(&self) -> Duration {
        let late = self.world.late();
        if self.world.slow_updates.load(Ordering::Relaxed) < ENOUGH {
            late.max(Duration::from_millis(2500)) + Duration::from_millis(500)
        } else {
            late
        }
    }

    /// Sends one update on a line of its own and waits for its answer; one that comes later is not seen.
    pub async fn send_update(&self, who: Who, patience: Duration) -> Operation {
        self.send_status(who, self.world.next_status(), patience).await
    }

    async fn send_status(&self, who: Who, status: String, patience: Duration) -> Operation {
        let request = self.world.update_request(&status);
        let (close, closed) = oneshot::channel();
        let asking = self.world.ask_on_line(&who, Kind::Update, self.world.update_ask(&status), &request, closed);
        let timer = async {
            tokio::time::sleep(patience).await;
            let _ = close.send(Lost::NoAnswer);
            std::future::pending::<()>().await;
        };
        let operation = tokio::select! { operation = asking => operation, () = timer => unreachable!() };
        self.world.moved();
        operation
    }

    pub(super) async fn send_raw(&mut self, raw: &Raw) -> Result<(), Stuck> {
        let contract = &self.world.contract;
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path.clone(), "GET"),
            To::Update => (contract.update.path.clone(), contract.update.method.as_str()),
        };
        let query = raw
            .query
            .as_ref()
            .map_or_else(String::new, |q| format!("?{}", q.replace("{parameter}", &contract.poll.parameter)));
        let request = Request {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            path: format!("{}{path}{query}", self.world.base),
            content_type: raw.content_type.clone(),
            body: raw.body.clone().map(String::into_bytes),
            ..Request::default()
        };
        let mut asked = ask(&request);
        asked.knows = (raw.to == To::Poll).then_some(Knows::Odd);
        let who = self.actor("raw");
        let world = self.world.clone();
        let (close, closed) = oneshot::channel();
        let mut task = tokio::spawn(async move { world.ask_on_line(&who, Kind::Raw, asked, &request, closed).await });
        if raw.to == To::Poll {
            self.held.push(Held { task, close, has: None });
            return Ok(());
        }
        if tokio::time::timeout(self.world.late(), &mut task).await.is_err() {
            self.held.push(Held { task, close, has: None });
        }
        self.world.moved();
        self.alive().await
    }
}

/// A number of nines that is less than the version and yet after it in a dictionary.
pub(super) fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.into_iter().find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|n| n < number))
}

#[cfg(test)]
mod tests {
    use super::sorts_after;

    #[test]
    fn a_lower_number_that_sorts_after_is_found_where_there_is_one() {
        let cases = [("9", None), ("10", Some("9")), ("89", Some("9")), ("95", None), ("100", Some("99"))];
        for (version, wanted) in cases {
            assert_eq!(sorts_after(version).as_deref(), wanted, "{version}");
        }
    }
}
