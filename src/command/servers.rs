//! What a check is of: one server or two, where they are, and what is started for them and ended with the check.

use super::printed::StartedServer;
use super::redis::{NoRedis, Redis, free_port};
use super::start::{self, Child, Reference};
use super::{address, inputs, out, trouble};
use crate::cli::Check;
use crate::contract::Contract;
use crate::driver::Instances;
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::scenario::Scenario;
use crate::text::Texts;
use std::path::Path;
use tokio::sync::watch;

pub struct Servers {
    pub destination: Destination,
    pub others: Vec<Destination>,
    redis: Option<Redis>,
    children: Vec<Child>,
    _reference: Option<Reference>,
}

impl Servers {
    /// Finds out where they are, and starts what is to be started. Leaves out what cannot be judged of them. None if we
    /// were stopped meanwhile.
    pub async fn ready(
        args: &Check,
        scenarios: &mut Vec<Scenario>,
        given: &Contract,
        texts: &Texts,
        stop: watch::Receiver<bool>,
    ) -> Result<Option<Self>, Failure> {
        let wanted = inputs::instances(&args.what, scenarios, given);
        let typed: Vec<&String> = args.url.iter().chain(&args.second).collect();
        if let Some(path) = typed.iter().find(|typed| is_a_path(typed)) {
            return Err(
                Failure::of(Exit::Usage, "usage-url-path", &[("path", path)]).hint_of("usage-url-path-hint", &[])
            );
        }
        let is_started = args.start.is_some() && (wanted.is_asked || typed.len() > 1);
        let are_several = typed.len() > 1 || is_started || args.reference;
        if !are_several {
            leave_out(scenarios, &wanted.labs, || several_needed(&wanted.labs))?;
        } else if typed.len() > 1 && wanted.labs.is_empty() {
            return Err(Failure::of(Exit::Usage, "usage-second-unused", &[]).hint_of("usage-second-unused-hint", &[]));
        }
        let redis = redis(args, scenarios, &wanted.labs, texts).await?;
        let is_left = scenarios.iter().any(|scenario| wanted.labs.contains(&scenario.lab.to_string()));
        let reference = match args.reference {
            true => Some(Reference::start(redis.as_ref().filter(|_| is_left).map(|redis| redis.address())).await?),
            false => None,
        };
        let near = |url: &String| Destination::new(url, Reach::Near);
        let mut all: Vec<Destination> = match &reference {
            Some(reference) => reference.urls.iter().map(near).collect(),
            None => typed.iter().map(|url| address::of_server(url, Reach::of(args.owner.i_own_this), texts)).collect(),
        };
        let count = if is_started && is_left { wanted.instances.count } else { all.len().max(1) };
        while all.len() < count {
            if !is_started {
                return Err(Failure::of(Exit::Usage, "usage-start-where", &[]).hint_of("usage-start-where-hint", &[]));
            }
            let port = free_port().await.map_err(|why| Failure::new(Exit::Fault, why))?;
            all.push(Destination::new(format!("http://localhost:{port}"), Reach::Near));
        }
        for destination in &all {
            trouble::in_reach(destination, texts).await?;
        }
        let others = if is_left { all.split_off(1) } else { vec![] };
        let destination = all.swap_remove(0);
        let mut servers = Self { destination, others, redis, children: vec![], _reference: reference };
        match &args.start {
            Some(command) if !servers.start(command, &wanted.instances, texts, stop).await? => Ok(None),
            _ => Ok(Some(servers)),
        }
    }

