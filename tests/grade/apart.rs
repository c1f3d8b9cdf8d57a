//! A submission sees nothing but itself, and nothing of it stays.

use crate::class::{command, grade_some, nothing_is_left, running_in, submissions};
use crate::common::{Folder, PATIENCE, Running, within};
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A server that tells what it can reach, and then listens.
const CURIOUS: &str = r#"
import os, pathlib, socket, sys, time
def tell(what, found): print("FOUND" if found else "nothing:", what, found or "", flush=True)
tell("secrets", [name for name in os.environ if "SECRET" in name])
for place in sys.argv[2:]:
    try: tell(place, os.listdir(place))
    except OSError as error: tell(place, None)
try: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2); tell("a port outside", True)
except OSError: tell("a port outside", None)
try: socket.create_connection(("1.1.1.1", 80), 1); tell("the network", True)
except OSError: tell("the network", None)
others = [pid for pid in os.listdir("/proc") if pid.isdigit() and "bwrap" in pathlib.Path(f"/proc/{pid}/cmdline").read_text() and pid != "1"]
tell("others", others)
tell("root", os.getuid() == 0 and [l for l in open("/proc/self/status") if l.startswith("CapEff") and int(l.split()[1], 16)])
for number in range(4):
    if os.fork() == 0: os.setsid(); time.sleep(3600)
pathlib.Path("mine").write_text("I may write here")
from http.server import HTTPServer, BaseHTTPRequestHandler
HTTPServer(("", 5000), BaseHTTPRequestHandler).serve_forever()
"#;

#[test]
fn a_submission_reaches_nothing_but_itself() {
    let folder = Folder::new();
    let outside = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = outside.local_addr().expect("an address").port();
    let out = folder.arg("out");
    folder.write("class/other/readme.txt", "of somebody else");
    folder.write("home/secret.txt", "of the instructor");
    let home = folder.arg("home");
    let class = folder.arg("class");
    for name in ["one", "two"] {
        folder.write(&format!("class/{name}/curious.py"), CURIOUS);
        let start = format!("python3 curious.py {port} {class} {class}/other {out} {home}");
        folder.write(&format!("class/{name}/lab.toml"), &format!("start = '{start}'\n"));
    }
    let before = std::fs::read_to_string(folder.file("class/one/curious.py")).expect("a source");
    let mut command = command(&folder, &["class", "--out", &out]);
    let running = Running::start(command.env("HOME", &home).env("LAB_TEST_SECRET", "1"));
    let daemons = || running_in(&folder).iter().filter(|args| args.contains("curious.py")).count() > 4;
    assert!(within(PATIENCE, daemons), "it and what it leaves behind run:\n{}", running.said("err"));
    running.finish().expect(3, &["2 graded", "could not be started"]);
    for name in ["one", "two"] {
        let log = std::fs::read_to_string(folder.file(&format!("out/{name}/server.log"))).expect("a log");
        assert!(log.contains("nothing: a port outside"), "it ran:\n{log}");
        assert!(!log.contains("FOUND"), "{log}");
    }
    assert_eq!(std::fs::read_to_string(folder.file("class/one/curious.py")).expect("a source"), before);
    assert!(!folder.file("class/one/mine").exists(), "it writes to its copy only");
    assert!(!folder.file("out/work").exists(), "its copy is gone");
    // Both wanted port 5000, and had it.
    let found = submissions(&folder.file("out"));
    assert_eq!(found["one"]["outcome"], "graded");
    assert_eq!(found["two"]["outcome"], "graded");
    nothing_is_left(&folder);
}

/// A server that leaves behind what outlives it: a child, one in a session of its own, one in name spaces of its own, and,
/// if it has a user of its own, one with nothing else to be known by.
const LEAVES: &str = r#"
import os, subprocess, sys
stays = ["sh", "-c", "sleep 3600; : " + sys.argv[1]]
unmarked = [["env", "-i", "PATH=/usr/bin:/bin", "setsid"]] if os.getuid() >= 910000 else []
for before in [], ["setsid"], ["unshare", "--user", "--map-root-user", "--pid", "--fork"], *unmarked:
    subprocess.Popen(before + stays)
exec(open("http10.py").read())
"#;

