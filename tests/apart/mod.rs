//! In a network of its own, where packets to anywhere leave through one door and are counted there: none may leave
//! unless somebody has said that the server is theirs, and then some must, or the count would prove nothing.
//!
//! Nobody is behind the door: what leaves goes nowhere.

use crate::common::{Ended, Folder, Running, Server, lab};
use crate::hostile;
use std::process::Command;
use std::time::Duration;

/// Set for the test within the network.
const WITHIN: &str = "LAB_TEST_APART";

/// An interface that takes every packet and keeps quiet itself: nobody's neighbours are asked for, nothing is announced.
/// Not every kernel has the kind that throws all away, so it may be one end of a cable whose other end nobody reads.
/// Names are those of the file only: their server would be on this machine, and is not.
const NETWORK: &str = r#"
set -e
ip link set lo up
if ip link add door type dummy 2> /dev/null; then ends=door
else ip link add door type veth peer name outside; ends="door outside"; fi
for end in $ends; do ip link set $end addrgenmode none; ip link set $end arp off; ip link set $end up; done
ip addr add 198.51.100.1/32 dev lo
ip route add default dev door src 198.51.100.1
if [ -e /proc/sys/net/ipv6 ]; then
  ip addr add 2001:db8:1::1/128 dev lo
  ip -6 route add default dev door
fi
mount --bind hosts /etc/hosts
mount --bind resolv.conf /etc/resolv.conf
exec "$@"
"#;

const HOSTS: &str = "\
127.0.0.1 localhost
203.0.113.9 public.test mixed.test
127.0.0.1 mixed.test
169.254.169.254 metadata.test
2001:db8:9::9 public6.test
";

#[test]
fn nothing_leaves_this_machine_unasked() {
    if std::env::var_os(WITHIN).is_some() {
        return within();
    }
    let folder = Folder::new();
    folder.write("hosts", HOSTS);
    folder.write("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
    let mut command = Command::new("unshare");
    let root = nix::unistd::geteuid().is_root();
    command.args(if root { &["--net", "--mount"][..] } else { &["--map-root-user", "--net", "--mount"] });
    command.args(["sh", "-c", NETWORK, "sh"]).arg(std::env::current_exe().expect("this program"));
    command.args(["--exact", "apart::nothing_leaves_this_machine_unasked", "--nocapture"]);
    let ended = Running::start(command.current_dir(folder.file("")).env(WITHIN, "1")).wait();
    let done = ended.said().contains(DONE);
    assert!(
        done || ended.said().contains("running 1 test"),
        "no network of its own can be made here:\n{}",
        ended.said()
    );
    assert!(done && ended.code == Some(0), "{}", ended.said());
}

const DONE: &str = "nothing has left";

/// How many packets have left. What `/sys` shows is of the network that it was mounted in.
fn left() -> u64 {
    let shown = std::fs::read_to_string("/proc/thread-self/net/dev").expect("the interfaces");
    let counts = shown.lines().find_map(|line| line.trim().strip_prefix("door:")).expect("the door");
    counts.split_whitespace().nth(9).expect("what was sent").parse().expect("a number")
}

/// Runs the program to its end.
fn ended(args: &[&str]) -> Ended {
    Running::start(&mut lab(args)).finish()
}

/// The same, and nothing may have left.
#[track_caller]
fn stays(args: &[&str], code: i32, words: &[&str]) {
    let before = left();
    let ended = ended(args).expect(code, words);
    assert_eq!(left() - before, 0, "packets have left: {args:?}\n{}", ended.said());
}

/// The same, and something must have left.
#[track_caller]
fn leaves(args: &[&str], code: i32, words: &[&str]) {
    let before = left();
    ended(args).expect(code, words);
    assert!(left() > before, "nothing has left: {args:?}");
}

const SHORT: [&str; 6] = ["--only", "contract", "--hold-min", "1s", "--hold-max", "4s"];

fn within() {
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(left(), 0, "the network is not quiet by itself");
    typed();
    named();
    led();
    graded();
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"] {
        let server = Server::start(&["--hold", "2s"]);
        let before = left();
        let mut command = lab(&[&["check", &server.url][..], &SHORT].concat());
        Running::start(command.env(variable, "http://203.0.113.9:3128")).finish().expect(0, &[]);
        assert_eq!(left() - before, 0, "{variable} was used");
    }
    // Whoever answers for it goes there, and is told so.
    leaves(&["check", "http://203.0.113.9/", "--i-own-this"], 5, &["no connection within 2 s"]);
    leaves(&["load", "public.test", "--i-own-this"], 5, &["no connection within 2 s"]);
    leaves(&["race", "public.test", "--i-own-this"], 5, &["no connection within 2 s"]);
    leaves(&["watch", "http://203.0.113.9", "--i-own-this"], 5, &["no connection within 2 s"]);
    leaves(&["contract", "discover", "public.test:5000", "--i-own-this"], 5, &["no connection within 2 s"]);
    if std::path::Path::new("/proc/sys/net/ipv6").exists() {
        leaves(&["check", "[2001:db8:9::9]", "--i-own-this"], 5, &["no connection within 2 s"]);
    } else {
        eprintln!("this machine has no IPv6: nothing was checked with it");
    }
    println!("{DONE}");
}

