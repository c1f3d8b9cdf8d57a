//! Who may import whom, inside layers and between them; and that only a lab names itself.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Each folder or file of `src`, and what it may import, lowest first: a layer imports only what stands above it here.
/// `command` wires everything together; `lib` declares.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("inert", &[]),
    ("names", &[]),
    ("place", &[]),
    ("exit", &[]),
    ("store", &[]),
    ("sandbox", &[]),
    ("browser", &[]),
    ("history", &["inert", "names"]),
    ("message", &["history"]),
    ("contract", &["place"]),
    ("scenario", &["names", "place"]),
    ("checker", &["history", "message", "names"]),
    ("driver", &["browser", "contract", "history", "message", "names", "scenario"]),
    ("labs", &["browser", "checker", "contract", "driver", "history", "message", "names", "scenario"]),
    ("text", &["history", "inert", "labs", "message"]),
    ("score", &["checker", "contract", "history", "labs", "scenario"]),
    ("report", &["checker", "contract", "history", "inert", "labs", "message", "names", "scenario", "score", "text"]),
    ("class", &["inert", "labs", "message", "names", "place", "report", "sandbox", "scenario", "score"]),
    ("cli", &["message", "report", "sandbox", "text"]),
    ("command", EVERYTHING),
];
const EVERYTHING: &[&str] = &["*"];

/// Where a lab is named outside its folder, and why. A path is a file, or a folder with all that is in it.
const NAMED: [(&str, &str); 21] = [
    ("src/labs/mod.rs", "the one list"),
    ("src/history/format_1.rs", "reads the first format, which knew the two labs of its time"),
    (
        "src/command/watch",
        "`lab watch` shows an event stream, the answers of a poll or a room of a chat to those who write one",
    ),
    ("src/command/selftest/replay/seen.rs", "how each fault of the museum looks in a terminal"),
    ("src/text/en/watch.ftl", "what `lab watch` says"),
    ("src/text/fr/watch.ftl", "what `lab watch` says"),
    ("src/command/load", "`lab load` holds polls, or lets clients talk in a chat"),
    ("src/report/load/chat.rs", "how its clients talk: by which transport"),
    ("src/text/en/ui.ftl", "says that"),
    ("src/text/fr/ui.ftl", "says that"),
    ("src/command/race.rs", "`lab race` races polls, and nothing else"),
    ("src/command/inputs.rs", "`--hold-min` and `--hold-max` are a part of one lab's contract"),
    ("src/command/grade/live.rs", "the live page of a class is itself fed by an event stream"),
    ("src/command/grade/marking.rs", "an example in an error"),
    ("src/class/handin/words.rs", "words of read-me files that say what was handed in"),
    ("src/sandbox/find/python.rs", "a package of Python"),
    ("src/cli", "examples and options of the command line"),
    ("src/driver/wire/websocket.rs", "speaks the protocol, which two labs are about"),
    ("src/driver/wire/mod.rs", "lists that file"),
    ("src/command/selftest/replay/chat.rs", "a transport of another lab"),
    ("src/command/selftest/replay/native.rs", "how the faults of one lab look in a terminal"),
];

/// Where a socket is made or a name looked up, and why that leads nowhere it should not. All else asks these.
const SOCKETS: [(&str, &str); 7] = [
    ("src/driver/wire/destination.rs", "looks names up, and judges what they lead to"),
    ("src/driver/wire/target.rs", "connects to what was judged"),
    ("src/driver/wire/connector.rs", "has a target"),
    ("src/driver/wire/http_client.rs", "has a target, and knows no other address"),
    ("src/driver/wire/socket.rs", "wraps what is connected; a socket of its own sends nothing"),
    ("src/driver/page/proxy.rs", "asks the target, or a server of this machine that its page names"),
    ("src/driver/control.rs", "two ends of one pair, which has no address"),
];

/// A file that is longer before its tests is two files.
const MOST_LINES: usize = 300;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends so, with its text.
fn files(folder: &str, ends: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ends.iter().any(|wanted| end == *wanted)) {
                let text = std::fs::read_to_string(&path).expect("a readable source");
                found.push((path.strip_prefix(root()).expect("a path of this project").to_owned(), text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no sources");
    found.sort();
    found
}

/// What comes before the tests, without comments and texts: they may name whatever they like.
fn code(source: &str) -> String {
    let before = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?m)"(\\.|[^"\\])*"|//.*$"#));
    COMMENT.replace_all(before, "").into_owned()
}

