//! The whole program: what it says and how it ends, used well and used badly.

mod common;
mod hostile;
mod json_schema;

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::time::Duration;

use common::{Ended, Folder, Running, Server, free_port, json, judged_again, lab, listens, run, within};

const SHORT: [&str; 4] = ["--hold-min", "1s", "--hold-max", "4s"];

/// Checks a target; what was saved of that is judged again.
fn check(url: &str, options: &[&str]) -> Ended {
    let folder = Folder::new();
    let ended = run(&[&["check", url], &SHORT[..], options, &[&folder.save()]].concat());
    judged_again(&folder.file("run"));
    ended
}

#[test]
fn nothing_to_grade_is_5_and_says_why() {
    for (url, why) in [
        ("ftp://127.0.0.1", "is not an address"),
        ("http://127.0.0.1:port", "is not an address"),
        ("http://no-such-host.invalid", "was not found"),
        (&format!("http://127.0.0.1:{}", free_port()), "Is the server running"),
    ] {
        check(url, &[]).expect(5, &[url, why]);
    }
}

#[test]
fn a_port_that_never_answers_is_5() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    check(&url, &[]).expect(5, &["accepts connections and answers nothing"]);
}

#[test]
fn a_web_page_is_no_lab_and_the_tried_paths_are_told() {
    let url = hostile::target(|request| match request.method.as_str() {
        "GET" => hostile::answer(200, "text/html", "<h1>Welcome</h1>"),
        _ => hostile::answer(405, "text/html", "<h1>Method Not Allowed</h1>"),
    });
    check(&url, &[]).expect(5, &["No path", "Tried: POST /update-status → 405", "--contract"]);
}

#[test]
fn an_update_that_needs_permission_is_4_and_one_beside_which_there_is_no_poll_has_its_mark() {
    let target = |code: u16| {
        hostile::target(move |request| match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/update-status") => hostile::answer(code, "text/plain", &format!("no: {}", hostile::TEXT)),
            ("GET", path) if path.starts_with("/poll-status") => {
                hostile::answer(200, "application/json", r#"{"status":"En attente","version":1}"#)
            }
            _ => hostile::answer(404, "text/plain", "nothing here"),
        })
    };
    check(&target(401), &[]).expect(4, &["/update-status refuses updates", "401 no: \\u{1b}", "[update.headers]"]);
    let url = hostile::target(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/update-status") => hostile::answer(400, "text/plain", "no"),
        _ => hostile::answer(404, "text/plain", "nothing here"),
    });
    check(&url, &[]).expect(1, &["POST /update-status", "state-not-json", "404"]);
}

#[test]
fn a_state_that_is_cut_has_its_mark_where_polls_send_no_version() {
    let folder = Folder::new();
    let contract = folder.write("contract.toml", "[poll]\nsends = \"nothing\"\n");
    let cut = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{\"status\":\"En attente\",\"version\":1}";
    let url = hostile::target(move |request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/update-status") => hostile::answer(200, "application/json", "{}"),
        ("GET", "/poll-status" | "/status") => cut.into(),
        _ => hostile::answer(404, "text/plain", "nothing here"),
    });
    check(&url, &["--contract", &contract]).expect(1, &["state-not-json", "Content-Length 99"]);
    let url = hostile::target(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/update-status") => hostile::answer(200, "application/json", "{}"),
        ("GET", "/poll-status") => hostile::answer(204, "text/plain", ""),
        _ => hostile::answer(404, "text/plain", "nothing here"),
    });
    check(&url, &["--contract", &contract]).expect(4, &["path in [read]"]);
}

