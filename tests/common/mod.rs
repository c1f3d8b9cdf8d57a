//! What the whole-program tests share: the program itself, servers that end with their test, and bounded waiting.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod peers;
pub mod sample;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Far longer than one check takes: a program that needs more hangs.
pub const PATIENCE: Duration = Duration::from_secs(240);

/// A folder of its own for the files of one test; it goes when the test ends, unless it failed: then what is in it may
/// say why.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        let mut folder = tempfile::Builder::new();
        // Submissions run as other users, and have to reach their files in it.
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
        Self(folder.prefix("lab-").tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for files"))
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and gives its path as one argument of a command line.
    pub fn write(&self, name: &str, text: &str) -> String {
        let file = self.file(name);
        std::fs::create_dir_all(file.parent().expect("it is in the folder")).expect("a folder for files");
        std::fs::write(file, text).expect("a file");
        self.arg(name)
    }

    /// The option that keeps a run in `run` of this folder.
    pub fn save(&self) -> String {
        format!("--save={}", self.arg("run"))
    }

    pub fn arg(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.0.disable_cleanup(std::thread::panicking());
    }
}

/// The program, in English and without the settings of the user that runs the tests.
pub fn lab(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
    command.env_remove("NO_COLOR").env("LC_ALL", "C").env("COLUMNS", "100").stdin(Stdio::null());
    // A browser for each server would take the processor from all others; `tests/pages/` looks at pages.
    match args {
        ["check", rest @ ..] => command.args(["check", "--no-page"]).args(rest),
        _ => command.args(args),
    };
    command
}

/// How a program ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// Everything that was said.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    #[track_caller]
    pub fn expect(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.said());
        // Lines are broken to fit a terminal: the words count.
        let said = self.said().split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(said.contains(word), "no {word:?} in:\n{}", self.said());
        }
        self
    }
}

/// A program that runs. It ends with its test, whatever happens.
pub struct Running {
    child: Child,
    folder: Folder,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let folder = Folder::new();
        let file = |name: &str| File::create(folder.file(name)).expect("a file");
        let child = command.stdin(Stdio::null()).stdout(file("out")).stderr(file("err")).spawn();
        let child = child.unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        Self { child, folder }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn said(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.folder.file(name)).unwrap_or_default()).into_owned()
    }

    pub fn ended(&mut self) -> bool {
        self.child.try_wait().expect("a child that can be asked").is_some()
    }

    /// Waits for its end.
    pub fn wait(self) -> Ended {
        self.wait_for(PATIENCE)
    }

    pub fn wait_for(mut self, time: Duration) -> Ended {
        assert!(within(time, || self.ended()), "still running:\n{}{}", self.said("out"), self.said("err"));
        let code = self.child.wait().expect("a child that ended").code();
        Ended { code, out: self.said("out"), err: self.said("err") }
    }

    /// Waits for its end; what it said must be fit for a terminal, and no text may be missing.
    pub fn finish(self) -> Ended {
        let ended = self.wait();
        assert_eq!(unsafe_characters(&ended.said()), "", "in:\n{}", ended.said());
        assert!(!ended.said().contains('⟨'), "a text is missing:\n{}", ended.said());
        ended
    }

    /// Waits until it says this on standard error.
    pub fn says(&mut self, word: &str) {
        let said = within(PATIENCE, || self.said("err").contains(word) || self.ended());
        assert!(said && self.said("err").contains(word), "no {word:?} in:\n{}", self.said("err"));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Ended {
    Running::start(&mut lab(args)).finish()
}

/// Judges a run that was saved in this folder again, without its server: the report must be the same, byte for byte.
/// A run that found no lab is no exception to that; there is nothing in it to judge.
#[track_caller]
pub fn judged_again(saved: &Path) {
    let Ok(once) = std::fs::read_to_string(saved.join("report.json")) else { return };
    let folder = Folder::new();
    let (history, again) = (saved.join("history.jsonl").display().to_string(), folder.arg("again.json"));
    if json(&saved.join("report.json"))["target"]["contract"].is_null() {
        return;
    }
    let ended = run(&["judge", &history, "--report-json", &again]);
    let twice = std::fs::read_to_string(&again).unwrap_or_else(|error| panic!("{error}: {}", ended.said()));
    let differ = once.lines().zip(twice.lines()).find(|(once, twice)| once != twice);
    assert!(once == twice, "judged again, {} is another report: {differ:?}", history);
}

/// `lab serve` on a free port.
pub struct Server {
    child: Child,
    pub url: String,
}

impl Server {
    pub fn start(args: &[&str]) -> Self {
        let mut command = lab(&["serve", "--port", "0"]);
        let mut child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut url = String::new();
        let stdout = child.stdout.take().expect("it was asked for");
        BufReader::new(stdout).read_line(&mut url).expect("it tells its address");
        Self { child, url: url.trim().into() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What would drive a terminal, or turn its lines around.
pub fn unsafe_characters(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|&c| (c.is_control() && c != '\n') || hidden(c))
        .map(|c| c.escape_unicode().to_string())
        .collect()
}

/// Whether it becomes true in this time.
pub fn within(time: Duration, mut is: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if is() {
            return true;
        }
        if start.elapsed() > time {
            return false;
        }
        sleep(Duration::from_millis(50));
    }
}

/// A port where nothing listens, and which nobody else is given meanwhile. One that the system picks may be picked
/// again before a server takes it, and then two are checked as one. These are below those that it picks from: each
/// process has a hundred, which it goes round, and the UDP port of the first one's number says that they are its own.
pub fn free_port() -> u16 {
    static CLAIM: LazyLock<(UdpSocket, u16)> = LazyLock::new(|| {
        let claim = |first| UdpSocket::bind((Ipv4Addr::LOCALHOST, first)).ok().map(|socket| (socket, first));
        (20_000..32_000).step_by(100).find_map(claim).expect("a hundred ports that are nobody's")
    });
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let next = || CLAIM.1 + GIVEN.fetch_add(1, Ordering::Relaxed) % 100;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    std::iter::repeat_with(next).take(100).find(is_free).expect("a free port")
}

pub fn listens(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

pub fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rules of a report that have points: name, verdict, what was observed.
pub fn rules(report: &Value) -> Vec<(String, String, String)> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let scenarios = list(report, "labs").iter().flat_map(|lab| list(lab, "scenarios")).collect::<Vec<_>>();
    let text = |rule: &Value, key: &str| rule[key].as_str().unwrap_or_default().to_owned();
    let rules = scenarios.iter().flat_map(|scenario| list(scenario, "rules"));
    rules.map(|rule| (text(&rule, "id"), text(&rule, "verdict"), text(&rule, "observed"))).collect()
}
