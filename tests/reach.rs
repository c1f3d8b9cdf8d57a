//! Where `lab` goes: to this machine and to private networks, and elsewhere only if somebody says that the server is
//! theirs. What a student types is an address here, or is refused; it never is one on the Internet by mistake.

mod common;
#[allow(dead_code, reason = "each test program uses a part of it")]
mod hostile;

#[cfg(target_os = "linux")]
mod apart;

use common::{Ended, Folder, free_port, lab, run};
use std::net::TcpListener;

/// Runs the program in a folder of its own, where it must leave nothing.
fn leaves_nothing(args: &[&str]) -> Ended {
    let folder = Folder::new();
    let ended = common::Running::start(lab(args).current_dir(folder.file(""))).finish();
    let left: Vec<_> = std::fs::read_dir(folder.file("")).expect("the folder").flatten().map(|e| e.path()).collect();
    assert!(left.is_empty(), "{args:?} left {left:?}");
    ended
}

/// Every command that goes where it is told, with all that makes it write.
const COMMANDS: [&[&str]; 7] = [
    &["check", "URL", "--save=run", "--report-json", "report.json", "--report-html", "page.html"],
    &["check", "URL", "--start", "sh -c 'touch started'", "--save"],
    &["watch", "URL"],
    &["watch", "URL", "--poll"],
    &["load", "URL", "--waiters", "1", "--json", "load.json"],
    &["race", "URL"],
    &["contract", "discover", "URL"],
];

/// The addresses are those of documentation: whoever connects to one waits for two seconds and ends with 5.
#[test]
fn what_is_not_ours_is_refused_by_every_command_before_anything_is_done() {
    for command in COMMANDS {
        for (url, words) in [
            ("http://192.0.2.1", "192.0.2.1 is neither this machine nor a private network"),
            ("192.0.2.1:5000", "192.0.2.1 is neither this machine"),
            ("0xc0000201", "http://0xc0000201 leads to 192.0.2.1, which is neither this machine"),
            ("http://[2001:db8::1]:80", "2001:db8::1 is neither this machine"),
            ("http://[::ffff:192.0.2.1]", "192.0.2.1 is neither this machine"),
            ("http://[64:ff9b::10.0.0.1]", "leads to 64:ff9b::a00:1, which is neither this machine"),
        ] {
            let args: Vec<&str> = command.iter().map(|word| if *word == "URL" { url } else { word }).collect();
            leaves_nothing(&args)
                .expect(2, &[words, "Nothing was sent", "If the server there is yours, say --i-own-this"]);
        }
        let args: Vec<&str> = command.iter().map(|word| if *word == "URL" { "192.0.2.1" } else { word }).collect();
        let refused = leaves_nothing(&[&args[..], &["--lang", "fr"]].concat());
        refused
            .expect(2, &["192.0.2.1 n’est ni cette machine ni un réseau privé", "Rien n’a été envoyé", "--i-own-this"]);
    }
}

#[test]
fn where_no_server_can_be_is_refused_whoever_owns_it() {
    for command in COMMANDS {
        for (url, words) in [
            ("http://5000", "http://5000 means 0.0.19.136, an address that no machine has"),
            ("http:5000/stream", "Did you mean http://localhost:5000?"),
            (
                "http://169.254.169.254/latest/meta-data",
                "169.254.169.254 is where a cloud tells its machines their secrets",
            ),
            ("[fd00:ec2::254]", "fd00:ec2::254 is where a cloud"),
            ("255.255.255.255:80", "255.255.255.255 is an address that no machine has"),
            ("[ff02::1]:80", "ff02::1 is an address that no machine has"),
        ] {
            let args = command.iter().map(|word| if *word == "URL" { url } else { word });
            let args: Vec<&str> = args.chain(["--i-own-this"]).collect();
            leaves_nothing(&args).expect(2, &[words, "Nothing was sent"]);
        }
        for (url, number) in [("0", "0"), ("70000", "70000"), (":65536", "65536"), ("2130706433", "2130706433")] {
            let args: Vec<&str> = command.iter().map(|word| if *word == "URL" { url } else { word }).collect();
            let words = format!("“{number}” is no port: a port is a number from 1 to 65535");
            leaves_nothing(&args).expect(2, &[&words]);
        }
    }
}

#[test]
fn a_class_with_a_server_that_is_not_ours_is_refused_before_it_is_begun() {
    let roster =
        "id,name,url\n1,Ada,http://192.0.2.1\n2,Bo,http://127.0.0.1:9\n3,Cy,http://5000\n4,Di,http://[2001:db8::1]/x\n";
    let folder = Folder::new();
    let class = folder.write("class.csv", roster);
    for more in [&[][..], &["--dry-run"], &["--out", "out"]] {
        let refused = leaves_nothing(&[&["grade", &class][..], more].concat()).expect(
            2,
            &[
                "1: 192.0.2.1 is neither this machine nor a private network",
                "3: http://5000 means 0.0.19.136",
                "4: 2001:db8::1 is neither",
                "--i-own-this",
            ],
        );
        assert!(!refused.said().contains("2: "), "{}", refused.said());
    }
    let refused = leaves_nothing(&["grade", &class, "--i-own-this", "--dry-run"]).expect(2, &["3: http://5000 means"]);
    assert!(!refused.said().contains("192.0.2.1"), "{}", refused.said());
    let examined = ["examine", "http://192.0.2.1", "--folder", ".", "--seed", "1", "--page", "en"];
    let folder = Folder::new();
    common::Running::start(lab(&examined).current_dir(folder.file(""))).finish().expect(0, &[]);
    let report = common::json(&folder.file("report.json"));
    assert_eq!((&report["trouble"]["kind"], &report["verdict"]), (&"address".into(), &"unreachable".into()));
    assert!(!folder.file("history.jsonl").exists());
}

