//! Servers that change while they are checked: they die, start anew, limit their clients, or move by themselves.

use std::collections::VecDeque;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::checked::{self, Target, target};
use crate::good::{self, Reply, Task};
use crate::wire;

/// The update that it does not survive: by then, discovery is over.
const LAST: usize = 20;

/// A good server that dies with an update, and takes every connection with it; with `rest`, it then starts anew.
fn dies(rest: Option<Duration>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        live(listener, LAST);
        let Some(rest) = rest else { return };
        std::thread::sleep(rest);
        live(TcpListener::bind(address).expect("the port is free again"), usize::MAX);
    });
    format!("http://{address}")
}

/// Serves until that many updates have come.
fn live(listener: TcpListener, updates: usize) {
    let task = Task::new();
    let open: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
    let seen = Arc::new(AtomicUsize::new(0));
    let address = listener.local_addr().expect("an address");
    for connection in listener.incoming().flatten() {
        if seen.load(Ordering::Relaxed) >= updates {
            break;
        }
        let (task, seen) = (task.clone(), seen.clone());
        open.lock().expect("nobody panicked").extend(connection.try_clone());
        std::thread::spawn(move || {
            let request = wire::read(&connection)?;
            if request.method == "POST" && seen.fetch_add(1, Ordering::Relaxed) + 1 >= updates {
                // Wakes the loop above, which then ends.
                return TcpStream::connect(address).ok().map(drop);
            }
            task.answer(&request).1.send(&connection).ok()
        });
    }
    drop(listener);
    for connection in open.lock().expect("nobody panicked").iter() {
        let _ = connection.shutdown(Shutdown::Both);
    }
}

/// Answers 429 to the requests whose number, from 0, is one of these.
fn limits(limited: impl Fn(usize) -> bool + Send + Sync + 'static) -> String {
    let count = AtomicUsize::new(0);
    good::bent(move |_, _, reply, to| {
        if limited(count.fetch_add(1, Ordering::Relaxed)) {
            Reply::json(429, &json!({ "error": "too many requests" })).header("Retry-After", "1").send(to)
        } else {
            reply.send(to)
        }
    })
}

/// Answers 429 to each request that is one too many of the last ten seconds, and says when there is room again.
fn thirty_in_ten_seconds() -> String {
    let taken: Mutex<VecDeque<Instant>> = Mutex::default();
    good::bent(move |_, _, reply, to| {
        let mut taken = taken.lock().expect("nobody panicked");
        taken.retain(|at| at.elapsed() < Duration::from_secs(10));
        if let Some(first) = taken.front().filter(|_| taken.len() >= 30) {
            let wait = (Duration::from_secs(11) - first.elapsed()).as_secs().to_string();
            return Reply::json(429, &json!({ "error": "too many requests" })).header("Retry-After", &wait).send(to);
        }
        taken.push_back(Instant::now());
        drop(taken);
        reply.send(to)
    })
}

/// Its version moves ten times a second, with another status or with the same.
fn restless(statuses: &'static [&'static str]) -> String {
    let task = Task::new();
    let moving = Arc::downgrade(&task);
    std::thread::spawn(move || {
        for turn in 0.. {
            std::thread::sleep(Duration::from_millis(100));
            let Some(task) = moving.upgrade() else { return };
            let now = task.state.lock().expect("nobody panicked").0.clone();
            task.set(statuses.get(turn % statuses.len().max(1)).unwrap_or(&now.as_str()));
        }
    });
    good::of(task, |_, _, reply, to| reply.send(to))
}

pub fn check() {
    let everything = ["state-not-json", "stale-pair", "not-held", "waiter-not-woken", "lost-wakeup", "loop-stuck"];
    let targets: Vec<Target> = vec![
        target("dies", dies(None))
            .ends(1)
            .fail(&["server-died"])
            .pass(&["state-not-json"])
            .says(&["refused"])
            .spares(&["not-held", "hold-never-ends", "lost-wakeup", "loop-stuck", "version-not-growing", "stale-pair"]),
        target("starts anew", dies(Some(Duration::from_millis(900)))).ends(3).says(&["was started anew"]).spares(&[
            "not-held",
            "hold-never-ends",
            "lost-wakeup",
            "loop-stuck",
            "stale-pair",
            "behind-kept-waiting",
        ]),
        target("429 once", limits(|n| n == 0)).only(&["contract", "held"]).ends(0),
        target("429 to the first update", limits(|n| n == 5)).only(&["contract", "held"]).ends(0),
        target("429 always", limits(|_| true)).ends(1).fail(&["state-not-json"]).says(&["429"]),
        // More than it takes in the time of a check: what was seen of it is right, and nothing is wrong.
        target("30 in 10 s", thirty_in_ten_seconds())
            .ends(3)
            .pass(&["state-not-json", "behind-kept-waiting", "not-held", "hold-never-ends", "server-died"])
            .says(&["Your server limits how often it is asked"]),
        target("moves by itself", restless(&["En attente", "En cours", "Terminée"]))
            .ends(3)
            .spares(&everything)
            .says(&["changes by itself"]),
        target("moves by itself, French", restless(&["En attente", "En cours"]))
            .only(&["contract", "held"])
            .french()
            .ends(3)
            .spares(&everything)
            .says(&["change d’elle-même"]),
        target("only its version moves", restless(&[])).ends(3).spares(&everything).says(&["changes by itself"]),
    ];
    checked::check(targets);
}