/// A module of `src` by its path: `["driver", "wire"]` for `src/driver/wire/mod.rs`.
fn module(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("src").expect("a path under src").with_extension("");
    let mut names: Vec<String> = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod" || name == "lib") {
        names.pop();
    }
    names
}

/// Every path that a source of this module names and that is one of this program, from the top: `a::b::C`.
fn paths(own: &[String], source: &str) -> Vec<Vec<String>> {
    static START: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:crate|super|self)\s*::"));
    let code = code(source);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(hit) = START.find_at(&code, from) {
        let (trees, end) = tree(&code[hit.start()..]);
        from = hit.start() + end.max(1);
        for mut path in trees {
            let mut base = match path.remove(0).as_str() {
                "crate" => vec![],
                "self" => own.to_vec(),
                _ => own[..own.len().saturating_sub(1)].to_vec(),
            };
            while path.first().is_some_and(|name| name == "super") {
                path.remove(0);
                base.pop();
            }
            found.push([base, path].concat());
        }
    }
    found
}

/// The paths of a tree such as `a::{b, c::{d, e}}` at the start of a text, and where it ends.
fn tree(text: &str) -> (Vec<Vec<String>>, usize) {
    let mut at = 0;
    let mut path: Vec<String> = Vec::new();
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            let mut inner = at + blank + 1;
            let mut all = Vec::new();
            loop {
                let left = &text[inner..];
                inner += left.len() - left.trim_start_matches([' ', '\n', ',']).len();
                if text[inner..].starts_with('}') || group.is_empty() || inner >= text.len() {
                    return (all, inner + 1);
                }
                let (paths, end) = tree(&text[inner..]);
                if end == 0 {
                    return (all, inner + 1);
                }
                all.extend(paths.into_iter().map(|one| [path.clone(), one].concat()));
                inner += end;
            }
        }
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() {
            return (vec![path], at + blank + usize::from(rest.starts_with('*')));
        }
        at += blank + name.len();
        path.push(name);
        let after = text[at..].trim_start();
        match after.strip_prefix("::") {
            Some(_) => at = text.len() - after.len() + 2,
            None => {
                static RENAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+as\s+\w+"));
                at += RENAMED.find(&text[at..]).map_or(0, |found| found.end());
                return (vec![path], at);
            }
        }
    }
}

/// Every import of this source that its layer may not make.
fn forbidden(own: &[String], source: &str) -> Vec<String> {
    let layer = own.first().map_or("", String::as_str);
    if layer == "main" || layer.is_empty() {
        return vec![];
    }
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("{layer} is no known layer")];
    };
    let layers: BTreeSet<String> = paths(own, source).into_iter().filter_map(|path| path.into_iter().next()).collect();
    let is_allowed = |name: &String| name == layer || allowed.contains(&name.as_str()) || **allowed == *EVERYTHING;
    layers.into_iter().filter(|name| !is_allowed(name)).map(|name| format!("{layer} imports {name}")).collect()
}