/// A class that was begun with it goes on with it, and is graded again with it.
#[test]
fn a_class_remembers_whose_its_servers_are() {
    let folder = Folder::new();
    let class = folder.write("class.csv", &format!("id,name,url\n1,Ada,http://127.0.0.1:{}\n", free_port()));
    let out = folder.arg("out");
    run(&["grade", &class, "--i-own-this", "--jobs", "1", "--out", &out]).expect(3, &[]);
    let journal = std::fs::read_to_string(folder.file("out/journal.jsonl")).expect("a journal");
    assert!(journal.contains("\"owned\":true"), "{journal}");
    let again = folder.arg("again");
    run(&["grade", "--regrade", &out, "--jobs", "1", "--out", &again]).expect(3, &[]);
    assert!(std::fs::read_to_string(folder.file("again/journal.jsonl")).expect("a journal").contains("\"owned\":true"));
    run(&["grade", "--resume", &out, "--i-own-this"]).expect(2, &["--i-own-this", "graded as it was before"]);
    // One that was begun before there was such an option is refused as a new one is.
    let journal = journal.replace(",\"owned\":true", "").replacen("127.0.0.1", "192.0.2.1", 1);
    folder.write("out/journal.jsonl", &journal);
    run(&["grade", "--resume", &out]).expect(2, &["1: 192.0.2.1", "Nothing was sent"]);
}

#[test]
fn a_port_alone_is_one_of_this_machine() {
    let server = common::Server::start(&["--hold", "2s", "--interval", "300ms"]);
    let port = server.url.rsplit(':').next().expect("a port").to_owned();
    let only = ["--only", "contract", "--hold-min", "1s", "--hold-max", "4s"];
    let says = format!("checks http://localhost:{port}");
    for typed in [port.clone(), format!(":{port}"), format!("localhost:{port}"), format!("{port}/")] {
        run(&[&["check", &typed][..], &only].concat()).expect(0, &[&says]);
    }
    for typed in [format!("127.0.0.1:{port}"), format!("http://0.0.0.0:{port}"), format!("127.1:{port}")] {
        run(&[&["check", &typed][..], &only].concat()).expect(0, &[]);
    }
    run(&["watch", &format!("{port}/stream"), "--events", "1"])
        .expect(0, &[&format!("http://localhost:{port}/stream")]);
    run(&["contract", "discover", &port]).expect(0, &["/poll-status"]);
    run(&["load", &port, "--waiters", "1", "--updates", "1"]).expect(0, &[&format!("loads http://localhost:{port}")]);
    let silent = free_port().to_string();
    run(&["check", &silent]).expect(5, &[&format!("http://localhost:{silent}"), "Is the server running"]);
}

/// A page may name any server it likes: what it names is asked here.
#[test]
fn what_a_page_names_is_asked_of_its_own_server() {
    let elsewhere = TcpListener::bind(("127.0.0.2", 0)).expect("a free port");
    elsewhere.set_nonblocking(true).expect("a setting");
    let there = elsewhere.local_addr().expect("an address").to_string();
    let url = leading_to(there);
    run(&["check", &url]).expect(5, &[]);
    run(&["contract", "discover", &url]).expect(5, &[]);
    assert!(elsewhere.accept().is_err(), "somebody went where a page led");
}

/// Every way in which a page can lead to another server.
fn leading_to(there: String) -> String {
    let page = format!(
        "<!doctype html><base href=\"http://{there}/\"><meta http-equiv=refresh content=\"0;url=http://{there}/\">
         <link rel=stylesheet href=http://{there}/a.css><script src=\"//{there}/poll.js\"></script>
         <script src=\"\\\\{there}\\b.js\"></script><script src='http://{there}/update.js'></script>
         <img src=http://{there}/x.png><a href=http://{there}/poll>poll</a>
         <form action=\"http://{there}/update-status\" method=post><option value=\"http://{there}/\"></form>
         <script>new EventSource(\"http://{there}/stream\"); fetch(`http://{there}/poll-status?last_version=0`);
         fetch('//{there}/poll-status'); fetch('/@{there}/poll'); fetch('//updates')</script>"
    );
    hostile::target(move |request| match request.path.as_str() {
        "/" => hostile::answer(200, "text/html", &page),
        _ => hostile::answer(404, "text/plain", "nothing here"),
    })
}
