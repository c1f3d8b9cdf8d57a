//! The program that writes them: several at once, whole at any moment, and a saved report again.

use super::common::{Folder, PATIENCE, Running, Server, json, lab, run, within};
use super::{CHECKED, read, sample};
use lab::report::Report;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::Duration;

const SHORT: [&str; 4] = ["--hold-min", "1s", "--hold-max", "4s"];

/// An option for each format, with a file of its own.
fn options(folder: &Folder, prefix: &str) -> Vec<String> {
    let options = CHECKED.iter().chain(&["json", "html"]).map(|name| [format!("--{prefix}{name}"), folder.arg(name)]);
    options.flatten().collect()
}

fn with<'a>(args: &[&'a str], more: &'a [String]) -> Vec<&'a str> {
    args.iter().copied().chain(more.iter().map(String::as_str)).collect()
}

fn text(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn files(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.file("")).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn saved(folder: &Folder, name: &str, report: &Report) -> String {
    folder.write(name, &lab::report::json(report))
}

/// Every one of them can be read, and says whether the run was whole.
fn all_read(folder: &Folder, complete: bool) {
    assert_eq!(json(&folder.file("json"))["complete"], complete);
    for name in ["gradescope", "prairielearn", "classroom50"] {
        json(&folder.file(name));
    }
    assert!(text(folder, "html").trim_end().ends_with("</html>"));
    read::surefire(&text(folder, "junit"));
    assert_eq!(read::ctrf(&text(folder, "ctrf")), serde_json::json!([]));
    assert_eq!(read::tap(&text(folder, "tap"))["bailout"].is_null(), complete);
    assert_eq!(read::vpl(&text(folder, "vpl")).0.is_some(), complete);
    read::commands(&text(folder, "annotations"));
    for name in CHECKED {
        assert_eq!(text(folder, name).contains("Not finished"), !complete, "{name}");
    }
}

#[test]
fn a_check_writes_them_all_and_a_saved_report_makes_them_again() {
    let folder = Folder::new();
    let more = options(&folder, "report-");
    run(&with(&["check", "--reference", "--only", "contract"], &more)).expect(0, &["1.5 / 1.5"]);
    all_read(&folder, true);
    assert_eq!(files(&folder).len(), CHECKED.len() + 2, "{:?}", files(&folder));
    let again = Folder::new();
    let (file, more) = (folder.arg("json"), options(&again, ""));
    let rendered = run(&with(&["report", "render", &file], &more)).expect(0, &[]);
    assert_eq!(rendered.out, "");
    for name in CHECKED.iter().chain(&["json", "html"]) {
        assert_eq!(text(&folder, name), text(&again, name), "{name}");
    }
    let shown = run(&["report", "render", &file, "--tap", "-"]).expect(0, &[]);
    assert_eq!(shown.out, text(&folder, "tap"));
}

#[test]
fn a_bad_path_fails_before_the_first_request() {
    let target = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    target.set_nonblocking(true).expect("a listener");
    let url = format!("http://{}", target.local_addr().expect("an address"));
    let folder = Folder::new();
    let (good, bad, dir) = (folder.arg("junit.xml"), folder.arg("no/such/x.tap"), folder.arg("."));
    run(&["check", &url, "--report-junit", &good, "--report-tap", &bad]).expect(2, &["cannot write", "x.tap"]);
    run(&["check", &url, "--report-junit", &good, "--report-tap", &dir]).expect(2, &["cannot write"]);
    assert_eq!(files(&folder), Vec::<String>::new());
    std::fs::write(&good, "").expect("a file");
    let same = ["--report-junit", &good, "--report-tap", &good];
    run(&[&["check", &url], &same[..]].concat()).expect(2, &["junit and tap cannot both go to"]);
    let twice = ["--report-junit", "-", "--report-tap", "-"];
    run(&[&["check", &url], &twice[..]].concat()).expect(2, &["cannot both go to -"]);
    assert!(target.accept().is_err(), "the target was asked");
}

#[cfg(unix)]
fn kill(process: u32) {
    let sent = std::process::Command::new("kill").arg("-KILL").arg(process.to_string()).status();
    assert!(sent.is_ok_and(|status| status.success()));
}

#[cfg(unix)]
#[test]
fn a_check_that_is_killed_leaves_what_it_had_found() {
    let server = Server::start(&["--hold", "2s"]);
    let folder = Folder::new();
    let more = options(&folder, "report-");
    let mut running = Running::start(lab(&with(&["check", &server.url], &more)).args(SHORT));
    running.says("One update releases everybody");
    kill(running.id());
    running.wait();
    all_read(&folder, false);
    let report = json(&folder.file("json"));
    assert!(report["labs"][0]["mark"]["earned"].as_f64() > Some(0.0), "{report:#}");
    assert!(report["labs"][0]["mark"]["earned"].as_f64() < Some(20.0), "{report:#}");
}

#[cfg(unix)]
#[test]
fn the_files_are_there_before_the_first_answer() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    silent.set_nonblocking(true).expect("a listener");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    let folder = Folder::new();
    let more = options(&folder, "report-");
    let running = Running::start(&mut lab(&with(&["check", &url], &more)));
    assert!(within(PATIENCE, || silent.accept().is_ok()), "it never came");
    kill(running.id());
    running.wait();
    all_read(&folder, false);
}