#[test]
fn no_layer_imports_what_it_may_not() {
    let mut bad = Vec::new();
    for (path, source) in files("src", &["rs"]) {
        bad.extend(forbidden(&module(&path), &source).iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn layers_lie_on_one_another() {
    for (place, (layer, allowed)) in ALLOWED.iter().enumerate() {
        for below in allowed.iter().filter(|name| **name != "*") {
            let is_below = ALLOWED[..place].iter().any(|(name, _)| name == below);
            assert!(is_below, "{layer} may import {below}, which does not lie below it");
        }
    }
}

#[test]
fn a_forbidden_import_is_found() {
    let in_layer = |layer: &str, source: &str| forbidden(&[layer, "x"].map(String::from), source);
    assert_eq!(in_layer("checker", "use crate::driver::wire::Clock;"), ["checker imports driver"]);
    assert_eq!(
        in_layer("driver", "use crate::{history::A, checker::{self, B}, scenario};"),
        ["driver imports checker"]
    );
    assert_eq!(in_layer("history", "fn f() -> crate::contract::Contract {}"), ["history imports contract"]);
    assert_eq!(in_layer("cli", "use crate::text::Lang;\nuse crate::score;"), ["cli imports score"]);
    assert_eq!(in_layer("newcomer", ""), ["newcomer is no known layer"]);
    assert!(in_layer("checker", "use crate::history::A; // not crate::driver\n").is_empty());
    assert!(in_layer("checker", "#[cfg(test)]\nmod tests {\n    use crate::driver::B;\n}").is_empty());
    assert_eq!(in_layer("checker", "#[cfg(test)]\nuse crate::driver::B;").len(), 1);
    assert!(in_layer("command", "use crate::driver::run::Plan;").is_empty());
}

type Modules = BTreeMap<Vec<String>, Vec<Vec<String>>>;

/// All modules, each with the paths that it names.
fn modules() -> &'static Modules {
    static ALL: LazyLock<Modules> = LazyLock::new(|| {
        files("src", &["rs"]).into_iter().map(|(path, text)| (module(&path), paths(&module(&path), &text))).collect()
    });
    &ALL
}

/// What a folder's `mod.rs` passes on from the modules in it: each name, and the module that has it.
fn passed_on(folder: &[String], modules: &Modules) -> BTreeMap<String, String> {
    let path = |name: &str| root().join("src").join(folder.join("/")).join(name);
    let text = std::fs::read_to_string(path("mod.rs")).unwrap_or_default();
    static START: LazyLock<Regex> = LazyLock::new(|| pattern(r"pub(?:\([^)]*\))? use (?:self::)?(\w+)::"));
    let code = code(&text);
    let mut found = BTreeMap::new();
    for hit in START.captures_iter(&code) {
        let child = hit[1].to_owned();
        if !modules.contains_key(&[folder, std::slice::from_ref(&child)].concat()) {
            continue;
        }
        let from = hit.get(1).expect("it was matched").start();
        for path in tree(&code[from..]).0 {
            found.insert(path.last().cloned().unwrap_or_default(), child.clone());
        }
    }
    found
}

/// Which modules of a folder import which others of it.
fn siblings(folder: &[String], modules: &Modules) -> BTreeMap<String, BTreeSet<String>> {
    let passed_on = passed_on(folder, modules);
    let is_child = |name: &String| modules.contains_key(&[folder, std::slice::from_ref(name)].concat());
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let inside = modules.iter().filter(|(own, _)| own.len() > folder.len() && own.starts_with(folder));
    for (own, paths) in inside {
        let child = &own[folder.len()];
        for path in paths.iter().filter(|path| path.starts_with(folder)) {
            let Some(next) = path.get(folder.len()) else { continue };
            let other = if is_child(next) { Some(next) } else { passed_on.get(next) };
            if let Some(other) = other.filter(|other| *other != child) {
                edges.entry(child.clone()).or_default().insert(other.clone());
            }
        }
    }
    edges
}

/// A way from a module back to itself, if there is one.
fn circle(edges: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    edges.keys().find_map(|start| {
        let mut ways = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop() {
            for next in edges.get(&way[way.len() - 1]).into_iter().flatten() {
                let longer = [way.clone(), vec![next.clone()]].concat();
                if next == start {
                    return Some(longer);
                }
                if seen.insert(next.clone()) {
                    ways.push(longer);
                }
            }
        }
        None
    })
}

#[test]
fn no_modules_of_a_folder_need_each_other_in_a_circle() {
    let modules = modules();
    let folders: BTreeSet<Vec<String>> =
        modules.keys().flat_map(|path| (1..path.len()).map(|end| path[..end].to_vec())).collect();
    assert!(folders.len() > 20, "only {} folders were found", folders.len());
    let bad: Vec<String> = folders
        .iter()
        .filter_map(|folder| Some(format!("{}: {}", folder.join("/"), circle(&siblings(folder, modules))?.join(" → "))))
        .collect();
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn a_circle_is_found() {
    let module = |name: &str| -> Vec<String> { ["driver", name].map(String::from).to_vec() };
    let named = |name: &str, source: &str| (module(name), paths(&module(name), source));
    let all: BTreeMap<_, _> = [
        named("run", "use super::wire::{RawConnection, clock::Clock};\nuse crate::history::A;"),
        named("wire", "use super::race;"),
        named("race", "fn f(run: &crate::driver::run::Run) {}"),
    ]
    .into();
    let edges = siblings(&["driver".to_owned()], &all);
    assert_eq!(circle(&edges).map(|way| way.len()), Some(4), "{edges:?}");
    assert_eq!(circle(&siblings(&["history".to_owned()], &all)), None);
}

/// The folders in that of all labs: each has a lab, or a family of them.
fn lab_folders() -> Vec<String> {
    let labs = modules().keys().filter(|path| path.len() > 2 && path[0] == "labs").map(|path| path[1].clone());
    let labs: BTreeSet<String> = labs.collect();
    labs.into_iter().collect()
}

/// The folder of each lab, which holds its rules: `["sse"]`, or `["socketio", "chat"]` of a family.
fn folders_with_rules() -> Vec<Vec<String>> {
    let rules = modules().keys().filter(|path| {
        path.first().is_some_and(|first| first == "labs") && path.last().is_some_and(|name| name == "rules")
    });
    rules.map(|path| path[1..path.len() - 1].to_vec()).collect()
}

#[test]
fn each_lab_is_in_the_list_and_in_a_folder() {
    let text = std::fs::read_to_string(root().join("src/labs/mod.rs")).expect("the list");
    let listed: BTreeSet<Vec<String>> = pattern(r"([\w:]+)::LAB\b")
        .captures_iter(&text)
        .map(|found| found[1].split("::").map(Into::into).collect())
        .collect();
    assert_eq!(folders_with_rules().into_iter().collect::<BTreeSet<_>>(), listed);
    let families: BTreeSet<String> = listed.iter().map(|folder| folder[0].clone()).collect();
    assert_eq!(lab_folders().into_iter().collect::<BTreeSet<_>>(), families);
    assert_eq!(lab::labs::names().len(), listed.len());
}

/// A lab of a family imports what they share, never another one of them; and what they share imports none of them.
#[test]
fn no_lab_of_a_family_imports_another() {
    let members: Vec<Vec<String>> = folders_with_rules().into_iter().filter(|folder| folder.len() > 1).collect();
    assert!(!members.is_empty(), "no family was found");
    for (own, paths) in modules().iter().filter(|(own, _)| own.len() > 1 && own[0] == "labs") {
        for path in paths.iter().filter(|path| path.len() > 1 && path[0] == "labs") {
            let other = members.iter().find(|member| path[1..].starts_with(member));
            let is_another = other.is_some_and(|other| !own[1..].starts_with(other));
            assert!(!is_another, "{} imports {}", own.join("::"), path.join("::"));
        }
    }
}

/// The modules of the labs, those of their pages too, which have rules and contracts of their own.
fn lab_modules() -> Vec<Vec<String>> {
    let pages = modules().keys().filter(|path| path.len() == 3 && path[0] == "labs" && path[2] == "page");
    lab_folders().into_iter().map(|lab| vec!["labs".to_owned(), lab]).chain(pages.cloned()).collect()
}

/// A lab imports what all labs share, never another lab.
#[test]
fn no_lab_imports_another_lab() {
    let labs = lab_folders();
    for (own, paths) in modules().iter().filter(|(own, _)| own.len() > 1 && own[0] == "labs" && labs.contains(&own[1]))
    {
        for path in paths.iter().filter(|path| path.len() > 1 && path[0] == "labs") {
            let is_another = path[1] != own[1] && labs.contains(&path[1]);
            assert!(!is_another, "{} imports {}", own.join("::"), path.join("::"));
        }
    }
}

/// Its rules and its contract, and all of the lab that they rest on, have no network and no clock.
#[test]
fn rules_and_contracts_never_import_the_driver() {
    let modules = modules();
    for folder in lab_modules() {
        let passed_on = passed_on(&folder, modules);
        // In a family, the rules of each of them.
        let is_pure = |name: &String| name == "rules" || name == "contract";
        let mut left: Vec<Vec<String>> = modules
            .keys()
            .filter(|own| own.starts_with(&folder) && own[2..].iter().take(2).any(is_pure))
            .cloned()
            .collect();
        assert!(left.len() > 1, "the rules of {} were not found", folder[1]);
        let mut seen: BTreeSet<Vec<String>> = left.iter().cloned().collect();
        while let Some(own) = left.pop() {
            for path in &modules[&own] {
                assert!(path.first().is_none_or(|layer| layer != "driver"), "{} imports the driver", own.join("::"));
                // The longest part of the path that is a module.
                let mut resolved =
                    (1..=path.len()).rev().map(|end| path[..end].to_vec()).find(|p| modules.contains_key(p));
                if resolved.as_deref() == Some(&folder[..]) {
                    let child = path.get(folder.len()).and_then(|name| passed_on.get(name));
                    resolved = child.map(|child| [&folder[..], std::slice::from_ref(child)].concat());
                }
                if let Some(next) = resolved.filter(|next| next.starts_with(&folder) && next.len() > folder.len())
                    && seen.insert(next.clone())
                {
                    left.push(next);
                }
            }
        }
    }
}

#[test]
fn the_rules_of_each_lab_are_pure() {
    for lab in folders_with_rules() {
        let lab = lab.join("/");
        let text = std::fs::read_to_string(root().join("src/labs").join(&lab).join("rules/mod.rs")).expect("its rules");
        let denials = "#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]";
        assert!(text.contains(denials), "nothing keeps the rules of {lab} from reading a clock");
    }
}

/// The ways to write the name of a lab, and what else nobody but it should speak of.
fn names_of(lab: &str) -> Regex {
    let words: Vec<&str> = lab.split('-').collect();
    let first = words[0];
    let own = if words.len() == 1 { format!(r"\b{first}\b") } else { words.join("[-_ ]?") };
    pattern(&format!("(?i){own}"))
}

/// The name of a media type is one of HTTP, as the kernel's of a socket is one of the system.
const MEDIA_TYPE: &str = "text/event-stream";

#[test]
fn no_word_of_a_lab_stands_outside_its_folder() {
    let mut unused: BTreeSet<&str> = NAMED.iter().map(|(path, _)| *path).collect();
    let mut bad = Vec::new();
    let patterns: Vec<_> = lab::labs::names().into_iter().map(names_of).collect();
    for (path, text) in files("src", &["rs", "ftl", "html", "js", "css"]) {
        let name = path.to_string_lossy().into_owned();
        let is_of_a_lab = lab_folders().iter().any(|lab| name.starts_with(&format!("src/labs/{lab}/")));
        if is_of_a_lab || name.ends_with("/tests.rs") {
            continue;
        }
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().replace(MEDIA_TYPE, "");
        for (number, line) in text.lines().enumerate() {
            if !patterns.iter().any(|pattern| pattern.is_match(line)) {
                continue;
            }
            match NAMED.iter().find(|(allowed, _)| name == *allowed || name.starts_with(&format!("{allowed}/"))) {
                Some((allowed, _)) => drop(unused.remove(allowed)),
                None => bad.push(format!("{name}:{}: {}", number + 1, line.trim())),
            }
        }
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
    assert!(unused.is_empty(), "these name no lab any more: {unused:?}");
}

#[test]
fn the_reference_knows_nothing_of_lab() {
    let manifest = std::fs::read_to_string(root().join("reference/Cargo.toml")).expect("its manifest");
    let manifest: toml::Table = toml::from_str(&manifest).expect("a manifest");
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let names = manifest.get(kind).and_then(toml::Value::as_table);
        assert!(names.is_none_or(|names| !names.contains_key("lab")), "{kind} of the reference names lab");
    }
    for (path, source) in files("reference/src", &["rs"]) {
        assert!(!code(&source).contains("lab::"), "{} uses lab", path.display());
    }
}

/// What goes somewhere has been judged: nothing else of the program can.
#[test]
fn sockets_are_made_only_where_addresses_are_judged() {
    let ways = r"\b(TcpStream|TcpSocket|UdpSocket|UnixStream|UnixDatagram|Socket::new|lookup_host|ToSocketAddrs|to_socket_addrs|reqwest)\b";
    let ways = pattern(ways);
    let mut unused: BTreeSet<&str> = SOCKETS.iter().map(|(path, _)| *path).collect();
    let mut bad = Vec::new();
    for (path, source) in files("src", &["rs"]) {
        let name = path.to_string_lossy().into_owned();
        for found in ways.find_iter(&code(&source)) {
            match SOCKETS.iter().find(|(allowed, _)| name == *allowed) {
                Some((allowed, _)) => drop(unused.remove(allowed)),
                None => bad.push(format!("{name}: {}", found.as_str())),
            }
        }
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
    assert!(unused.is_empty(), "these make no socket any more: {unused:?}");
}

#[test]
fn no_file_is_too_long() {
    for (path, source) in ["src", "reference/src"].into_iter().flat_map(|folder| files(folder, &["rs"])) {
        let lines = source.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines before its tests, at most {MOST_LINES}", path.display());
    }
}