    /// Starts each, and waits until it listens. False if we were stopped meanwhile.
    async fn start(
        &mut self,
        command: &str,
        instances: &Instances,
        texts: &Texts,
        mut stop: watch::Receiver<bool>,
    ) -> Result<bool, Failure> {
        let all: Vec<Destination> = [&self.destination].into_iter().chain(&self.others).cloned().collect();
        for (number, destination) in all.iter().enumerate() {
            let mut environment = self.redis.as_ref().map(|redis| redis.environment()).unwrap_or_default();
            if all.len() > 1
                && let Some(port) = destination.port()
            {
                environment.push((instances.port_variable.clone(), port.to_string()));
            }
            let mut child = Child::start(command, destination, environment).await?;
            let listens = tokio::select! {
                listens = child.listens(command, destination) => listens,
                _ = stop.wait_for(|stop| *stop) => {
                    child.stop().await;
                    self.stop().await;
                    return Ok(false);
                }
            };
            self.children.push(child);
            match listens {
                // That a second one is not there is for its lab to say.
                Err(failure) if number > 0 => out::note(super::said(&failure.what, texts)),
                Ok(Some(elsewhere)) if number == 0 => {
                    start::tell_elsewhere(command, destination, &elsewhere, texts);
                    self.destination = elsewhere;
                }
                other => drop(other?),
            }
        }
        Ok(true)
    }

    /// The first that was started, if one was.
    pub fn started(&self) -> Option<StartedServer> {
        Some(StartedServer { printed: self.children.first()?.printed().clone() })
    }

    /// Says of each that was started and has ended what it printed last.
    pub fn tell_ends(&mut self, command: &str, texts: &Texts) {
        for child in &mut self.children {
            if let Some(status) = child.ended() {
                out::note(texts.with("start-ended-meanwhile", &[("command", command), ("status", &status)]));
                child.show_last();
            }
        }
    }

    /// Ends what was started.
    pub async fn stop(&mut self) {
        for child in &mut self.children {
            child.stop().await;
        }
        if let Some(redis) = self.redis.take() {
            redis.stop().await;
        }
    }
}

/// Leaves out the scenarios of these labs, and is an error if nothing else was asked for.
fn leave_out(scenarios: &mut Vec<Scenario>, labs: &[String], why: impl Fn() -> Failure) -> Result<(), Failure> {
    scenarios.retain(|scenario| !labs.contains(&scenario.lab.to_string()));
    if scenarios.is_empty() { Err(why()) } else { Ok(()) }
}

/// What was meant as a folder, mostly.
fn is_a_path(typed: &str) -> bool {
    let starts = ["/", "./", "../", "~"].iter().any(|start| typed.starts_with(start));
    starts || typed.contains('/') && !typed.contains("://") && Path::new(typed).exists()
}

fn several_needed(labs: &[String]) -> Failure {
    let labs = labs.join(", ");
    Failure::of(Exit::Usage, "usage-several", &[("labs", &labs)]).hint_of("usage-several-hint", &[("labs", &labs)])
}

/// The Redis that was asked for, or that the reference needs. Where there is none, the labs that are about it are not
/// judged.
async fn redis(
    args: &Check,
    scenarios: &mut Vec<Scenario>,
    labs: &[String],
    texts: &Texts,
) -> Result<Option<Redis>, Failure> {
    let is_left = scenarios.iter().any(|scenario| labs.contains(&scenario.lab.to_string()));
    let started = match (args.redis, args.reference && is_left) {
        (true, false) => Redis::at_usual_port().await,
        (_, true) => Redis::anywhere().await,
        (false, false) => return Ok(None),
    };
    match started {
        Ok(redis) => {
            if args.redis && !args.reference && !redis.is_at_usual_port() {
                out::note(texts.with("redis-elsewhere", &[("address", &redis.address())]));
            }
            Ok(Some(redis))
        }
        Err(why) => {
            let sentence = match &why {
                NoRedis::Missing => texts.get("redis-missing"),
                NoRedis::Broken(why) => texts.with("redis-broken", &[("why", why)]),
            };
            let labs_left = if is_left { labs } else { &[] };
            let said = if is_left {
                texts.with("not-judged", &[("labs", &labs.join(", ")), ("why", &sentence)])
            } else {
                sentence
            };
            leave_out(scenarios, labs_left, || {
                Failure::new(Exit::Unknown, said.clone()).hint_of("redis-missing-hint", &[])
            })?;
            if !args.voice.quiet {
                out::note(said);
            }
            Ok(None)
        }
    }
}
