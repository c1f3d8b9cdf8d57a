//! Small targets that answer what a test wants, with text that would do harm where it is shown raw.

pub mod wire;

use std::io::Write;
use std::sync::Mutex;

use wire::Request;

/// Red, a new window title, a cleared screen, a line turned around, and something invisible.
pub const TEXT: &str = "\u{1b}[31m\u{1b}]0;title\u{7}\u{1b}[2J\u{202e}eslaf\u{200b}\u{9b}31m";

pub fn answer(code: u16, kind: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {code} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

/// A target that lives as long as the test program; one thread a connection, one request each.
pub fn target(answer: impl Fn(&Request) -> String + Send + Sync + 'static) -> String {
    wire::listen(move |mut connection| {
        let request = wire::read(connection)?;
        connection.write_all(answer(&request).as_bytes()).ok()
    })
}

/// A long-polling server with an accepted set of statuses, that holds nothing and shows what `show` makes of them.
fn long_polling(
    page: String,
    takes: impl Fn(&str) -> bool + Send + Sync + 'static,
    show: impl Fn(&str) -> String + Send + Sync + 'static,
) -> String {
    let task = Mutex::new(("start".to_owned(), 1));
    target(move |request| match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/") => answer(200, "text/html", &page),
        ("GET", "/poll-status") => {
            let (status, version) = task.lock().expect("no thread panicked").clone();
            let body = serde_json::json!({ "status": show(&status), "version": version, "known": request.query });
            answer(200, "application/json", &body.to_string().replace('}', &format!(",\"{}\":1}}", "\u{202e}")))
        }
        ("POST", "/update-status") => {
            let body = serde_json::from_str::<serde_json::Value>(&request.body).unwrap_or_default();
            match body["status"].as_str().filter(|status| takes(status)) {
                Some(status) => {
                    let mut task = task.lock().expect("no thread panicked");
                    *task = (status.into(), task.1 + 1);
                    answer(200, "application/json", "{}")
                }
                None => answer(400, "text/plain", TEXT),
            }
        }
        _ => answer(404, "text/plain", TEXT),
    })
}

/// It never holds, and some statuses come back with what would harm a terminal.
pub fn flawed() -> String {
    let show = |status: &str| if status != "En attente" { format!("{status}{TEXT}") } else { status.into() };
    long_polling(String::new(), |status| !status.trim().is_empty(), show)
}

/// It takes only the options of its page, whose values would harm a terminal.
pub fn options() -> String {
    let values = ["todo", "done"].map(|word| format!("{word}{TEXT}"));
    let page = values.iter().map(|value| format!("<option value=\"{value}\">")).collect();
    long_polling(page, move |status| values.iter().any(|value| value == status), str::to_owned)
}
