//! Python: a list of what it needs, or what its sources import; and the source that serves.

use super::files::{Folder, word};
use super::packages::{Manager, Packages};
use super::start::Start;

const MAINS: [&str; 8] =
    ["app.py", "server.py", "main.py", "run.py", "serveur.py", "wsgi.py", "asgi.py", "application.py"];

/// Packages that such servers use: the name in an import, and the name on PyPI.
const PACKAGES: [(&str, &str); 22] = [
    ("flask", "flask"),
    ("flask_cors", "flask-cors"),
    ("flask_socketio", "flask-socketio"),
    ("fastapi", "fastapi"),
    ("uvicorn", "uvicorn"),
    ("starlette", "starlette"),
    ("sse_starlette", "sse-starlette"),
    ("aiohttp", "aiohttp"),
    ("tornado", "tornado"),
    ("quart", "quart"),
    ("sanic", "sanic"),
    ("bottle", "bottle"),
    ("gevent", "gevent"),
    ("eventlet", "eventlet"),
    ("waitress", "waitress"),
    ("socketio", "python-socketio"),
    ("websockets", "websockets"),
    ("flask_sock", "flask-sock"),
    ("simple_websocket", "simple-websocket"),
    ("redis", "redis"),
    ("requests", "requests"),
    ("django", "django"),
];

pub fn find(folder: &Folder) -> Option<Start> {
    if folder.has("manage.py") {
        let run = "python manage.py runserver --noreload 127.0.0.1:$PORT";
        return Some(start(folder, "manage.py", run));
    }
    let serves = |file: &&String| serves(&folder.text(file));
    let usual = folder.first(&MAINS).map(String::from);
    // A file with a usual name that serves nothing is not the server, if another file serves.
    let main = match usual {
        Some(main) if serves(&&main) || folder.ending(".py").all(|file| !serves(&file)) => main,
        _ => folder.ending(".py").find(serves).cloned()?,
    };
    let run = command(&main, &folder.text(&main));
    Some(start(folder, &main, &run))
}

fn start(folder: &Folder, because: &str, run: &str) -> Start {
    let (install, packages) = needs(folder);
    Start { packages, ..folder.start(because, install, run) }
}

/// Whether this looks like a source that serves something.
fn serves(text: &str) -> bool {
    let signs = [
        "Flask(",
        "FastAPI(",
        "Starlette(",
        "Quart(",
        "Sanic(",
        "Bottle(",
        "web.Application(",
        "HTTPServer(",
        "start_server(",
        ".listen(",
        "create_server(",
        "TCPServer(",
        "run_app(",
        "uvicorn.run(",
        "serve(",
        "WSGIServer(",
    ];
    signs.iter().any(|sign| text.contains(sign))
}

/// A source that starts itself is run; one that only defines an application is given to a program that runs those.
fn command(main: &str, text: &str) -> String {
    let runs =
        [".run(", "serve_forever", "run_app(", "run_forever", "asyncio.run(", "serve(", "IOLoop", "start_server("];
    let module = word(main.trim_end_matches(".py"));
    let named = |class: &str| {
        let pattern = format!(r"(?m)^(\w+)\s*(?::[^=\n]+)?=\s*{class}\(");
        let named = regex::Regex::new(&pattern).expect("a pattern");
        named.captures(text).map(|found| found[1].to_owned())
    };
    if !runs.iter().any(|run| text.contains(run)) {
        if let Some(name) = named("(?:fastapi\\.)?FastAPI").or_else(|| named("Starlette")).or_else(|| named("Quart")) {
            return format!("python -m uvicorn {module}:{name} --host 127.0.0.1 --port $PORT");
        }
        if named("(?:flask\\.)?Flask").is_some() || text.contains("Flask(") {
            return format!("python -m flask --app {module} run --port $PORT");
        }
    }
    format!("python {}", word(main))
}

fn needs(folder: &Folder) -> (Vec<String>, Option<Packages>) {
    if let Some(list) = folder.first(&["requirements.txt"]) {
        return install(folder, list);
    }
    if folder.has("pyproject.toml") && folder.text("pyproject.toml").contains("[project]") {
        return (commands("."), None);
    }
    let imports = regex::Regex::new(r"(?m)^\s*(?:from|import)\s+(\w+)").expect("a pattern");
    let texts: Vec<_> = folder.ending(".py").take(20).map(|file| folder.text(file)).collect();
    let imported = |name: &str| texts.iter().any(|text| imports.captures_iter(text).any(|found| &found[1] == name));
    let mut packages: Vec<_> =
        PACKAGES.iter().filter(|(import, _)| imported(import)).map(|(_, package)| *package).collect();
    if packages.contains(&"fastapi") && !packages.contains(&"uvicorn") {
        packages.push("uvicorn");
    }
    if packages.is_empty() {
        return (vec![], None);
    }
    (commands(&packages.join(" ")), Some(Packages::named(Manager::Pip, &packages)))
}

pub fn install(folder: &Folder, list: &str) -> (Vec<String>, Option<Packages>) {
    (commands(&format!("-r {}", word(list))), Packages::of_list(folder, list))
}

/// Installs into an environment of its own, with which the `PATH` of the server begins.
fn commands(what: &str) -> Vec<String> {
    vec![
        "python -m venv \"$HOME/venv\"".into(),
        format!("\"$HOME/venv/bin/python\" -m pip install --disable-pip-version-check --no-input {what}"),
    ]
}
