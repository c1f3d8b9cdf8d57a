//! Submissions in containers: those that have a Dockerfile, and all of them if an instructor wants that.
//!
//! Nothing is downloaded: the only image is made of the Python of this machine.

use crate::class::{command, submissions};
use crate::common::{Folder, PATIENCE, Running, within};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// What has Python, and what other images are made from.
const PYTHON: &str = "lab-python";
const LISTENS: &str = "import socket\nlistens = socket.create_server(('', 5000))\n";

/// An engine with a store of its own.
struct Engine {
    program: &'static str,
    settings: Vec<(&'static str, String)>,
    daemon: Option<Child>,
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(daemon) = &mut self.daemon {
            // It ends what it has started before it goes.
            let id = nix::unistd::Pid::from_raw(daemon.id().cast_signed());
            let _ = nix::sys::signal::kill(id, nix::sys::signal::Signal::SIGTERM);
            let _ = daemon.wait();
        }
    }
}

impl Engine {
    fn podman(folder: &Folder) -> Self {
        let path = |name: &str| folder.arg(name);
        // What a machine lets Podman do by default differs from one to the next.
        let runtime = if has("runc") { "[engine]\nruntime = \"runc\"\n" } else { "" };
        let limits = "[containers]\ndefault_ulimits = [\"nproc=10000:10000\", \"nofile=1000:1000\"]\n";
        folder.write("containers.conf", &format!("{limits}{runtime}"));
        let (root, run) = (path("store"), path("run"));
        let store = format!("[storage]\ndriver = \"overlay\"\ngraphroot = \"{root}\"\nrunroot = \"{run}\"\n");
        folder.write("storage.conf", &store);
        let settings =
            vec![("CONTAINERS_CONF", path("containers.conf")), ("CONTAINERS_STORAGE_CONF", path("storage.conf"))];
        Self { program: "podman", settings, daemon: None }
    }