#[test]
fn wrong_files_are_4_with_their_place() {
    let folder = Folder::new();
    let contract = folder.write("contract.toml", "[poll]\nparameter = \"last\"\npath = 3\n");
    check("http://127.0.0.1:9", &["--contract", &contract]).expect(4, &[&format!("{contract}:3:8")]);
    let logic = folder.write("logic.toml", "[poll]\npath = \"poll\"\n");
    check("http://127.0.0.1:9", &["--contract", &logic]).expect(4, &["logic.toml:2", "starts with '/'"]);
    let scenario = folder.write("scenario/wrong.toml", "id = \"x\"\nlab = \"long-polling\"\npionts = 3\n");
    let place = format!("{scenario}:3:1");
    check("http://127.0.0.1:9", &["--scenarios", &folder.arg("scenario")]).expect(4, &[&place, "pionts"]);
    run(&["scenario", "validate", &scenario]).expect(4, &[&place]);
    check("http://127.0.0.1:9", &["--contract", &folder.arg("absent.toml")]).expect(4, &["absent.toml"]);
    let history = folder.write("history.jsonl", "{\"header\":\n");
    run(&["judge", &history]).expect(4, &["history.jsonl", "line 1"]);
    let report = folder.write("report.json", "{}");
    run(&["report", "render", &report]).expect(4, &["report.json"]);
}

#[test]
fn a_wrong_command_line_is_2() {
    check("http://127.0.0.1:9", &["--only", "nap"]).expect(2, &["no scenario \"nap\"", "held"]);
    check("http://127.0.0.1:9", &["--lab", "chess"]).expect(2, &["no lab \"chess\"", "long-polling"]);
    check("http://127.0.0.1:9", &["--report-json", "/no/such/folder/x.json"]).expect(2, &["cannot write"]);
    run(&["check", "http://127.0.0.1:9", "--hold-min", "9s", "--hold-max", "3s"]).expect(2, &["9s", "3s"]);
    run(&["check", "http://127.0.0.1:9", "--hold-min", "9"]).expect(2, &["write a time with its unit"]);
    run(&["check"]).expect(2, &["<URL>"]);
    let page = ["check", "--lab", "long-polling-page", "--lab", "sse-page", "--page", "/client", "http://127.0.0.1:9"];
    Running::start(Command::new(env!("CARGO_BIN_EXE_lab")).args(page))
        .finish()
        .expect(2, &["of pages are long-polling-page, sse-page"]);
    run(&["check", "http://127.0.0.1:9", "--save", "/tmp"]).expect(2, &["/tmp is a file or a folder", "--save=DIR"]);
    run(&["serve", "--flaw", "nap"]).expect(2, &["no flaw \"nap\"", "--list-flaws"]);
    run(&["serve", "--interval", "0s"]).expect(2, &["10ms is the shortest"]);
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    run(&["serve", "--port", &port]).expect(2, &["cannot listen", "--port 0"]);
}

#[test]
fn the_reference_has_full_marks_and_the_saved_run_says_so_again() {
    let server = Server::start(&["--hold", "2s", "--interval", "300ms"]);
    let folder = Folder::new();
    let file = folder.arg("report.json");
    let checked = run(&[&["check", &server.url], &SHORT[..], &["--report-json", &file, &folder.save()]].concat());
    let checked = checked.expect(0, &["20 / 20", "Everything asked for is there"]);
    drop(server);

    let report = json(file.as_ref());
    assert_eq!(report["verdict"], "pass");
    assert_eq!(report["complete"], true);
    for (place, lab) in ["long-polling", "sse"].into_iter().enumerate() {
        let graded = &report["labs"][place];
        assert_eq!((&graded["lab"], &graded["mark"]["earned"]), (&lab.into(), &20.0.into()));
    }
    streams_are_told(&report["labs"][1]["streams"]);
    let schema = serde_json::from_str(&run(&["report", "schema"]).expect(0, &[]).out).expect("a schema");
    json_schema::holds(&schema, &report);

    judged_again(&folder.file("run"));
    run(&["judge", &folder.arg("run")]).expect(0, &["20 / 20"]);
    histories_of_other_versions(&folder);
    cut_and_broken_histories(&folder);

    let rendered = run(&["report", "render", &file]).expect(0, &["What lab found out about this server"]);
    assert!(rendered.out.ends_with(&checked.out), "{}\n--- and not ---\n{}", rendered.out, checked.out);
    run(&["report", "render", &file, "--lang", "fr"]).expect(0, &["20 / 20", "Tout ce qui est demandé"]);
}