#[test]
fn without_isolation_they_take_turns_and_nothing_stays() {
    let folder = Folder::new();
    let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/http10.py");
    let peer = std::fs::read_to_string(peer).expect("a peer");
    let mark = folder.arg("stays");
    for name in ["one", "two"] {
        folder.write(&format!("class/{name}/server.py"), LEAVES);
        folder.write(&format!("class/{name}/http10.py"), &peer);
        folder.write(&format!("class/{name}/lab.toml"), &format!("start = 'HOLD=2.5 python3 server.py {mark}'\n"));
    }
    let stays = || -> Vec<String> {
        let processes = std::fs::read_dir("/proc").expect("processes").flatten().map(|entry| entry.path());
        let is = |process: &PathBuf| {
            let words = std::fs::read_to_string(process.join("cmdline")).unwrap_or_default();
            words.contains(&format!(": {mark}"))
        };
        let space = |process: PathBuf| std::fs::read_link(process.join("ns/pid")).ok();
        processes.filter(is).filter_map(space).map(|space| space.display().to_string()).collect()
    };
    let running = grade_some(&folder, &["class", "--isolation", "none", "--out", &folder.arg("out")]);
    let everywhere = || stays().into_iter().collect::<BTreeSet<_>>().len() == 2;
    assert!(within(PATIENCE, everywhere), "one is in a name space of its own:\n{}", running.said("err"));
    running.finish().expect(0, &[]);
    let found = submissions(&folder.file("out"));
    // Both wanted port 5000, and had it.
    assert_eq!((&found["one"]["mark"], &found["two"]["mark"]), (&20.0.into(), &20.0.into()), "{found:#?}");
    assert_eq!(stays(), [""; 0]);
}

/// What carries the connections of those that install, for two seconds; it is given all that the real one is.
const CARRIES_FOR_A_WHILE: &str = "#!/bin/sh\nPATH=${PATH#*:} exec timeout --foreground 2 slirp4netns \"$@\"\n";
/// One that carries nothing, and ends with who started it.
const NEVER_CARRIES: &str = "#!/bin/sh\nexec cat > /dev/null\n";

/// The path on which this carrier is the first that is found.
fn carried_by(folder: &Folder, carrier: &str) -> String {
    let program = folder.write("bin/slirp4netns", carrier);
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).expect("a program of ours");
    format!("{}:{}", folder.arg("bin"), std::env::var("PATH").expect("a path"))
}

fn can_have_a_way_out() -> bool {
    let can = std::fs::File::options().write(true).open("/dev/net/tun").is_ok();
    if !can {
        eprintln!("this user cannot make a way out: nothing was checked");
    }
    can
}

#[test]
fn a_way_out_that_is_lost_is_nobodys_fault() {
    if !can_have_a_way_out() {
        return;
    }
    let folder = Folder::new();
    let path = carried_by(&folder, CARRIES_FOR_A_WHILE);
    // One sees that it is lost, and one fails by itself before.
    folder.write("class/loses/lab.toml", "install = 'sleep 4; exit 1'\nstart = 'true'\n");
    folder.write("class/fails/lab.toml", "install = 'exit 1'\nstart = 'true'\n");
    // And one that no shell can read.
    folder.write("class/unread/lab.toml", "install = 'if ('\nstart = 'true'\n");
    let mut command = command(&folder, &["class", "--isolation", "bubblewrap", "--out", &folder.arg("out")]);
    Running::start(command.env("PATH", path)).finish().expect(3, &[]);
    let found = submissions(&folder.file("out"));
    let became = |id: &str| (found[id]["outcome"].clone(), found[id]["reason"]["id"].clone());
    let log = std::fs::read_to_string(folder.file("out/loses/install.log")).unwrap_or_default();
    assert_eq!(became("loses"), ("not-judged".into(), "grade-ours".into()), "{log}\n{found:#?}");
    for id in ["fails", "unread"] {
        assert_eq!(became(id), ("not-started".into(), "grade-install-failed".into()), "{found:#?}");
    }
    nothing_is_left(&folder);
}

#[test]
fn what_waits_for_its_way_out_ends_with_us() {
    if !can_have_a_way_out() {
        return;
    }
    let folder = Folder::new();
    let path = carried_by(&folder, NEVER_CARRIES);
    folder.write("class/one/lab.toml", "install = 'sleep 300'\nstart = 'true'\n");
    let mut command = command(&folder, &["class", "--isolation", "bubblewrap", "--out", &folder.arg("out")]);
    let running = Running::start(command.env("PATH", path));
    let waits = || !running_in(&folder).is_empty();
    assert!(within(PATIENCE, waits), "{}", running.said("err"));
    // Killed.
    drop(running);
    assert!(within(PATIENCE, || running_in(&folder).is_empty()), "{:#?}", running_in(&folder));
}
