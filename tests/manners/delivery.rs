//! What a release is made of: one list of targets, which everything else follows, and the two small programs that stand
//! between a person and the program.

use super::common::Folder;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Each target, with its columns.
fn targets() -> Vec<Vec<String>> {
    let file = read("packaging/targets.tsv");
    let rows = file.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(String::from).collect()).collect()
}

fn manifest() -> toml::Table {
    read("Cargo.toml").parse().expect("a manifest")
}

/// What stands between these two, each time.
fn between(text: &str, before: &str, after: &str) -> Vec<String> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0.trim().to_owned())).collect()
}

#[test]
fn there_is_one_list_of_targets() {
    let targets = targets();
    assert!(targets.len() >= 5 && targets.iter().all(|row| row.len() == 5), "{targets:?}");
    let matrix: Vec<String> = targets.iter().map(|row| format!("{}, runner: {}", row[0], row[1])).collect();
    for workflow in [".github/workflows/release.yml", ".github/workflows/test.yml"] {
        assert_eq!(between(&read(workflow), "- { target: ", " }"), matrix, "{workflow}");
    }
    let names: Vec<&str> = targets.iter().map(|row| &*row[0]).collect();
    let deny: toml::Table = read("deny.toml").parse().expect("settings");
    let judged: Vec<_> =
        deny["graph"]["targets"].as_array().expect("a list").iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(judged, names);
    // What the installers ask for is there.
    let (sh, ps1) = (read("packaging/install.sh"), read("packaging/install.ps1"));
    for name in names {
        let (machine, system) = name.split_once('-').expect("a machine");
        let asked = if system.contains("windows") {
            ps1.contains(&format!("'lab-{name}'"))
        } else {
            sh.contains(&format!("system={system} ;;")) && sh.contains(&format!("machine={machine} ;;"))
        };
        assert!(asked, "no installer knows {name}");
    }
    let binstall = manifest()["package"]["metadata"]["binstall"].clone();
    let url = binstall["pkg-url"].as_str().expect("a pattern");
    assert!(url.ends_with("/releases/download/v{ version }/lab-{ target }{ archive-suffix }"), "{url}");
    assert!(read("packaging/archive").contains(r#""$folder/lab-$target.tar.gz" "lab-$target""#));
}

#[test]
fn there_is_one_version_and_one_oldest_rust() {
    let (cargo, python) = (manifest(), read("pyproject.toml").parse::<toml::Table>().expect("settings"));
    // That of the wheel and of the npm packages is read from the manifest.
    assert_eq!(python["project"]["dynamic"], toml::Value::from(vec!["version"]));
    assert!(python["project"].get("version").is_none());
    let version = cargo["workspace"]["package"]["version"].as_str().expect("a version");
    let first = read("Cargo.toml").lines().find(|line| line.starts_with("version = ")).map(String::from);
    assert_eq!(first, Some(format!("version = \"{version}\"")), "what reads the first line of this kind reads another");
    let name = python["project"]["name"].as_str().expect("a name");
    assert!(read("packaging/npm/pack.mjs").contains(&format!("name: '{name}'")));
    assert!(read("packaging/npm/command/lab.js").contains(&format!("`{name}-")));
    assert_eq!(python["tool"]["maturin"]["profile"].as_str(), Some("dist"));
    assert!(cargo["profile"].get("dist").is_some());
    let oldest = cargo["workspace"]["package"]["rust-version"].as_str().expect("a version");
    assert!(read("Dockerfile").contains(&format!("FROM rust:{oldest}-")), "the image is built by another Rust");
}

#[test]
fn the_workflow_runs_what_everybody_runs() {
    let workflow = read(".github/workflows/test.yml");
    assert!(workflow.contains("- run: .ci/run\n") && read(".ci/run").contains("exec ./test"));
    // Third parties would have to be pinned by their commit.
    for file in [".github/workflows/test.yml", ".github/workflows/release.yml", "action.yml", "recipes/github.yml"] {
        let text = read(file);
        let lines = text.lines().map(|line| line.trim_start().trim_start_matches("- "));
        for uses in lines.filter_map(|line| line.strip_prefix("uses: ")) {
            let (action, version) = uses.split_once('@').expect("a version");
            let is_major = version.strip_prefix('v').is_some_and(|major| major.parse::<u32>().is_ok());
            assert!(action.starts_with("actions/") && is_major, "{file}: {uses}");
        }
    }
    // The recipe names an image that is built.
    let stages = between(&read("Dockerfile"), " AS ", "\n");
    for image in between(&read("recipes/kubernetes.yaml"), "image: ", "\n") {
        assert!(stages.contains(&image), "{image} is none of {stages:?}");
    }
}

fn script(folder: &Folder, name: &str, text: &str) -> String {
    let path = folder.write(name, text);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path
}

fn said(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

#[test]
fn the_installer_installs_what_its_release_says_and_nothing_else() {
    let folder = Folder::new();
    let release = folder.arg("latest/download");
    fs::create_dir_all(&release).expect("a release");
    let made = "for target in x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-apple-darwin aarch64-apple-darwin; do \
                mkdir \"lab-$target\" && printf '#!/bin/sh\\necho lab 9.9.9\\n' >\"lab-$target/lab\" && \
                tar -czf \"lab-$target.tar.gz\" \"lab-$target\" || exit; done; \
                { command -v sha256sum >/dev/null && sha256sum -- *.gz || shasum -a 256 -- *.gz; } >SHA256SUMS";
    let made = Command::new("sh").args(["-ec", made]).current_dir(&release).output().expect("a shell");
    assert!(made.status.success(), "{}", said(&made));
    let install = |into: &str| {
        let mut sh = Command::new("sh");
        sh.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/install.sh"));
        sh.env("LAB_RELEASES", format!("file://{}", folder.arg(""))).env("LAB_INSTALL_DIR", folder.arg(into));
        sh.env_remove("LAB_VERSION").output().expect("a shell")
    };
    for _ in 0..2 {
        let out = install("bin");
        let text = said(&out);
        assert!(out.status.success() && text.contains("lab 9.9.9") && text.contains("export PATH="), "{text}");
    }
    // A byte of each archive is another.
    for file in fs::read_dir(&release).expect("a release").flatten() {
        if file.path().extension().is_some_and(|end| end == "gz") {
            let mut bytes = fs::read(file.path()).expect("an archive");
            bytes.push(0);
            fs::write(file.path(), bytes).expect("an archive");
        }
    }
    let out = install("other");
    assert!(!out.status.success() && said(&out).contains("nothing was installed"), "{}", said(&out));
    assert!(!Path::new(&folder.arg("other")).exists());
    fs::remove_dir_all(&release).expect("a release");
    let out = install("other");
    assert!(!out.status.success() && said(&out).contains("could not be had"), "{}", said(&out));
}

#[test]
fn the_npm_package_runs_the_program_of_its_platform() {
    let folder = Folder::new();
    let asked = Command::new("node").args(["-p", "`${process.platform}-${process.arch}`"]).output();
    let platform = said(&asked.unwrap_or_else(|error| panic!("node: {error}; see tests/peers/install")));
    fs::create_dir_all(folder.arg("node_modules/realtime-lab")).expect("a folder");
    let lab = folder.write("node_modules/realtime-lab/lab.js", &read("packaging/npm/command/lab.js"));
    let run = |args: &[&str]| Command::new("node").arg(&lab).args(args).output().expect("node");

    let out = run(&["--version"]);
    assert_eq!(out.status.code(), Some(70), "{}", said(&out));
    assert!(said(&out).contains(&format!("realtime-lab-{} is missing", platform.trim())), "{}", said(&out));

    let own = format!("node_modules/realtime-lab-{}", platform.trim());
    fs::create_dir_all(folder.arg(&own)).expect("a folder");
    script(&folder, &format!("{own}/lab"), "#!/bin/sh\necho \"$#: $*\"\n[ \"$1\" != kill ] || kill -TERM $$\nexit 3\n");
    let out = run(&["check", "a b"]);
    assert_eq!((out.status.code(), &*said(&out)), (Some(3), "2: check a b\n"));
    assert_eq!(run(&["kill"]).status.code(), Some(128 + 15));
}

#[test]
fn the_licences_of_others_are_written() {
    let folder = Folder::new();
    let file = folder.arg("THIRD-PARTY.txt");
    let notices = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/notices");
    let out = Command::new(notices).arg(&file).output().expect("python3");
    assert!(out.status.success(), "{}", said(&out));
    let text = fs::read_to_string(&file).expect("notices");
    for shipped in ["\ntokio 1.", "\nring 0.", "\naxum 0.", "Permission is hereby granted", "Apache License"] {
        assert!(text.contains(shipped), "{shipped:?} is missing");
    }
    assert!(!text.contains("\nproptest "), "what only tests need is not shipped");
}