#[test]
fn two_reports_are_compared_in_both_languages() {
    let folder = Folder::new();
    let (before, mut after) = (sample(), sample());
    let one = saved(&folder, "one.json", &before);
    after.seed = 8;
    after.elapsed_s = 3.0;
    let same = saved(&folder, "same.json", &after);
    run(&["report", "diff", &one, &same]).expect(0, &["Nothing changed."]);
    run(&["report", "diff", &one, &same, "--lang", "fr"]).expect(0, &["Rien n’a changé."]);

    let wake = &mut after.labs[0].scenarios[3].rules;
    (wake[0].verdict, wake[0].earned) = (lab::checker::Verdict::Pass, 2.0);
    let gone = after.labs[0].scenarios[2].rules.pop().expect("a rule");
    after.labs[0].mark.earned = 3.375;
    after.labs[1].scenarios[0].bonus[0].verdict = lab::checker::Verdict::Fail;
    let contract = after.target.contract.as_mut().expect("a contract");
    contract.set("stream", "path", "/quotes\u{1b}");
    let two = saved(&folder, "two.json", &after);
    let said = run(&["report", "diff", &one, &two]).expect(
        1,
        &[
            "Long polling (server): 1.38–4.88 / 9.75 → 3.38–4.88 / 9.75",
            "One update wakes every waiting poll: ✘ failed (0 / 2) → ✔ passed (2 / 2)",
            "waiter-not-woken, scenario wake",
            "no longer asked for (it was: ? not decided (0 / 0.5))",
            "Server-Sent Events (server): 2.25 / 6.25, as before",
            "retry-sent, scenario stream, bonus",
            "stream.path: /stream → /quotes\\u{1b}",
        ],
    );
    assert!(said.out.contains(&gone.id) && said.out.lines().count() == 10, "{}", said.out);
    run(&["report", "diff", &two, &one, "--lang", "fr"]).expect(
        1,
        &[
            "✔ réussi (2 / 2) → ✘ échoué (0 / 2)",
            "3,38–4,88 / 9,75 → 1,38–4,88 / 9,75",
            "Ce que lab a trouvé sur le serveur :",
        ],
    );
}

#[test]
fn a_file_of_the_wrong_kind_is_4_with_its_place() {
    let folder = Folder::new();
    let good = saved(&folder, "good.json", &sample());
    let header = r#"{"header":{"format":"lab-history/1"}}"#;
    let broken = text(&folder, "good.json").replacen("\"seed\": 7,", "\"seed\": ,", 1);
    let missing = text(&folder, "good.json").replacen("\"seed\": 7,", "", 1);
    let other = text(&folder, "good.json").replacen("lab-report/1", "lab-report/9", 1);
    for (name, content, why) in [
        ("history.jsonl", header, "history.jsonl:1: this is a history (lab-history/1)"),
        ("broken.json", &*broken, "broken.json:4:"),
        ("missing.json", &*missing, "missing field `seed`"),
        ("other.json", &*other, "other.json:2: this is \"lab-report/9\""),
        ("junit.xml", "<testsuites/>", "junit.xml:1:1: expected value"),
        ("list.json", "[]", "list.json:1: this is JSON, but no report"),
        ("load.json", "{\"a\": 1}", "load.json:1: this is JSON, but no report"),
    ] {
        let file = folder.write(name, content);
        run(&["report", "render", &file]).expect(4, &[why]);
        run(&["report", "render", &file, "--tap", &folder.arg("out.tap")]).expect(4, &[why]);
        run(&["report", "diff", &good, &file]).expect(4, &[why]);
    }
    run(&["report", "diff", &good, &folder.arg("absent.json")]).expect(4, &["absent.json"]);
    assert!(!Path::new(&folder.arg("out.tap")).exists());
    assert!(within(Duration::ZERO, || files(&folder).iter().all(|name| !name.ends_with(".part"))));
}
