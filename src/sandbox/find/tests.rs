use super::*;
use std::fs;
use tempfile::TempDir;

/// A folder with these files, for as long as it lives.
fn made(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn found(files: &[(&str, &str)]) -> Vec<Start> {
    find(made(files).path()).unwrap()
}

fn one(files: &[(&str, &str)]) -> Start {
    let mut found = found(files);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn node_is_started_by_its_script_its_main_or_a_usual_name() {
    let script = one(&[("package.json", r#"{"scripts": {"start": "node x.js"}}"#), ("x.js", "")]);
    assert_eq!((script.run.as_deref().unwrap(), script.install.len()), ("npm start", 0));
    let main = &found(&[
        ("package.json", r#"{"main": "lib/x.js", "dependencies": {"express": "5"}}"#),
        ("package-lock.json", "{}"),
        ("lib/x.js", "app.listen(4321)"),
    ])[0];
    assert_eq!(main.run.as_deref(), Some("node lib/x.js"));
    assert!(main.install[0].starts_with("npm ci ") && main.install[0].contains("|| npm install"));
    let usual = one(&[("package.json", "{}"), ("server.js", "const port = process.env.PORT || 3000")]);
    assert_eq!((usual.run.as_deref().unwrap(), usual.port), ("node server.js", Some(3000)));
    let none = one(&[("mon serveur.js", "require('express')().listen(8080)")]);
    assert_eq!((none.run.as_deref().unwrap(), none.port), ("node 'mon serveur.js'", Some(8080)));
    assert!(none.install[0].ends_with(" express"));
}

#[test]
fn python_is_run_by_itself_or_by_what_runs_its_application() {
    let flask = "from flask import Flask\napp = Flask(__name__)\n";
    let run = one(&[("app.py", &format!("{flask}app.run(port=5001)")), ("requirements.txt", "flask")]);
    assert_eq!((run.run.as_deref().unwrap(), run.port), ("python app.py", Some(5001)));
    assert!(run.install[1].ends_with("-r requirements.txt"));
    let only = one(&[("app.py", flask)]);
    assert_eq!(only.run.as_deref(), Some("python -m flask --app app run --port $PORT"));
    assert!(only.install[1].ends_with(" flask"), "what is imported is installed: {:?}", only.install);
    let fast = one(&[("api.py", "from fastapi import FastAPI\napi = FastAPI()\n")]);
    assert_eq!(fast.run.as_deref(), Some("python -m uvicorn api:api --host 127.0.0.1 --port $PORT"));
    let plain = one(&[("main.py", "names = []"), ("serve_it.py", "HTTPServer(('', 8000), H).serve_forever()")]);
    assert_eq!((plain.run.as_deref().unwrap(), plain.install.len()), ("python serve_it.py", 0));
}

#[test]
fn what_names_a_redis_uses_one() {
    let uses = |name: &str, text: &str| {
        find(made(&[("app.py", "app = Flask(__name__)"), (name, text)]).path()).unwrap()[0].uses_redis
    };
    assert!(uses("requirements.txt", "flask\nredis==5.0"));
    assert!(uses("package.json", r#"{ "main": "x.js", "dependencies": { "@socket.io/redis-adapter": "8" } }"#));
    assert!(uses("more.py", "SocketIO(app, message_queue = os.environ['QUEUE'])"));
    assert!(!uses("requirements.txt", "flask"));
    assert!(!uses("more.py", "def message_queue():\n    pass"));
    assert!(!uses("README.md", "Redis was not needed"));
}

#[test]
fn java_go_and_php_are_started_by_what_they_have() {
    let java = one(&[("Server.java", "class Server { public static void main(String[] a) {} }")]);
    assert_eq!(java.run.as_deref(), Some("java Server.java"));
    let two = one(&[
        ("Main.java", "package tp;\nclass Main { static void main(String[] a) {} }"),
        ("State.java", "package tp;\nclass State {}"),
    ]);
    assert_eq!(two.run.as_deref(), Some("java -cp \"$HOME/classes\" tp.Main"));
    let go = one(&[("main.go", "package main\nfunc main() {}"), ("go.mod", "module tp")]);
    assert_eq!(go.install, ["go build -o \"$HOME/server\" ."]);
    let php = one(&[("index.php", "<?php echo 1;")]);
    assert!(php.run.unwrap().contains("WORKERS=16 php -S 127.0.0.1:$PORT index.php"));
}

#[test]
fn what_a_student_says_goes_first() {
    let said = one(&[
        ("lab.toml", "start = \"python3 other.py --port 7000\"\nport = 7000"),
        ("app.py", "app = Flask(__name__)"),
        ("requirements.txt", "flask"),
    ]);
    assert_eq!((said.run.as_deref().unwrap(), said.port), ("python3 other.py --port 7000", Some(7000)));
    assert_eq!(said.install.len(), 2, "its list is installed all the same");
    let bad = find(made(&[("tp/lab.toml", "start = 'x'\n\nstrat = 1")]).path()).unwrap_err();
    assert_eq!(bad.file, "tp/lab.toml");
    assert!(bad.why.starts_with("line 3: "), "{}", bad.why);
}

#[test]
fn the_shallowest_goes_first_and_what_others_made_is_left_out() {
    let found = found(&[
        ("node_modules/express/index.js", "x.listen(1)"),
        ("tp2/server.js", "x.listen(3000)"),
        ("tp1/serveur/app.py", "from flask import Flask\napp = Flask(__name__)\napp.run()"),
        ("readme.md", ""),
    ]);
    let told: Vec<_> = found.iter().map(|start| start.because.as_str()).collect();
    assert_eq!(told, ["tp2/server.js", "tp1/serveur/app.py"]);
    assert_eq!(self::found(&[("readme.md", "hello")]), []);
}
