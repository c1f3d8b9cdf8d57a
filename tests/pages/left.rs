//! That nothing is left of a browser, however we end, and how it is kept apart.
#![cfg(target_os = "linux")]

use crate::support::{LONG, served, started};
use lab::browser::BrowserError;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The processes whose words name this folder.
fn using(folder: &str) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_string_lossy().parse().ok());
    let uses = |pid: &u32| {
        let words = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&words).contains(folder)
    };
    pids.filter(uses).collect()
}

/// The folder of a browser's profile, by its words.
fn profile(pid: u32) -> String {
    let words = std::fs::read(format!("/proc/{pid}/cmdline")).expect("it runs");
    let words = String::from_utf8_lossy(&words).into_owned();
    let word = words.split('\0').find_map(|word| word.strip_prefix("--user-data-dir=")).expect("it has a profile");
    word.to_owned()
}

async fn nothing_uses(folder: &str) {
    let end = Instant::now() + LONG;
    while !using(folder).is_empty() {
        assert!(Instant::now() < end, "{:?} still use {folder}", using(folder));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_browser_that_is_closed_or_dropped_leaves_nothing() {
    for closes in [true, false] {
        let browser = started(&[]).await;
        let folder = profile(browser.pid());
        assert!(!using(&folder).is_empty() && std::fs::exists(&folder).unwrap());
        if closes {
            browser.close().await;
        } else {
            drop(browser);
        }
        nothing_uses(&folder).await;
        assert!(!std::fs::exists(&folder).unwrap(), "{folder} is still there");
    }
}

/// Started by the test below as a process of its own, to be killed.
#[tokio::test]
#[ignore = "it waits to be killed"]
async fn waits_to_be_killed() {
    let browser = started(&[]).await;
    let context = browser.context(None).await.unwrap();
    let _page = context.page("", "").await.unwrap();
    println!("\nprofile {}", profile(browser.pid()));
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn whoever_is_killed_leaves_no_process_and_the_next_one_removes_the_folder() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["left::waits_to_be_killed", "--exact", "--ignored", "--nocapture"]);
    let mut killed = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(killed.stdout.take().unwrap()).lines().map_while(Result::ok);
    let folder = lines.filter_map(|line| Some(line.strip_prefix("profile ")?.to_owned())).next().expect("a browser");
    assert!(!using(&folder).is_empty());
    killed.kill().unwrap();
    killed.wait().unwrap();
    nothing_uses(&folder).await;
    assert!(std::fs::exists(&folder).unwrap(), "nobody was there to remove it");
    started(&[]).await.close().await;
    assert!(!std::fs::exists(&folder).unwrap(), "{folder} is still there");
}

#[tokio::test]
async fn a_browser_that_dies_is_told_so() {
    let browser = started(&[]).await;
    let pid = nix::unistd::Pid::from_raw(browser.pid().cast_signed());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL).unwrap();
    let end = Instant::now() + LONG;
    let error = loop {
        match browser.context(None).await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => break error,
        }
        assert!(Instant::now() < end);
    };
    assert_eq!(error, BrowserError::Gone);
}

/// Its walls are its own, as nobody, even where we are root; and it can be started in a network of its own.
#[tokio::test]
async fn it_keeps_its_walls_and_bears_a_network_of_its_own() {
    let browser = started(&[]).await;
    assert!(browser.is_walled);
    browser.close().await;
    let (address, asked) = served("<p>seen</p>");
    // A network of its own, with nothing in it; as root of a name space of its own, if need be.
    let browser = started(&["unshare", "--net", "--map-root-user"]).await;
    let context = browser.context(None).await.unwrap();
    let page = context.page("", "").await.unwrap();
    let unreachable = page.go(&format!("http://{address}/"), LONG).await.unwrap_err();
    assert!(matches!(unreachable, BrowserError::Refused { .. }), "{unreachable:?}");
    assert_eq!(page.evaluate("1 + 1").await.unwrap(), 2, "its pipe goes through");
    assert!(asked.lock().unwrap().is_empty());
    browser.close().await;
}