/// Each subscription with its events, as they came.
fn streams_are_told(streams: &serde_json::Value) {
    let streams = streams.as_array().expect("streams");
    let of = |scenario: &str| streams.iter().filter(|one| one["scenario"] == scenario).collect::<Vec<_>>();
    // Twenty come and leave again, one comes after them, and one when all have left.
    assert_eq!((of("stream").len(), of("stream-leavers").len()), (24, 0));
    let long = of("stream").into_iter().filter(|one| one["events"].as_array().is_some_and(|events| events.len() > 3));
    let long: Vec<_> = long.collect();
    assert!(long.len() >= 3, "one stays, one asks as a browser does, and one came later");
    for stream in long {
        let events = stream["events"].as_array().expect("events");
        let times: Vec<f64> = events.iter().filter_map(|event| event["at_ms"].as_f64()).collect();
        assert!(times.len() >= 4 && times.is_sorted(), "{stream:#}");
        let quotes = |event: &serde_json::Value| event["data"].as_str().is_some_and(|data| data.contains("symbol"));
        assert!(events.iter().all(quotes) && stream["end"] == "left", "{stream:#}");
    }
}

#[test]
fn a_lab_that_is_not_there_is_not_graded_unless_it_is_asked_for() {
    let url = hostile::flawed();
    let folder = Folder::new();
    let labs = |options: &[&str]| {
        let file = folder.arg("labs.json");
        check(&url, &[&["--report-json", &file], options].concat());
        let report = json(file.as_ref());
        let labs = report["labs"].as_array().expect("labs");
        labs.iter().map(|lab| (lab["lab"].clone(), lab["mark"]["earned"] == 0.0)).collect::<Vec<_>>()
    };
    assert_eq!(labs(&["--only", "contract", "--only", "stream"]), [("long-polling".into(), false)]);
    assert_eq!(labs(&["--lab", "sse", "--only", "stream"]), [("sse".into(), true)]);
    check(&url, &["--lab", "chat"]).expect(2, &["there is no lab \"chat\"", "long-polling, sse"]);
}

/// Neither an earlier nor a later format is guessed at.
fn histories_of_other_versions(folder: &Folder) {
    let history = std::fs::read_to_string(folder.file("run/history.jsonl")).expect("a history");
    for other in ["lab-history/0", "lab-history/3"] {
        let file = folder.write("other.jsonl", &history.replacen("lab-history/2", other, 1));
        let reads = "reads \"lab-history/2\" and \"lab-history/1\"";
        run(&["judge", &file]).expect(4, &["other.jsonl: line 1", other, reads]);
    }
    let file = folder.write("rule.jsonl", &history.replacen("\"rule\":\"not-held\"", "\"rule\":\"nap\"", 1));
    run(&["judge", &file]).expect(4, &["rule.jsonl: line 1", "has no rule \"nap\""]);
}

/// What a crash leaves behind is judged as far as it goes; a line that was spoilt otherwise is an error.
fn cut_and_broken_histories(folder: &Folder) {
    let history = std::fs::read(folder.file("run/history.jsonl")).expect("a history");
    let text = String::from_utf8(history.clone()).expect("a history is text");
    let middle = text[..text.len() * 3 / 4].rfind("\n{\"operation\"").expect("an operation");
    let accent = middle + text[middle..].find('é').expect("a status with an accent");
    std::fs::write(folder.file("cut.jsonl"), &history[..=accent]).expect("a file");
    run(&["judge", &folder.arg("cut.jsonl")]).expect(130, &["stopped before its end"]);
    let number = text[..middle].lines().count() + 1;
    let place = format!("broken.jsonl: line {number}: ");
    let file = folder.write("broken.jsonl", &format!("{}{{\"operation\":{{", &text[..=middle]));
    run(&["judge", &file]).expect(130, &["stopped before its end"]);
    let file = folder.write("broken.jsonl", &format!("{}{{\"operation\":{{{}", &text[..=middle], &text[middle..]));
    run(&["judge", &file]).expect(4, &[&place]);
    let early: String = text.lines().take(3).map(|line| format!("{line}\n")).collect();
    let file = folder.write("early.jsonl", &early);
    run(&["judge", &file]).expect(4, &["ended before the contract was found"]);
}

