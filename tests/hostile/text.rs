//! Text that would do harm where it is shown raw, in every place where a target can put it.

use std::io::Write;
use std::process::Command;

use serde_json::json;

use crate::checked::{self, Target, target};
use crate::common::{Folder, run, unsafe_characters};
use crate::good::{self, Occasion, Reply};
use crate::wire;

/// A colour that `lab` never uses, a window title, a cleared screen, a line turned around and broken, markup.
const HARM: &str =
    "\u{1b}[45m\u{1b}]0;title\u{7}\u{1b}[2J\r\n\u{202e}eslaf\u{200b}\u{9b}31m|<script>x</script>]]>&amp;'\"$(id)`id`";
/// What of it a header may carry at all.
const HEADER: &str = "\u{202e}eslaf\u{200b}\u{9b}31m|<script>x</script>]]>";

/// Its statuses come back with harm in them, which is a fault of its own.
fn in_status() -> String {
    good::bent(|occasion, _, reply, to| match occasion {
        Occasion::AtOnce | Occasion::Woken => {
            let state = reply.value();
            let status = format!("{}{HARM}", state["status"].as_str().unwrap_or_default());
            Reply::json(200, &json!({ "status": status, "version": state["version"] })).send(to)
        }
        _ => reply.send(to),
    })
}

/// Its fields have harmful names; it never holds, so that something is shown.
fn in_names() -> String {
    good::bent(|occasion, _, reply, to| match occasion {
        Occasion::AtOnce | Occasion::Woken | Occasion::HoldEnd => {
            let state = reply.value();
            let (status, version) = (format!("status{HARM}"), format!("version{HARM}"));
            let status = json!({ status: state["status"], version: state["version"] });
            Reply::json(200, &status).send(to)
        }
        _ => reply.send(to),
    })
}

/// Versions are texts with harm in them, which clients have to send back.
fn in_versions() -> String {
    good::bent(|occasion, _, reply, to| match occasion {
        Occasion::AtOnce | Occasion::Woken => {
            let state = reply.value();
            let version = format!("{}{HARM}", state["version"]);
            Reply::json(200, &json!({ "status": state["status"], "version": version })).send(to)
        }
        _ => reply.send(to),
    })
}

/// Harm in each header and in the reason; what is held ends with an error full of it.
fn in_headers() -> String {
    good::bent(|occasion, _, reply, to| {
        let mut reply = if occasion == Occasion::HoldEnd { Reply::new(500, "text/plain", HARM) } else { reply };
        reply.reason = format!("Said{HEADER}");
        for (name, value) in &mut reply.headers {
            if name != "Connection" {
                value.push_str(HEADER);
            }
        }
        reply.header("Server", HEADER).header("Allow", HEADER).header("Location", HEADER).send(to)
    })
}

fn raw_header() -> String {
    wire::listen(|mut to| {
        wire::read(to)?;
        to.write_all(format!("HTTP/1.1 200 {HARM}\r\nX: {HARM}\r\n\r\n").as_bytes()).ok()
    })
}

fn errors_only(code: u16) -> String {
    wire::listen(move |to| {
        wire::read(to)?;
        Reply::new(code, "text/plain", HARM).send(to).ok()
    })
}

fn in_page() -> String {
    let page = format!(
        "<script>fetch(\"/poll{HARM}\"); fetch('/update{HARM}'); fetch(`/wait?{HARM}=1`)</script>
        <option value=\"a{HARM}\"><option>b{HARM}</option><script src=\"/{HARM}.js\"></script>"
    );
    good::bent(move |occasion, _, reply, to| match occasion {
        Occasion::Page => Reply::new(200, "text/html", page.clone()).send(to),
        Occasion::HoldEnd => Reply::new(302, "text/html", HARM).header("Location", HEADER).send(to),
        _ => reply.send(to),
    })
}

pub fn check() {
    let urls = [in_status(), in_names(), in_versions(), in_headers(), in_page()];
    let [status, names, versions, headers, page] = &urls;
    let quick = ["contract", "held", "hold-end"];
    let targets: Vec<Target> = vec![
        target("harm in statuses", status)
            .only(&["contract", "behind"])
            .ends(1)
            .fail(&["status-mangled"])
            .says(&["\\u{1b}[45m", "\\u{202e}"]),
        target("harm in names", names).only(&quick).ends(0).says(&["\\u{1b}[45m", "\\u{202e}"]),
        target("harm in versions", versions).only(&quick).ends(1).ends(3),
        target("harm in headers", headers).only(&quick).ends(1).says(&["\\u{202e}"]),
        target("harm in headers, French", headers).only(&["contract"]).french().ends(0).ends(1),
        target("harm in the page", page).only(&quick).ends(1).says(&["302"]),
        target("harm in raw heads", raw_header()).ends(5).says(&["does not speak HTTP"]),
        target("harm in errors", errors_only(400)).ends(1).says(&["→ 400"]),
        target("harm in all pages", errors_only(404)).ends(5).says(&["No path"]),
    ];
    checked::check(targets);
    for url in &urls {
        discovered(url);
    }
    in_colour(status);
}

/// The contract that is found is a file, and no trick in it drives a terminal or breaks it.
fn discovered(url: &str) {
    let found = run(&["contract", "discover", url]);
    assert_eq!(unsafe_characters(&found.said()), "");
    if found.code == Some(0) {
        let folder = Folder::new();
        let file = folder.write("contract.toml", &found.out);
        let again = run(&["check", url, "--contract", &file, "--only", "contract"]);
        assert_ne!(again.code, Some(4), "{}\nof\n{}", again.said(), found.out);
    }
}

/// On a terminal that has colours, there are those of `lab` and no other codes.
fn in_colour(url: &str) {
    let folder = Folder::new();
    let (lab, shown) = (env!("CARGO_BIN_EXE_lab"), folder.arg("shown"));
    let check = format!("'{lab}' check {url} --only contract --only behind 2>/dev/null");
    let ran =
        Command::new("script").args(["-qec", &check, &shown]).env_remove("NO_COLOR").env("COLUMNS", "100").output();
    assert!(ran.expect("`script` is on every Debian").status.code().is_some());
    let said = std::fs::read_to_string(folder.file("shown")).expect("what was shown").replace("\r\n", "\n");
    assert!(said.contains("\u{1b}["), "there are no colours in:\n{said}");
    assert!(!said.contains("\u{1b}[45m") && said.contains("\\u{1b}[45m"), "{said:?}");
    let colours = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    assert_eq!(unsafe_characters(&colours.replace_all(&said, "")), "", "{said:?}");
}
