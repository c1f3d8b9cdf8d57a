//! Redirects: to another port, another host, other schemes, in a circle. None may be followed.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::checked::{self, Target, target};
use crate::good::{self, Occasion, Reply};
use crate::wire;

/// A server that counts its connections.
fn elsewhere(host: &str, met: &Arc<AtomicUsize>) -> String {
    let met = met.clone();
    wire::on(TcpListener::bind((host, 0)).expect("a free port"), move |to| {
        met.fetch_add(1, Ordering::Relaxed);
        wire::read(to)?;
        Reply::new(200, "application/json", r#"{"status":"En cours","version":7}"#).send(to).ok()
    })
}

fn moved(code: u16, to: &str) -> Reply {
    Reply::new(code, "text/plain", "moved").header("Location", to)
}

/// Every request is sent elsewhere.
fn all(code: u16, there: &str) -> String {
    let there = there.to_owned();
    wire::listen(move |to| {
        let request = wire::read(to)?;
        moved(code, &there.replace("{path}", &request.path)).send(to).ok()
    })
}

fn when(bad: Occasion, code: u16, there: &str) -> String {
    let there = there.to_owned();
    good::bent_when(bad, move |_, to| moved(code, &there).send(to))
}

pub fn check() {
    let met = Arc::new(AtomicUsize::new(0));
    let port = elsewhere("127.0.0.1", &met);
    let host = elsewhere("127.0.0.2", &met);
    let script = format!("<script src=\"{port}/a.js\"></script><script src=\"//{}/b.js\"></script>", &host[7..]);
    let page = good::bent_when(Occasion::Page, move |_, to| Reply::new(200, "text/html", script.clone()).send(to));
    let nothing = |name, url, words: &[&str]| target(name, url).ends(5).says(words);
    let secure = format!("https{}", &port[4..]);
    let targets: Vec<Target> = vec![
        nothing(
            "all to another port",
            all(302, &port),
            &["POST /update-status → 302", "redirects, which are not followed", &port],
        ),
        nothing("all to another port, French", all(302, &port), &["302", "redirection"]).french(),
        nothing("all to another host", all(301, &format!("{host}{{path}}")), &["→ 301", &host]),
        nothing("308 to another host", all(308, &format!("{host}{{path}}")), &["→ 308", &host]),
        nothing("all to a file", all(302, "file:///etc/passwd"), &["file:///etc/passwd"]),
        nothing("all to https", all(307, &secure), &["https://127.0.0.1"]),
        nothing("all to the metadata", all(302, "http://169.254.169.254/latest/"), &["169.254.169.254"]),
        nothing("in a circle", all(302, "{path}"), &["→ 302"]),
        target("hold end to another port", when(Occasion::HoldEnd, 302, &port))
            .only(&["contract", "wake", "hold-end"])
            .ends(1)
            .pass(&["waiter-not-woken"])
            .fail(&["no-change-unclear"])
            .says(&["302"]),
        target("wake-up to another host", when(Occasion::Woken, 307, &format!("{host}/poll-status?last_version=0")))
            .only(&["contract", "wake", "held"])
            .ends(1)
            .pass(&["state-not-json", "not-held"])
            .fail(&["waiter-not-woken"])
            .says(&["307"]),
        target("page with scripts elsewhere", page).only(&["contract"]).ends(0),
    ];
    checked::check(targets);
    assert_eq!(met.load(Ordering::Relaxed), 0, "somebody was sent elsewhere and went");
}
