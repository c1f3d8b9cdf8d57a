//! A client as one would write it with reqwest: one `Client`, one task a waiter.

use super::sample::{Answer, Seen};
use super::{Task, UPDATE_BODY, clock, stage};
use std::time::Instant;
use tokio::runtime::Runtime;

pub fn run(task: &Task) {
    super::raise_open_files();
    let runtime = Runtime::new().expect("a runtime");
    // A client is not built without cryptography, although none is used here.
    tokio_rustls::rustls::crypto::ring::default_provider().install_default().expect("none is installed yet");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let base = format!("http://{}", task.server);
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
            // As the other clients ask: a server does less for a connection that it keeps.
            let asking = client.get(format!("{base}{}", task.poll)).header("connection", "close").send();
            waiting.push(tokio::spawn(async move {
                let body = asking.await?.bytes().await?;
                Ok::<_, reqwest::Error>(Answer { seen: clock::now(), kernel: None, body: body.into() })
            }));
        }
        waiting
    });
    // reqwest does not say when a request is sent, so this is when the last was asked for.
    let setup = clock::now() - started;
    stage::reached("held");
    let updated = clock::now();
    let answers = runtime.block_on(async {
        let update = client.post(format!("{base}{}", task.update)).header("content-type", "application/json");
        let updating = tokio::spawn(update.body(UPDATE_BODY).send());
        let mut answers = Vec::with_capacity(task.waiters);
        for waiter in waiting {
            answers.extend(waiter.await.expect("no waiter panics").ok());
        }
        let _ = updating.await;
        answers
    });
    stage::reached("done");
    stage::report(&Seen::new(setup, updated, &answers));
}