    /// With a daemon of our own. The path of a socket has to be short.
    fn docker(folder: &Folder) -> Self {
        let host = format!("unix:///tmp/lab-docker-{}.sock", std::process::id());
        folder.write("daemon.json", r#"{"iptables": false, "bridge": "none", "ip-masq": false}"#);
        let path = |name: &str| folder.arg(name);
        let mut daemon = Command::new("dockerd");
        daemon.args(["--host", &host, "--config-file", &path("daemon.json"), "--data-root", &path("store")]);
        daemon.args(["--exec-root", &path("exec"), "--pidfile", &path("docker.pid")]);
        let log = std::fs::File::create(folder.file("dockerd.log")).expect("a log");
        let daemon = daemon.stdout(Stdio::null()).stderr(log).spawn().expect("dockerd");
        let engine = Self { program: "docker", settings: vec![("DOCKER_HOST", host)], daemon: Some(daemon) };
        assert!(
            within(PATIENCE, || engine.run(&["info"]).status.success()),
            "dockerd: {}",
            std::fs::read_to_string(folder.file("dockerd.log")).unwrap_or_default()
        );
        engine
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(self.program);
        command.args(words).envs(self.settings.clone()).output().expect("the engine")
    }

    fn lines(&self, words: &[&str]) -> Vec<String> {
        let out = self.run(words);
        assert!(out.status.success(), "{words:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).lines().map(str::to_owned).collect()
    }

    fn import(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/class/image");
        let mut files = Command::new(script).stdout(Stdio::piped()).spawn().expect("python3");
        let mut command = Command::new(self.program);
        command.args(["import", "-", PYTHON]).envs(self.settings.clone());
        let out = command.stdin(files.stdout.take().expect("a pipe")).output().expect("the engine");
        assert!(files.wait().expect("it ends").success());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }

    fn start(&self, folder: &Folder, args: &[&str]) -> Running {
        let mut command = command(folder, args);
        if !args.contains(&"--resume") {
            command.args(["--only", "contract", "--only", "wake"]);
        }
        Running::start(command.envs(self.settings.clone()))
    }
}

fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// One that is right and one of each that is not, all with a Dockerfile; and one without.
fn class(folder: &Folder) {
    let image = |name: &str, server: &str, more: &str| {
        let docker = format!("FROM {PYTHON}\nWORKDIR /srv\nCOPY server .\n{more}CMD [\"python3\", \"server\"]\n");
        folder.write(&format!("class/{name}/Dockerfile"), &docker);
        folder.write(&format!("class/{name}/server"), server);
    };
    let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/http10.py");
    let peer = std::fs::read_to_string(peer).expect("a peer");
    image("right", &peer, "ENV HOLD=2.5\nEXPOSE 5000\n");
    image("unbuilt", &peer, "COPY missing .\n");
    image("greedy", &format!("{LISTENS}all = []\nwhile True: all.append(b'x' * (1 << 24))\n"), "");
    image("bomb", "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n", "");
    folder.write("class/unknown/lab.toml", "start = './server'\n");
    folder.write("class/plain/server.py", &peer);
    folder.write("class/plain/lab.toml", "start = 'HOLD=2.5 python3 server.py'\n");
}

/// Nothing is there that was not before, but for the steps that an engine keeps in case something is built again.
fn is_clean(engine: &Engine) {
    let containers = engine.lines(&["ps", "--all", "--format", "{{.Names}} {{.Status}} {{.Command}} {{.Labels}}"]);
    assert_eq!(containers, [""; 0], "containers");
    let mut images = engine.lines(&["images", "--format", "{{.Repository}}"]);
    images.retain(|name| name != "<none>");
    assert_eq!(images.len(), 1, "{images:?}");
}

fn all_run_in_containers(folder: &Folder, engine: &Engine) {
    engine.import();
    class(folder);
    let planned = engine.start(folder, &["class", "--dry-run", "--isolation", engine.program]).finish();
    planned.expect(3, &["build the image that Dockerfile describes", "No image is known in which ./server could run"]);
    let out = folder.arg("out");
    let ended =
        engine.start(folder, &["class", "--isolation", engine.program, "--image", PYTHON, "--out", &out]).finish();
    ended.expect(3, &["in a container"]);
    let found = submissions(Path::new(&out));
    let reason = |id: &str| found[id]["reason"]["id"].clone();
    assert_eq!((&found["right"]["mark"], &found["plain"]["mark"]), (&20.0.into(), &20.0.into()), "{found:#?}");
    assert_eq!(reason("unbuilt"), "grade-install-failed", "{found:#?}");
    assert_eq!(reason("greedy"), "grade-memory", "{found:#?}");
    assert_eq!(reason("bomb"), "grade-processes", "{found:#?}");
    is_clean(engine);
}

#[test]
fn podman_keeps_a_class_apart_and_builds_images() {
    let folder = Folder::new();
    let engine = Engine::podman(&folder);
    all_run_in_containers(&folder, &engine);

    // Beside bubblewrap, which starts what needs no image; and killed, it is taken up again.
    let killed = folder.arg("killed");
    let args = ["class", "--student", "right", "--student", "plain", "--out", &killed];
    let running = engine.start(&folder, &args);
    let runs = || !engine.lines(&["ps", "--quiet"]).is_empty();
    assert!(within(PATIENCE, runs), "{}", running.said("err"));
    drop(running);
    let ended = engine.start(&folder, &["--resume", &killed]).finish();
    ended.expect(0, &["bubblewrap"]);
    let found = submissions(Path::new(&killed));
    assert_eq!((&found["right"]["mark"], &found["plain"]["mark"]), (&20.0.into(), &20.0.into()), "{found:#?}");
    is_clean(&engine);
    let _ = engine.run(&["rmi", "--force", PYTHON]);
}

#[test]
fn docker_keeps_a_class_apart_and_builds_images() {
    let folder = Folder::new();
    if !nix::unistd::geteuid().is_root() {
        // Only root can enter its containers: others are told so.
        class(&folder);
        let ended = Running::start(command(&folder, &["class", "--isolation", "docker"]).env("PATH", "/usr/bin:/bin"));
        ended.finish().expect(2, &["only root can enter"]);
        return;
    }
    let engine = Engine::docker(&folder);
    all_run_in_containers(&folder, &engine);
}
