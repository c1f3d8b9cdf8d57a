//! A browser of ours, and what it can be shown.

use lab::browser::{Browser, Context, Launch, Page, Wanted, find};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const MISSING: &str = "missing: a browser; tests/pages/install installs one on Debian as root";
/// Nothing that is waited for takes so long.
pub const LONG: Duration = Duration::from_secs(20);

pub async fn started(within: &[&str]) -> Browser {
    let program = find(&Wanted::default()).expect(MISSING);
    let within = within.iter().map(|word| (*word).to_owned()).collect();
    Browser::start(&Launch { program, within, is_visible: false }).await.expect(MISSING)
}

/// A tab in a context of its own that shows this document.
pub async fn shown(browser: &Browser, document: &str) -> (Context, Page) {
    let context = browser.context(None).await.expect("a context");
    let page = context.page("", "").await.expect("a tab");
    let escaped: String = document.bytes().map(|byte| format!("%{byte:02x}")).collect();
    page.go(&format!("data:text/html;charset=utf-8,{escaped}"), LONG).await.expect("it goes there");
    (context, page)
}

/// Waits until this is true of the page.
pub async fn until(page: &Page, expression: &str) -> Value {
    let end = Instant::now() + LONG;
    loop {
        let value = page.evaluate(expression).await.expect("it is evaluated");
        if !matches!(&value, Value::Null | Value::Bool(false)) && value != "" {
            return value;
        }
        assert!(Instant::now() < end, "{expression} does not become true");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A server that writes down what it is asked, as its first lines, and answers this to all.
pub fn served(body: &'static str) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    let asked = Arc::new(Mutex::new(vec![]));
    let kept = asked.clone();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let kept = kept.clone();
            std::thread::spawn(move || answer(connection, body, &kept));
        }
    });
    (address, asked)
}

fn answer(mut connection: TcpStream, body: &str, asked: &Mutex<Vec<String>>) {
    let (mut head, mut part) = (vec![], [0; 1024]);
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match connection.read(&mut part) {
            Ok(read @ 1..) => head.extend_from_slice(&part[..read]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head);
    asked.lock().expect("no holder panics").push(head.lines().next().unwrap_or_default().to_owned());
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = connection.write_all(format!("{head}{body}").as_bytes());
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port()
}

/// The server of a correct page. It ends where it is dropped.
pub struct Server(Child);

impl Server {
    pub fn start(page: &str, port: u16) -> Self {
        let modules = root().join("target/pages/node_modules");
        assert!(
            modules.join("react-page.js").exists(),
            "missing: tests/pages/install installs what pages are made with"
        );
        let mut node = Command::new("node");
        node.arg(root().join("tests/pages/correct/server.js")).env("NODE_PATH", modules);
        node.env("PORT", port.to_string()).env("HOLD", "2.5").env("PAGE", page);
        Self::of(node, port)
    }

    /// Starts it, and waits until it listens.
    pub fn of(mut program: Command, port: u16) -> Self {
        let server = Self(program.stdout(Stdio::null()).spawn().expect("it starts"));
        let end = Instant::now() + LONG;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "nothing listens on {port}");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a check of the page at this address says: "pass" if it has full marks, "unknown" if it may have them, else "fail";
/// and all that was said.
pub fn judged(url: &str, lab: &str, contract: Option<&Path>) -> (&'static str, String) {
    let report = tempfile::NamedTempFile::new().expect("a file");
    let mut check = Command::new(env!("CARGO_BIN_EXE_lab"));
    check.args(["check", url, "--lab", lab, "--lang", "en", "--hold-min", "1s", "--hold-max", "5s", "--report-json"]);
    check.arg(report.path());
    if let Some(contract) = contract {
        check.arg("--contract").arg(contract);
    }
    let ended = check.output().expect("lab runs");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    let text = std::fs::read_to_string(report.path()).unwrap_or_default();
    let read: Value = serde_json::from_str(&text).unwrap_or_default();
    let mark = &read["labs"][0]["mark"];
    let verdict = match (mark["earned"].as_f64(), mark["at_most"].as_f64()) {
        (Some(20.0), Some(20.0)) => "pass",
        (_, Some(20.0)) => "unknown",
        _ => "fail",
    };
    (verdict, said)
}

/// None of these lost anything.
pub fn all_pass(judged: impl IntoIterator<Item = (String, (&'static str, String))>) {
    let lost = judged.into_iter().filter(|(_, (verdict, _))| *verdict != "pass");
    let lost: Vec<String> = lost.map(|(name, (verdict, said))| format!("{name}: {verdict}\n{said}")).collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
