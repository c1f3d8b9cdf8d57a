//! Bodies that are not what they seem: deep, huge, doubled, with odd versions and clocks.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;

use crate::checked::{Target, target};
use crate::good::{self, Occasion, Reply};

/// A good server whose states look like this; what is sent as a version comes back as it was counted.
fn shown(show: impl Fn(&str, i64) -> String + Send + Sync + 'static) -> String {
    good::bent(move |occasion, _, reply, to| match occasion {
        Occasion::AtOnce | Occasion::Woken => {
            let state = reply.value();
            let body =
                show(state["status"].as_str().unwrap_or_default(), state["version"].as_i64().unwrap_or_default());
            Reply { body: body.into(), ..reply }.send(to)
        }
        _ => reply.send(to),
    })
}

/// The state, and something beside it.
fn beside(what: impl Fn() -> String + Send + Sync + 'static) -> String {
    shown(move |status, version| format!(r#"{{"status":{},"version":{version},"more":{}}}"#, json!(status), what()))
}

fn version(write: impl Fn(i64) -> String + Send + Sync + 'static) -> String {
    shown(move |status, version| format!(r#"{{"status":{},"version":{}}}"#, json!(status), write(version)))
}

fn status(write: impl Fn(&str) -> String + Send + Sync + 'static) -> String {
    shown(move |status, version| json!({ "status": write(status), "version": version }).to_string())
}

const QUICK: [&str; 3] = ["contract", "wake", "held"];

pub fn targets() -> Vec<Target> {
    let good = |name, url| target(name, url).only(&QUICK).ends(0).pass(&["state-not-json", "waiter-not-woken"]);
    let bad = |name, url| target(name, url).only(&QUICK).ends(1).fail(&["state-not-json"]);
    let deep = || format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    vec![
        good("deep beside the state", beside(deep)),
        good("1e400 beside the state", beside(|| "1e400".into())),
        bad("NaN beside the state", beside(|| "NaN".into())).says(&["not valid JSON"]),
        good(
            "keys doubled",
            shown(|s, v| format!(r#"{{"status":"x","version":0,"status":{},"version":{v}}}"#, json!(s))),
        ),
        target("10 MB beside the state", beside(|| json!("y".repeat(10 << 20)).to_string()))
            .ends(1)
            .fail(&["state-not-json"])
            .says(&["more than lab reads", "a Content-Length of 10"]),
        good("900 KB beside the state", beside(|| json!("y".repeat(900 << 10)).to_string())),
        good("a byte order mark", shown(|s, v| format!("\u{feff}{}", json!({ "status": s, "version": v })))),
        bad("more after the JSON", shown(|s, v| format!("{} trailing", json!({ "status": s, "version": v }))))
            .says(&["trailing characters"]),
        bad("deep instead of the state", shown(move |_, _| deep())).says(&["could not be found"]),
        target("status of 600,000 characters", status(|s| s.repeat(600_000 / s.chars().count().max(1))))
            .ends(1)
            .pass(&["not-held", "waiter-not-woken", "hold-never-ends", "state-not-json"])
            .fail(&["status-mangled"]),
        target("100,000 accents", status(|s| format!("{s}{}", "\u{301}".repeat(100_000))))
            .only(&["contract", "wake", "held", "behind"])
            .ends(1)
            .pass(&["not-held", "waiter-not-woken"])
            .fail(&["status-mangled"]),
        good("version inside an object", version(|v| json!({ "n": v }).to_string())),
        good("version in an array", version(|v| json!([v]).to_string())),
        bad("version is missing", shown(|s, _| json!({ "status": s }).to_string())),
        bad("version of 1 MB", version(|v| json!(v.to_string().repeat(500_000)).to_string())),
        target("version is Arabic digits", version(|_| "\"٣\"".into()))
            .only(&QUICK)
            .ends(1)
            .ends(3)
            .spares(&["not-held"]),
        target("version near 2^63", big()).only(&["contract", "wake", "held", "versions"]).ends(0),
        target("version is 1e308", version(|_| "1e308".into())).only(&QUICK).ends(1).ends(3),
        target("version is -0", version(|_| "-0".into())).only(&QUICK).ends(1),
        target("version changes its type", changing())
            .only(&["contract", "behind", "versions"])
            .says(&["version"])
            .ends(0)
            .ends(1),
        target("Date in 1970 and 2100", dates()).only(&QUICK).ends(0),
        target("version is a clock of the future", future()).only(&["contract", "wake", "held", "versions"]).ends(0),
    ]
}

/// Counts from far up, and reads it back so.
fn counts_from(far: i64) -> String {
    use std::sync::Arc;
    let task: Arc<good::Task> = good::Task::new();
    task.state.lock().expect("nobody panicked").1 = far;
    good::of(task, |_, _, reply, to| reply.send(to))
}

fn big() -> String {
    counts_from(i64::MAX - 100_000)
}

/// The year 2100, in milliseconds.
fn future() -> String {
    counts_from(4_102_444_800_000)
}

fn changing() -> String {
    let turn = AtomicU64::new(0);
    version(move |version| match turn.fetch_add(1, Ordering::Relaxed) % 3 {
        0 => version.to_string(),
        1 => format!("\"{version}\""),
        _ => format!("{version}.0"),
    })
}

fn dates() -> String {
    let turn = AtomicU64::new(0);
    good::bent(move |_, _, reply, to| {
        let year = if turn.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) { 1970 } else { 2100 };
        let day = if year == 1970 { "Thu" } else { "Fri" };
        reply.header("Date", &format!("{day}, 01 Jan {year} 00:00:00 GMT")).header("Age", "99999999999").send(to)
    })
}