#[test]
fn a_flaw_is_told_in_both_languages_and_the_pass_mark_decides() {
    let server = Server::start(&["--hold", "2s", "--flaw", "never-holds"]);
    let folder = Folder::new();
    let only = ["--only", "contract", "--only", "held"];
    let saved = ["--lang", "fr", &folder.save()];
    let checked = run(&[&["check", &server.url], &SHORT[..], &only[..], &saved[..]].concat());
    checked.expect(1, &["not-held", "1,5 / 3,5", "Observé"]);
    judged_again(&folder.file("run"));
    let history = folder.arg("run/history.jsonl");
    run(&["judge", &history]).expect(1, &["not-held", "1.5 / 3.5", "Observed"]);
    check(&server.url, &[&only[..], &["--pass-mark", "1.5"]].concat()).expect(0, &["1.5 / 3.5"]);
    check(&server.url, &[&only[..], &["--pass-mark", "2"]].concat()).expect(1, &["1.5 / 3.5"]);
}

#[test]
fn hostile_answers_never_reach_the_terminal_as_they_are() {
    let url = hostile::flawed();
    let folder = Folder::new();
    let file = folder.arg("report.json");
    let checked = check(&url, &["--report-json", &file]).expect(1, &["\\u{202e}"]);
    assert!(checked.out.contains("\\u{1b}"), "{}", checked.out);
    run(&["report", "render", &file, "--lang", "fr"]).expect(1, &["\\u{202e}"]);
    let url = hostile::options();
    check(&url, &["--only", "contract"]).expect(0, &["\\u{1b}"]);
    run(&["contract", "discover", &url]).expect(0, &["todo"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_check_reports_what_it_found() {
    let server = Server::start(&["--hold", "2s"]);
    let folder = Folder::new();
    let file = folder.arg("report.json");
    let save = folder.save();
    let mut running = Running::start(lab(&["check", &server.url, "--report-json", &file, &save]).args(SHORT));
    running.says("One update releases everybody");
    signal("INT", running.id());
    running.finish().expect(130, &["Stopped", "The run was stopped before its end"]);
    let report = json(file.as_ref());
    assert_eq!((&report["complete"], &report["verdict"]), (&false.into(), &"unknown".into()));
    assert!(report["labs"][0]["mark"]["earned"].as_f64() > Some(0.0), "{report:#}");
    judged_again(&folder.file("run"));
    run(&["judge", &folder.arg("run/history.jsonl")]).expect(130, &["stopped before its end"]);
}

#[cfg(unix)]
fn signal(name: &str, process: u32) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(process.to_string()).status();
    assert!(sent.is_ok_and(|status| status.success()));
}

/// A server that is a child of a child, as under `npm start`, and starts after `nap` seconds. Should it outlive the
/// check, it ends with the test.
#[cfg(unix)]
struct Nested {
    port: u16,
    folder: Folder,
    command: String,
}

#[cfg(unix)]
impl Nested {
    fn new(nap: u32) -> Self {
        let (port, folder) = (free_port(), Folder::new());
        let (lab, id, shell) = (env!("CARGO_BIN_EXE_lab"), folder.arg("id"), folder.arg("shell"));
        let script = format!(
            "echo $$ >\"{shell}\"; sleep {nap}; \"{lab}\" serve --port {port} --hold 2s & echo $! >\"{id}\"; wait"
        );
        Self { port, folder, command: format!("sh -c '{script}'") }
    }

    /// The shell that starts the server is there.
    fn lives(&self) -> bool {
        let shell = std::fs::read_to_string(self.folder.file("shell")).unwrap_or_default();
        let asked = Command::new("kill").args(["-0", shell.trim()]).stderr(std::process::Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

#[cfg(unix)]
impl Drop for Nested {
    fn drop(&mut self) {
        if let Ok(id) = std::fs::read_to_string(self.folder.file("id")) {
            let _ = Command::new("kill").arg(id.trim()).stderr(std::process::Stdio::null()).status();
        }
    }
}

#[cfg(unix)]
#[test]
fn a_started_server_is_stopped_with_all_its_children() {
    let nested = Nested::new(0);
    let url = nested.url();
    check(&url, &["--start", &nested.command, "--only", "contract"]).expect(0, &["1.5 / 1.5"]);
    assert!(within(Duration::from_secs(5), || !listens(nested.port)), "its server still listens");
    check(&url, &["--start", "sh -c 'echo broken >&2; exit 3'"]).expect(5, &["broken", "ended before it listened"]);
    check(&url, &["--start", "no-such-program-at-all"]).expect(2, &["cannot start"]);
    let _other = TcpListener::bind((Ipv4Addr::LOCALHOST, nested.port)).expect("the port is free again");
    check(&url, &["--start", "sleep 60"]).expect(2, &["something listens", "already"]);
}

#[cfg(unix)]
#[test]
fn a_started_server_is_stopped_too_when_the_check_is_interrupted() {
    for (nap, name) in [(0, "INT"), (0, "TERM"), (2, "INT")] {
        let nested = Nested::new(nap);
        let mut running = Running::start(lab(&["check", &nested.url(), "--start", &nested.command]).args(SHORT));
        if nap == 0 {
            running.says("From here");
        }
        assert!(within(Duration::from_secs(5), || nested.lives()), "{name}, nap {nap}: it was never started");
        signal(name, running.id());
        let code = running.finish().code;
        let is_over = || !nested.lives() && !listens(nested.port);
        assert!(within(Duration::from_secs(5), is_over), "{name}, nap {nap}: its server lives on, or comes later");
        assert!(code == Some(130) || name == "TERM", "{name}, nap {nap}: {code:?}");
    }
}

/// Two instances of the reference behind this Redis.
fn two_instances(redis: &str) -> (Running, Vec<String>) {
    let running = Running::start(&mut lab(&["serve", "--port", "0", "--instances", "2", "--redis", redis]));
    let urls = || running.said("out").lines().map(String::from).collect::<Vec<_>>();
    assert!(within(Duration::from_secs(10), || urls().len() == 2), "it does not start: {}", running.said("err"));
    let urls = urls();
    (running, urls)
}

#[test]
fn two_instances_are_one_lab_more() {
    let port = free_port();
    let _redis = common::peers::start_redis(port);
    let (_servers, urls) = two_instances(&format!("127.0.0.1:{port}"));
    let folder = Folder::new();
    let file = folder.file("report.json");
    let mut command = lab(&["check", &urls[0], &urls[1], "--lab", "socketio-redis", "--report-json"]);
    Running::start(command.arg(&file).arg(folder.save())).finish().expect(0, &["20 / 20", "instances"]);
    judged_again(&folder.file("run"));
    let read = json(&file);
    assert_eq!(read["target"]["others"], serde_json::json!([urls[1]]));
    // One of them alone is a chat, and no more.
    run(&["check", &urls[0], "--lab", "socketio-redis"]).expect(2, &["two servers are needed", "URL1 URL2"]);
    run(&["check", &urls[0], &urls[1], "--lab", "sse"]).expect(2, &["second URL"]);
    run(&["check", &urls[0], "--only", "across"]).expect(2, &["two servers are needed"]);
}

#[test]
fn a_second_instance_that_is_not_there_is_said() {
    let port = free_port();
    let _redis = common::peers::start_redis(port);
    let (_servers, urls) = two_instances(&format!("127.0.0.1:{port}"));
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let ended = run(&["check", &urls[0], &nobody, "--lab", "socketio-redis"]);
    ended.expect(1, &["Nothing listens where instance 2 should be", &format!("lab check {} {nobody}", urls[0])]);
}

#[cfg(unix)]
#[test]
fn two_instances_are_started_with_a_redis_of_their_own() {
    let program = env!("CARGO_BIN_EXE_lab");
    let serve = format!("exec {program} serve --port $PORT --redis $REDIS_HOST:$REDIS_PORT");
    let start = format!("sh -c {}", shell_words::quote(&serve));
    run(&["check", "--start", &start, "--redis", "--lab", "socketio-redis"]).expect(0, &["20 / 20"]);
    // Without a Redis, it is not judged: nothing is started, and nothing failed.
    let without = ["check", "--start", &start, "--redis", "--lab", "socketio-redis"];
    let mut command = lab(&without);
    Running::start(command.env("PATH", "/nowhere"))
        .finish()
        .expect(3, &["socketio-redis: not judged: no redis-server here"]);
}
