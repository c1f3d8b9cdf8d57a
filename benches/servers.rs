//! How fast the reference server answers many waiters, beside nginx with nchan, a server in raw epoll, and Express.
//! One client for all of them, the one with the least work.
//!
//! `cargo bench --bench servers`; see docs/measurements.md for what it gave.

#[cfg(target_os = "linux")]
mod support;

#[cfg(target_os = "linux")]
fn main() {
    if !support::role() {
        measure::run();
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("what a process uses is read from /proc: this is measured on Linux only");
}

#[cfg(target_os = "linux")]
mod measure {
    use super::support::fits;
    use super::support::process::{Round, progress, round};
    use super::support::rival::{Rival, express, nchan, raw_epoll, reference};
    use super::support::sample::median;
    use super::support::table::{Row, machine, print};
    use std::time::Duration;

    const SIZES: [usize; 2] = [1_000, 10_000];
    const ROUNDS: usize = 5;
    /// Express has a backlog of 511 connections, and more work for each of them than the others.
    const PACE: Duration = Duration::from_micros(200);

    type Start = fn() -> Result<Rival, String>;
    const REFERENCE: usize = 0;
    const SERVERS: [(&str, Start); 4] = [
        ("reference", || Ok(reference())),
        ("raw epoll", || Ok(raw_epoll())),
        ("nginx with nchan", nchan),
        ("Express", express),
    ];
    /// How the reference's last waiter should be to that of the others.
    const TARGETS: [f64; 4] = [1.0, 1.4, 0.9, 0.2];

    pub fn run() {
        println!("{}", machine());
        for waiters in SIZES {
            if fits(waiters) {
                compare(waiters);
            } else {
                println!("{waiters} waiters need more open files than are allowed: skipped");
            }
        }
        println!("\n{}", machine());
    }

    fn compare(waiters: usize) {
        let mut rounds: [Vec<Round>; SERVERS.len()] = Default::default();
        for turn in 0..ROUNDS {
            for step in 0..SERVERS.len() {
                let server = (turn + step) % SERVERS.len();
                let (name, start) = SERVERS[server];
                progress(&format!("round {} of {ROUNDS}, {waiters} waiters: {name}", turn + 1));
                match start() {
                    Ok(rival) => rounds[server].push(round("floor", &rival.task(waiters, PACE), rival.id)),
                    Err(why) => progress(&why),
                }
            }
        }
        let of = |server: usize, value: fn(&Round) -> f64| median(rounds[server].iter().map(value));
        let mut rows = vec![];
        for server in (0..SERVERS.len()).filter(|&server| server != REFERENCE) {
            let what = format!("last waiter answered, to {}", SERVERS[server].0);
            if rounds[server].is_empty() {
                rows.push(Row::plain(&what, "not there".into()));
                continue;
            }
            // Each round is compared with the other of its turn, which saw the same machine.
            let pairs = rounds[REFERENCE].iter().zip(&rounds[server]);
            rows.push(Row::most(&what, median(pairs.map(|(a, b)| last(a) / last(b))), TARGETS[server], ""));
        }
        rows.push(Row::most("server's memory a waiter", of(REFERENCE, memory), 20.0, " KB"));
        print(&format!("The reference with {waiters} waiters, medians of {ROUNDS} rounds"), &rows);
        println!("\n| | last waiter | server's memory a waiter | server's processor time |\n|---|---|---|---|");
        for (server, (name, _)) in SERVERS.iter().enumerate().filter(|(server, _)| !rounds[*server].is_empty()) {
            let (last, memory, cpu) = (of(server, last), of(server, memory), of(server, cpu));
            println!("| {name} | {last:.1} ms | {memory:.2} KB | {cpu:.0} ms |");
        }
    }

    fn last(round: &Round) -> f64 {
        round.seen.last as f64 / 1e6
    }

    fn memory(round: &Round) -> f64 {
        round.server.memory as f64 / 1024.0
    }

    fn cpu(round: &Round) -> f64 {
        round.server.cpu as f64 / 1e6
    }
}
