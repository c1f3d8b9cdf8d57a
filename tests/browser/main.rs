//! What only a real browser can tell. What our reader of event streams dispatches is what a browser does: Chromium's own
//! `EventSource` gets the same bytes, whole and byte by byte, and must hear the same events. `page` looks at reports, and
//! `class` at those of a class. `chat` uses the chat page of the model answer.

#[path = "../event_stream/cases.rs"]
mod cases;
mod chat;
mod chromium;
mod class;
#[path = "../common/class.rs"]
mod classes;
mod look;
mod page;
#[path = "../common/sample.rs"]
mod sample;
#[path = "../hostile/wire.rs"]
mod wire;

use std::collections::BTreeSet;
use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use lab::labs::sse::event_stream::{Item, Scanner};
use serde_json::{Value, json};

use cases::Case;

/// Listens to each stream until its first error, which is its end, and gives type, data and id of what it heard.
const LISTEN: &str = r"
    const [streams, done] = arguments;
    const listen = ({ path, kinds }) => new Promise((resolve) => {
        const source = new EventSource(path);
        const heard = [];
        for (const kind of kinds) {
            source.addEventListener(kind, (event) => heard.push([event.type, event.data, event.lastEventId]));
        }
        source.onerror = () => {
            source.close();
            resolve(heard);
        };
    });
    Promise.all(streams.map(listen)).then(done);
";
/// Long enough for each byte to be a segment of its own.
const PAUSE: Duration = Duration::from_millis(1);
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
const PAGE: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<!doctype html>";

/// A page, and each case at `/whole/N` and `/bytes/N`.
fn serve(mut connection: &TcpStream) -> Option<()> {
    let request = wire::read(connection)?;
    let Some((how, number)) = request.path.trim_start_matches('/').split_once('/') else {
        return connection.write_all(PAGE.as_bytes()).ok();
    };
    let bytes = cases::all().nth(number.parse().ok()?)?.bytes;
    connection.set_nodelay(true).ok()?;
    connection.write_all(HEAD.as_bytes()).ok()?;
    if how == "whole" {
        return connection.write_all(bytes).ok();
    }
    for byte in bytes {
        sleep(PAUSE);
        connection.write_all(&[*byte]).ok()?;
    }
    Some(())
}

/// Type, data and id of each event that we dispatch.
fn ours(case: &Case) -> Value {
    let event = |item| if let Item::Event(event) = item { Some(event) } else { None };
    Scanner::new().push(case.bytes).into_iter().filter_map(event).map(|e| json!([e.kind, e.data, e.id])).collect()
}

#[test]
fn a_browser_hears_the_same_events() {
    let page = wire::listen(serve);
    // A type that only one of the two makes out is listened to as well: any word that may be one.
    let kinds: BTreeSet<_> = cases::all()
        .flat_map(|case| case.bytes.split(|byte| matches!(byte, b'\n' | b'\r')))
        .filter_map(|line| String::from_utf8_lossy(line).split_once("event:").map(|(_, kind)| kind.to_owned()))
        .flat_map(|kind| [kind.strip_prefix(' ').unwrap_or(&kind).to_owned(), kind])
        .chain(["message".into(), String::new()])
        .collect();
    let paths: Vec<_> = ["whole", "bytes"]
        .iter()
        .flat_map(|how| (0..cases::all().count()).map(move |n| format!("/{how}/{n}")))
        .collect();
    let streams: Vec<_> = paths.iter().map(|path| json!({ "path": path, "kinds": kinds })).collect();

    let heard = chromium::run(&page, LISTEN, json!(streams));

    let heard = heard.as_array().expect("a list of what was heard of each stream");
    assert_eq!(heard.len(), paths.len());
    let mut different = vec![];
    for ((path, heard), case) in paths.iter().zip(heard).zip(cases::all().chain(cases::all())) {
        let (ours, expected) = (ours(case), json!(case.events));
        if *heard != ours || *heard != expected {
            different.push(format!("{} ({path}): Chromium {heard}, we {ours}, expected {expected}", case.name));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    let events: usize = heard.iter().map(|heard| heard.as_array().map_or(0, Vec::len)).sum();
    eprintln!("{} streams, {events} events, all alike", paths.len());
}
