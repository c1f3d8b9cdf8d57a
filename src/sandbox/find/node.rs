//! Node: `package.json`, or a source that needs nothing.

use super::files::{Folder, word};
use super::packages::{Manager, Packages};
use super::start::Start;
use serde_json::Value;

const PACKAGE: &str = "package.json";
const LOCKS: [&str; 2] = ["package-lock.json", "npm-shrinkwrap.json"];
const MAINS: [&str; 12] = [
    "server.js",
    "app.js",
    "index.js",
    "main.js",
    "server.mjs",
    "app.mjs",
    "index.mjs",
    "main.mjs",
    "server.cjs",
    "src/server.js",
    "src/index.js",
    "src/app.js",
];

pub fn find(folder: &Folder) -> Option<Start> {
    if folder.has(PACKAGE) {
        let package: Value = serde_json::from_str(&folder.text(PACKAGE)).unwrap_or_default();
        let run = command(folder, &package)?;
        let (install, packages) = install(folder);
        return Some(Start { packages, ..folder.start(PACKAGE, install, run) });
    }
    let main = folder.first(&MAINS).map(String::from).or_else(|| only_server(folder))?;
    let sources = folder.text(&main);
    let packages =
        ["express", "socket.io", "fastify", "koa", "cors", "ws", "redis", "ioredis", "@socket.io/redis-adapter"];
    let needs = |name: &&&str| ["'", "\""].iter().any(|quote| sources.contains(&format!("{quote}{name}{quote}")));
    let missing: Vec<_> = packages.iter().filter(needs).copied().collect();
    let install =
        if missing.is_empty() { vec![] } else { vec![format!("npm install --no-save {QUIET} {}", missing.join(" "))] };
    let packages = (!missing.is_empty()).then(|| Packages::named(Manager::Npm, &missing));
    Some(Start { packages, ..folder.start(&main, install, format!("node {}", word(&main))) })
}

/// The start script; else a file: `main`, one with a usual name, or the one that listens; else another script that may
/// start a server.
fn command(folder: &Folder, package: &Value) -> Option<String> {
    if package["scripts"]["start"].is_string() {
        return Some("npm start".into());
    }
    let main = package["main"].as_str().filter(|main| folder.holds(main)).map(String::from);
    let usual = || MAINS.iter().find(|name| folder.holds(name)).map(|name| (*name).to_owned());
    if let Some(main) = main.or_else(usual).or_else(|| only_server(folder)) {
        return Some(format!("node {}", word(&main)));
    }
    ["serve", "server", "dev"]
        .into_iter()
        .find(|script| package["scripts"][script].is_string())
        .map(|script| format!("npm run {script}"))
}

const QUIET: &str = "--no-audit --no-fund --no-update-notifier --prefer-offline";

/// By the lock file if there is one. If it does not match its package, the packages are installed all the same.
pub fn install(folder: &Folder) -> (Vec<String>, Option<Packages>) {
    let package: Value = serde_json::from_str(&folder.text(PACKAGE)).unwrap_or_default();
    let needs = |key: &str| package[key].as_object().is_some_and(|list| !list.is_empty());
    if !needs("dependencies") && !needs("devDependencies") && !needs("optionalDependencies") {
        return (vec![], None);
    }
    let packages = Packages::of_node(folder, &[PACKAGE, LOCKS[0], LOCKS[1]]);
    let install = format!("npm install {QUIET}");
    let is_locked = LOCKS.iter().any(|lock| folder.has(lock));
    (vec![if is_locked { format!("npm ci {QUIET} || {install}") } else { install }], packages)
}

/// The one script of the folder that listens.
fn only_server(folder: &Folder) -> Option<String> {
    let listens = |file: &&String| folder.text(file).contains(".listen(");
    let scripts = folder.ending(".js").chain(folder.ending(".mjs")).chain(folder.ending(".cjs"));
    scripts.filter(|file| !file.contains(".test.")).find(listens).cloned()
}
