//! Who may import whom. A layer that reaches for another one than these has to be discussed first.

use std::path::{Path, PathBuf};

/// Each folder or file of `src`, and what it may import. `command` wires everything together; `lib` declares.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("history", &[]),
    ("event_stream", &[]),
    ("place", &[]),
    ("contract", &["history", "place"]),
    ("scenario", &["place"]),
    ("checker", &["history", "contract", "event_stream"]),
    ("driver", &["history", "contract", "scenario", "event_stream"]),
    ("score", &["checker", "history", "contract", "scenario"]),
    ("text", &["checker", "history"]),
    ("report", &["checker", "contract", "event_stream", "history", "scenario", "score", "text"]),
    ("class", &["checker", "place", "report", "sandbox", "scenario"]),
    ("cli", &["report", "sandbox", "text"]),
    ("exit", &[]),
    ("sandbox", &[]),
    ("store", &[]),
];

/// A file that is longer before its tests is two files.
const MOST_LINES: usize = 300;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).expect("a readable source");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no sources");
    found
}

/// What comes before the tests, without comments and texts: they may name whatever they like.
fn code(source: &str) -> String {
    let before = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let comment = regex::Regex::new(r#"(?m)"(\\.|[^"\\])*"|//.*$"#).expect("a pattern");
    comment.replace_all(before, "").into_owned()
}

/// The layers that a source names: `crate::a`, `crate::{a, b::c}`, and `lab::a`.
fn imports(source: &str) -> Vec<String> {
    let path = regex::Regex::new(r"\b(?:crate|lab)\s*::\s*(?:(\w+)|(\{))").expect("a pattern");
    let code = code(source);
    let mut found = Vec::new();
    for part in path.captures_iter(&code) {
        match (part.get(1), part.get(2)) {
            (Some(name), _) => found.push(name.as_str().to_owned()),
            (None, brace) => found.extend(top_names(&code[brace.map_or(0, |b| b.end())..])),
        }
    }
    found
}

/// The first word of each part of a group, up to its closing brace.
fn top_names(group: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().expect("never empty").push(c),
        }
    }
    let names = parts.iter().map(|part| part.split("::").next().unwrap_or_default().trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Every import of this source that its layer may not make.
fn forbidden(layer: &str, source: &str) -> Vec<String> {
    if ["command", "lib", "main"].contains(&layer) {
        return vec![];
    }
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("{layer} is no known layer")];
    };
    let other = imports(source).into_iter().filter(|name| name != layer && !allowed.contains(&name.as_str()));
    other.map(|name| format!("{layer} imports {name}")).collect()
}

#[test]
fn no_layer_imports_what_it_may_not() {
    let mut bad = Vec::new();
    for (path, source) in sources("src") {
        let inside = path.strip_prefix(root().join("src")).expect("a path under src");
        let layer = inside.iter().next().expect("a name").to_string_lossy().replace(".rs", "");
        bad.extend(forbidden(&layer, &source).iter().map(|what| format!("{}: {what}", inside.display())));
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn a_forbidden_import_is_found() {
    assert_eq!(forbidden("checker", "use crate::driver::wire::Clock;"), ["checker imports driver"]);
    assert_eq!(
        forbidden("driver", "use crate::{history::A, checker::{self, B}, scenario};"),
        ["driver imports checker"]
    );
    assert_eq!(forbidden("history", "fn f() -> crate::contract::Contract {}"), ["history imports contract"]);
    assert_eq!(forbidden("cli", "use crate::text::Lang;\nuse lab::score;"), ["cli imports score"]);
    assert_eq!(forbidden("newcomer", ""), ["newcomer is no known layer"]);
    assert!(forbidden("checker", "use crate::history::A; // not crate::driver\n").is_empty());
    assert!(forbidden("checker", "#[cfg(test)]\nmod tests {\n    use crate::driver::B;\n}").is_empty());
    assert_eq!(forbidden("checker", "#[cfg(test)]\nuse crate::driver::B;").len(), 1);
    assert!(forbidden("command", "use crate::driver::run::Plan;").is_empty());
}

#[test]
fn the_reference_knows_nothing_of_lab() {
    let manifest = std::fs::read_to_string(root().join("reference/Cargo.toml")).expect("its manifest");
    let manifest: toml::Table = toml::from_str(&manifest).expect("a manifest");
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let names = manifest.get(kind).and_then(toml::Value::as_table);
        assert!(names.is_none_or(|names| !names.contains_key("lab")), "{kind} of the reference names lab");
    }
    for (path, source) in sources("reference/src") {
        assert!(!code(&source).contains("lab::"), "{} uses lab", path.display());
    }
}

#[test]
fn no_file_is_too_long() {
    for (path, source) in ["src", "reference/src"].into_iter().flat_map(sources) {
        let lines = source.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines before its tests, at most {MOST_LINES}", path.display());
    }
}
