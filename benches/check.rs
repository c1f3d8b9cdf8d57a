//! What `lab check` takes: its time beyond the hold, its processor time while it only waits, its memory.
//!
//! `cargo bench --bench check`; see docs/measurements.md for what it gave.

#[cfg(target_os = "linux")]
mod support;

#[cfg(target_os = "linux")]
fn main() {
    measure::run();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("what a process uses is read from /proc: this is measured on Linux only");
}

#[cfg(target_os = "linux")]
mod measure {
    use super::support::process::{Process, Usage};
    use super::support::table::{Row, machine, print};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    const HOLD: u64 = 25;
    /// All that updates is over by then, and the last hold has not ended yet.
    const WAITING: (f64, f64) = (13.0, 24.0);

    pub fn run() {
        println!("{}", machine());
        let lab = || Command::new(env!("CARGO_BIN_EXE_lab"));
        let hold = format!("{HOLD}s");
        let mut server = Process::start(lab().args(["serve", "--port", "0", "--hold", &hold]).stderr(Stdio::null()));
        let url = server.line();
        let started = Instant::now();
        let mut check = lab()
            .args(["check", &url, "--no-page"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("lab starts");
        let mut used: Vec<(f64, Usage)> = vec![];
        let ended = loop {
            if let Some(ended) = check.try_wait().expect("a child can be waited for") {
                break ended;
            }
            // A process that has just ended shows no memory.
            used.extend(Usage::of(check.id()).map(|usage| (started.elapsed().as_secs_f64(), usage)));
            std::thread::sleep(Duration::from_millis(100));
        };
        let took = started.elapsed().as_secs_f64();
        assert!(ended.success(), "the reference does not get full marks");
        let waiting: Vec<_> = used.iter().filter(|(at, _)| (WAITING.0..WAITING.1).contains(at)).collect();
        let [(from, first), .., (to, last)] = waiting[..] else { panic!("the check was over before it waited") };
        let share = (last.cpu - first.cpu) as f64 / 1e9 / (to - from) * 100.0;
        let memory = used.iter().map(|(_, usage)| usage.memory).max().unwrap_or_default();
        print(
            &format!("`lab check` on the reference, which holds for {HOLD} s"),
            &[
                Row::most("time of the check, beyond the hold", took - HOLD as f64, 10.0, " s"),
                Row::most("processor while it only waits, of one core", share, 10.0, " %"),
                Row::plain("memory, at most", format!("{:.1} MB", memory as f64 / 1048576.0)),
            ],
        );
        println!("\n{}", machine());
    }
}