/// Ports, and numbers that are addresses.
fn typed() {
    stays(&["check", "5000"], 5, &["http://localhost:5000", "Is the server running"]);
    stays(&["watch", "5000"], 5, &["http://localhost:5000"]);
    stays(&["race", "5000"], 5, &["http://localhost:5000"]);
    stays(&["load", "5000"], 5, &["http://localhost:5000"]);
    stays(&["contract", "discover", "5000"], 5, &["http://localhost:5000"]);
    for url in ["http://5000", "http://203.0.113.9/", "http://3405803785:5000", "[2001:db8:9::9]:5000"] {
        for command in [&["check"][..], &["watch"], &["load"], &["race"], &["contract", "discover"]] {
            stays(&[command, &[url]].concat(), 2, &["Nothing was sent"]);
        }
    }
    for url in ["http://5000", "169.254.169.254", "[fd00:ec2::254]", "255.255.255.255", "[::ffff:169.254.169.254]"] {
        stays(&["check", url, "--i-own-this"], 2, &["Nothing was sent"]);
    }
}

/// Names that lead elsewhere, and one that leads there too.
fn named() {
    for command in [&["check"][..], &["watch"], &["load"], &["contract", "discover"]] {
        for (url, address) in [("http://public.test/", "203.0.113.9"), ("public6.test:5000", "2001:db8:9::9")] {
            let words =
                format!("{} leads to {address}", if url.contains("//") { url } else { "http://public6.test:5000" });
            stays(&[command, &[url]].concat(), 2, &[&words, "Nothing was sent"]);
        }
        stays(&[command, &["metadata.test", "--i-own-this"]].concat(), 2, &["leads to 169.254.169.254"]);
        stays(&[command, &["mixed.test:9"]].concat(), 5, &["203.0.113.9, where the name leads too, is not tried"]);
    }
    let server = Server::start(&["--hold", "2s"]);
    let port = server.url.rsplit(':').next().expect("a port");
    stays(&[&["check", &format!("mixed.test:{port}")][..], &SHORT].concat(), 0, &["It answers at 127.0.0.1"]);
}

/// Redirects and pages of a server of this machine that lead elsewhere.
fn led() {
    for code in [301, 302, 303, 307, 308] {
        let moved = hostile::target(move |request| {
            let to = format!("Location: http://203.0.113.9{}", request.path);
            format!("HTTP/1.1 {code} Moved\r\n{to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        });
        stays(&["check", &moved], 5, &["203.0.113.9"]);
        stays(&["check", &moved, "--i-own-this"], 5, &["203.0.113.9"]);
        if code == 302 {
            stays(&["contract", "discover", &moved], 5, &["203.0.113.9"]);
            stays(&["load", &moved, "--waiters", "1"], 5, &["203.0.113.9"]);
            stays(&["watch", &format!("{moved}/stream")], 1, &["302"]);
            stays(&["watch", &format!("{moved}/poll-status"), "--poll", "--events", "1"], 0, &["302"]);
        }
    }
    let page = crate::leading_to("203.0.113.9".into());
    stays(&["check", &page], 5, &[]);
    stays(&["contract", "discover", &page], 5, &[]);
    stays(&["load", &page], 5, &[]);
    stays(&["watch", &page, "--once"], 5, &[]);
}

/// The servers of a roster.
fn graded() {
    let folder = Folder::new();
    let class = folder.write("class.csv", "id,url\n1,http://203.0.113.9\n2,http://public.test\n");
    let out = folder.arg("out");
    stays(&["grade", &class, "--dry-run"], 2, &["1: 203.0.113.9 is", "2: http://public.test leads to 203.0.113.9"]);
    stays(&["grade", &class, "--out", &out], 2, &["Nothing was sent"]);
    leaves(&["grade", &class, "--out", &out, "--jobs", "2", "--i-own-this"], 3, &[]);
    leaves(&["grade", "--regrade", &out, "--out", &folder.arg("again"), "--jobs", "2"], 3, &[]);
}
