//! `lab race`: polls around the moment of an update, as many rounds as are asked for, and what is said of those lost.

mod common;

use common::{Server, run};

/// The servers here hold a poll for 2 s.
const HOLD: [&str; 4] = ["--hold-min", "1s", "--hold-max", "4s"];
/// Well within the 5 ms between the look and the wait of the flawed server.
const WITHIN: [&str; 4] = ["--pollers", "1", "--offset", "-3ms..-1ms"];

fn race(url: &str, options: &[&str]) -> common::Ended {
    run(&[&["race", url], &HOLD[..], options].concat())
}

#[test]
fn a_correct_server_loses_none() {
    let server = Server::start(&["--hold", "2s"]);
    let ended = race(&server.url, &["--pollers", "20", "--rounds", "30"]);
    // Five of the rounds are few polls close upon another update.
    ended.expect(0, &["540 polls, sent around the moment", "(30 rounds)", "20 polls around each update", "learned"]);
    race(&server.url, &[&WITHIN[..], &["--rounds", "1"]].concat()).expect(0, &["One poll", "-3000us..-1000us"]);
}

#[test]
fn the_moment_that_is_given_shows_the_fault_and_the_third_loss_ends_it() {
    let server = Server::start(&["--hold", "2s", "--flaw", "lost-wakeup-5ms"]);
    let ended = race(&server.url, &[&WITHIN[..], &["--rounds", "100"]].concat());
    ended.expect(1, &["3 were not answered in time", "100 rounds at most"]);
    let ended = race(&server.url, &[&WITHIN[..], &["--rounds", "3", "--lang", "fr"]].concat());
    ended.expect(1, &["reçu de réponse à temps", "autour de chaque mise à jour"]);
}

#[test]
fn a_race_that_learns_its_moment_names_a_smaller_one_that_loses_again() {
    let server = Server::start(&["--hold", "2s", "--flaw", "lost-wakeup-5ms"]);
    let ended = race(&server.url, &[]).expect(1, &["not answered in time", "then made smaller", "See it again"]);
    let again = ended.out.lines().find_map(|line| line.trim().strip_prefix("lab ")).expect("a command");
    let words = shell_words::split(again).expect("whole words");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert!(words.contains(&"--offset"), "{again}");
    run(&words).expect(1, &["not answered in time"]);
}

#[test]
fn numbers_and_times_are_bounded() {
    for wrong in [["--pollers", "0"], ["--pollers", "1001"], ["--rounds", "0"], ["--rounds", "many"]] {
        race("http://127.0.0.1:9", &wrong).expect(2, &["a whole number from 1 to"]);
    }
    for wrong in ["-300", "100us..-100us", "2s", "now"] {
        race("http://127.0.0.1:9", &["--offset", wrong]).expect(2, &["--offset", wrong, "-300us..100us"]);
    }
    race("http://127.0.0.1:9", &["--offset", "1", "--lang", "fr"]).expect(2, &["avec leur unité"]);
    race("http://127.0.0.1:9", &[]).expect(5, &["127.0.0.1:9"]);
}
