//! How good the waiters of `lab` are, beside the least that such a client can do and beside reqwest.
//!
//! `cargo bench --bench waiters`; see docs/measurements.md for what it gave.

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
    use super::support::process::{ORDINARY, RAW_EPOLL, Round, progress, round, stamping_server};
    use super::support::sample::median;
    use super::support::table::{Row, machine, print};
    use super::support::{Task, fits};
    use std::time::Duration;

    const WAITERS: usize = 10_000;
    const ROUNDS: usize = 7;
    const CLIENTS: [&str; 3] = ["floor", "lab", "reqwest"];
    const FEW: usize = 1_000;
    const MANY: usize = 19_500;
    /// As fast as a single server accepts.
    const PACE: Duration = Duration::from_micros(50);

    fn one(server: &str, client: &str, waiters: usize) -> Round {
        let (server, address) = stamping_server(server);
        round(client, &Task::new(address, waiters, PACE), server.id())
    }

    pub fn run() {
        println!("{}", machine());
        if fits(MANY) {
            against(ORDINARY, "an ordinary server", true);
            // Its answers queue at any client, so that the times of these rounds are mostly those of the queue.
            against(RAW_EPOLL, "a raw-epoll server, which outruns its clients", false);
        } else {
            println!("{MANY} waiters need more open files than are allowed: skipped");
        }
        println!("\n{}", machine());
    }

    /// `counts`: whether the targets are meant for this server.
    fn against(server: &str, name: &str, counts: bool) {
        let mut rounds: [Vec<Round>; 3] = Default::default();
        for turn in 0..ROUNDS {
            for step in 0..CLIENTS.len() {
                let client = (turn + step) % CLIENTS.len();
                progress(&format!("{name}, round {} of {ROUNDS}: {}", turn + 1, CLIENTS[client]));
                rounds[client].push(one(server, CLIENTS[client], WAITERS));
            }
        }
        let of = |client: usize, value: fn(&Round) -> f64| median(rounds[client].iter().map(value));
        // Each round is compared with the others of its turn, which saw the same machine.
        let ratio = |a: usize, b: usize, value: fn(&Round) -> f64| {
            median(rounds[a].iter().zip(&rounds[b]).map(|(a, b)| value(a) / value(b)))
        };
        let last = |r: &Round| ms(r.seen.last);
        let [floor, lab, reqwest] = [0, 1, 2];
        let [few, many, growth] = growing(server, name);
        let mut rows = [
            Row::most("memory a waiter", of(lab, |r| r.client.memory as f64 / 1024.0), 2.5, " KB"),
            Row::most("last waiter answered, to the floor", ratio(lab, floor, last), 1.25, ""),
            Row::most("last waiter answered, to reqwest", ratio(lab, reqwest, last), 0.6, ""),
            Row::most("our time after the server's stamp, p50", of(lab, |r| late(r).0), 0.2, " ms"),
            Row::most("our time after the server's stamp, p99", of(lab, |r| late(r).1), 10.0, " ms"),
            Row::most("kernel's time after the server's stamp, p50", of(lab, |r| kernel(r).0), 50.0, " µs"),
            Row::most("kernel's time after the server's stamp, p99", of(lab, |r| kernel(r).1), 50.0, " µs"),
            Row::most("processor time, to the floor", ratio(lab, floor, |r| ms(r.client.cpu)), 1.5, ""),
            Row::most("setup, to the floor", ratio(lab, floor, |r| ms(r.seen.setup)), 1.3, ""),
            Row::most("the server's last send, to the floor", ratio(lab, floor, last_sent), 1.2, ""),
            Row::most(&format!("last waiter, of {MANY} to of {FEW}, each by their number"), growth, 1.4, ""),
        ];
        if !counts {
            rows.iter_mut().for_each(Row::for_information);
        }
        print(&format!("`lab` with {WAITERS} waiters against {name}, medians of {ROUNDS} rounds"), &rows);
        println!("\n| | setup | last waiter | error p50 / p99 | kernel's p50 / p99 | processor | memory a waiter |");
        println!("|---|---|---|---|---|---|---|");
        for (client, name) in CLIENTS.iter().enumerate() {
            println!(
                "| {name} | {:.0} ms | {:.1} ms | {:.2} / {:.2} ms | {:.0} / {:.0} µs | {:.0} ms | {:.2} KB |",
                of(client, |r| ms(r.seen.setup)),
                of(client, last),
                of(client, |r| late(r).0),
                of(client, |r| late(r).1),
                of(client, |r| kernel(r).0),
                of(client, |r| kernel(r).1),
                of(client, |r| ms(r.client.cpu)),
                of(client, |r| r.client.memory as f64 / 1024.0),
            );
        }
        println!("\nThe last waiter of `lab`, by their number: {few:.1} µs at {FEW}, {many:.1} µs at {MANY}.");
    }

    /// The time of the last waiter by their number, in µs, where they are few and where they are many, and the ratio.
    fn growing(server: &str, name: &str) -> [f64; 3] {
        let mut each: [Vec<f64>; 2] = Default::default();
        for turn in 0..ROUNDS {
            progress(&format!("{name}, turn {} of {ROUNDS}: {FEW} and {MANY} waiters", turn + 1));
            let sizes = [FEW, MANY];
            for step in 0..2 {
                let size = (turn + step) % 2;
                each[size].push(ms(one(server, "lab", sizes[size]).seen.last) * 1000.0 / sizes[size] as f64);
            }
        }
        let [few, many] = each;
        let growth = median(many.iter().zip(&few).map(|(many, few)| many / few));
        [median(few), median(many), growth]
    }

    fn ms(nanos: u64) -> f64 {
        nanos as f64 / 1e6
    }

    /// p50 and p99, in ms.
    fn late(round: &Round) -> (f64, f64) {
        round.seen.late.map_or((f64::NAN, f64::NAN), |(middle, end)| (ms(middle), ms(end)))
    }

    /// p50 and p99, in µs.
    fn kernel(round: &Round) -> (f64, f64) {
        let us = |nanos| ms(nanos) * 1000.0;
        round.seen.kernel_late.map_or((f64::NAN, f64::NAN), |(middle, end)| (us(middle), us(end)))
    }

    fn last_sent(round: &Round) -> f64 {
        round.seen.last_sent.map_or(f64::NAN, ms)
    }
}
