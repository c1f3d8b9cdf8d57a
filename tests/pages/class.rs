//! Pages of a class, each looked at from within the network of its submission.

use crate::support::root;
use serde_json::Value;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A page that loses nothing; `{more}` is what else its script does, and `{show}` how it shows a status.
const PAGE: &str = r#"<!doctype html><html lang="fr"><meta charset="utf-8"><title>Suivi</title>
<h1>Statut : <b id="status">…</b></h1>
<input id="wanted"> <button onclick="send(document.getElementById('wanted').value)">Mettre à jour</button>
<script>
  let version = 0;
  const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));
  const show = (status) => { {show} };
  const send = (status) =>
    fetch("/update-status", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ status }) });
  {more}
  (async () => {
    for (let failures = 0; ; ) {
      try {
        const answer = await fetch("/poll-status?last_version=" + version, { signal: AbortSignal.timeout(40_000) });
        if (answer.status === 200) {
          const state = await answer.json();
          version = state.version;
          show(state.status);
        } else if (answer.status !== 204) throw new Error(answer.status);
        failures = 0;
      } catch {
        failures += 1;
        await sleep(Math.min(500 * 2 ** failures, 8000));
      }
    }
  })();
</script>
"#;
const SHOWS: &str = "document.getElementById('status').textContent = status;";
const APPENDS: &str = "document.getElementById('status').textContent += ' ' + status;";

fn handed_in(class: &Path, name: &str, show: &str, more: &str) {
    let folder = class.join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let page = PAGE.replace("{show}", show).replace("{more}", more);
    std::fs::write(folder.join("page.html"), page).expect("a page");
    std::fs::copy(root().join("tests/pages/class.py"), folder.join("app.py")).expect("a server");
}

/// How often somebody was here.
fn listening() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let came = Arc::new(AtomicUsize::new(0));
    let count = came.clone();
    std::thread::spawn(move || {
        for _ in listener.incoming() {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    (port, came)
}

#[test]
fn pages_of_a_class_are_judged_in_the_network_of_their_servers() {
    let mut folder = tempfile::Builder::new();
    #[cfg(unix)]
    folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
    let folder = folder.tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let (class, results) = (folder.path().join("class"), folder.path().join("results"));
    let (port, came) = listening();
    let reaches = format!("setInterval(() => fetch('http://127.0.0.1:{port}/').catch(() => {{}}), 500);");
    handed_in(&class, "ada", SHOWS, "");
    handed_in(&class, "bob", APPENDS, "");
    handed_in(&class, "eve", SHOWS, &reaches);
    let mut grade = Command::new(env!("CARGO_BIN_EXE_lab"));
    grade.arg("grade").arg(&class).args(["--lab", "long-polling-page", "--hold-min", "1s", "--hold-max", "5s"]);
    grade.args(["--lang", "en", "--seed", "1", "--out"]).arg(&results);
    let ended = grade.output().expect("lab runs");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    let text = std::fs::read_to_string(results.join("class.json")).unwrap_or_else(|error| panic!("{error}: {said}"));
    let read: Value = serde_json::from_str(&text).expect("a class");
    let submissions = read["submissions"].as_array().expect("submissions");
    let mark = |id: &str| {
        let one = submissions.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("no {id}: {said}"));
        (one["mark"].as_f64(), one["rules"].clone())
    };
    for id in ["ada", "eve"] {
        let (earned, rules) = mark(id);
        assert_eq!(earned, Some(20.0), "{id}: {rules:#}\n{said}");
    }
    let (earned, rules) = mark("bob");
    assert!(earned.is_some_and(|earned| earned < 20.0) && rules["change-not-shown"] == "fail", "{rules:#}\n{said}");
    assert_eq!(came.load(Ordering::Relaxed), 0, "a page reached what is outside of its room");
}
