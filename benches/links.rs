//! How good the links of the chat lab are: what they take, and how far the time at which one has a message is from the
//! one at which it was sent. Beside them, the official client of Socket.IO.
//!
//! `cargo bench --bench links`; see docs/measurements.md for what it gave.

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
    use super::support::process::{ROOMS, Round, progress, round, stamping_server, watched};
    use super::support::rival::official_client;
    use super::support::sample::median;
    use super::support::table::{Row, machine, print};
    use super::support::{Task, fits};
    use std::time::Duration;

    const LINKS: usize = 5_000;
    const ROUNDS: usize = 3;

    pub fn run() {
        println!("{}", machine());
        if !fits(LINKS) {
            println!("{LINKS} links need more open files than are allowed: skipped");
            return;
        }
        let (mut ours, mut theirs) = (vec![], vec![]);
        for turn in 1..=ROUNDS {
            progress(&format!("round {turn} of {ROUNDS}: lab"));
            ours.push(of_lab());
            progress(&format!("round {turn} of {ROUNDS}: the official client"));
            match of_official() {
                Ok(round) => theirs.push(round),
                Err(why) => println!("without the official client: {why}"),
            }
        }
        show(&ours, &theirs);
        println!("\n{}", machine());
    }

    fn of_lab() -> Round {
        let (server, address) = stamping_server(ROOMS);
        round("links", &Task::new(address, LINKS, Duration::ZERO), server.id())
    }

    fn of_official() -> Result<Round, String> {
        let (server, address) = stamping_server(ROOMS);
        Ok(watched(official_client(address, LINKS)?, LINKS, "socket.io-client", server.id()))
    }

    fn show(ours: &[Round], theirs: &[Round]) {
        let of = |rounds: &[Round], value: fn(&Round) -> f64| median(rounds.iter().map(value));
        let memory = |r: &Round| r.client.memory as f64 / 1024.0;
        let mut rows = vec![
            Row::most("memory a link", of(ours, memory), 12.0, " KB"),
            Row::most("our time after the server's stamp, p50", of(ours, |r| late(r).0), 0.2, " ms"),
            Row::most("our time after the server's stamp, p99", of(ours, |r| late(r).1), 10.0, " ms"),
        ];
        if !theirs.is_empty() {
            // Each round is compared with the one of its turn, which saw the same machine.
            let ratio = |value: fn(&Round) -> f64| median(ours.iter().zip(theirs).map(|(a, b)| value(a) / value(b)));
            for (what, value) in [
                ("memory", memory as fn(&Round) -> f64),
                ("processor time", |r| ms(r.client.cpu)),
                ("setup", |r| ms(r.seen.setup)),
                ("time after the stamp, p50", |r| late(r).0),
                ("time after the stamp, p99", |r| late(r).1),
            ] {
                rows.push(Row::plain(&format!("{what}, to the official client"), format!("{:.2}", ratio(value))));
            }
        }
        print(&format!("{LINKS} links of `lab`, medians of {ROUNDS} rounds"), &rows);
        println!("\n| | setup | error p50 / p99 | processor | memory a link |\n|---|---|---|---|---|");
        for (name, rounds) in [("lab", ours), ("socket.io-client 4.8 on Node", theirs)] {
            if rounds.is_empty() {
                continue;
            }
            println!(
                "| {name} | {:.0} ms | {:.2} / {:.2} ms | {:.0} ms | {:.2} KB |",
                of(rounds, |r| ms(r.seen.setup)),
                of(rounds, |r| late(r).0),
                of(rounds, |r| late(r).1),
                of(rounds, |r| ms(r.client.cpu)),
                of(rounds, memory),
            );
        }
    }

    fn ms(nanos: u64) -> f64 {
        nanos as f64 / 1e6
    }

    /// p50 and p99, in ms.
    fn late(round: &Round) -> (f64, f64) {
        round.seen.late.map_or((f64::NAN, f64::NAN), |(middle, end)| (ms(middle), ms(end)))
    }
}
