//! The room of one submission: what it needs is installed there, its server runs there, and nothing of it stays.

use super::cgroup::Group;
use super::engine::{Container, Engine, Image, Inside};
use super::environment::environment;
use super::find::{PORT, Start};
use super::isolation::{Isolation, Kind, Phase, Place};
use super::limits::Limits;
use super::log::{Log, tail};
use super::processes::{Belongs, MARK};
use super::running::{Running, said};
use super::trouble::Trouble;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use tokio::process::Command;
use tokio::time::Instant;

pub struct Room {
    isolation: Isolation,
    limits: Limits,
    place: Place,
    /// Where its logs go: `install.log` and `server.log`.
    logs: PathBuf,
    /// What its Dockerfile describes, once it is built.
    image: Mutex<Option<Image>>,
}

/// A command as it is run for a room.
struct Task {
    /// As it is told.
    shown: String,
    words: Vec<String>,
    runs: Runs,
}

/// Where it runs.
enum Runs {
    /// Behind what keeps it apart, or among our processes.
    Here,
    Within(Container),
    /// It is the engine itself, at work.
    Builds,
}

impl Room {
    /// A room in `folder`, which holds what was handed in as `app`, and belongs to it from now on.
    pub fn new(
        isolation: &Isolation,
        limits: &Limits,
        number: u32,
        folder: &Path,
        handed_in: Option<PathBuf>,
        logs: &Path,
    ) -> std::io::Result<Self> {
        let folder = std::path::absolute(folder)?;
        let (app, home) = (folder.join("app"), folder.join("home"));
        std::fs::create_dir_all(&app)?;
        std::fs::create_dir_all(&home)?;
        std::fs::create_dir_all(logs)?;
        let mark = format!("{}#{}", folder.display(), rand::random::<u32>());
        let place = Place { number, app, home, handed_in, mark };
        let room = Self {
            isolation: isolation.clone(),
            limits: limits.clone(),
            place,
            logs: logs.to_owned(),
            image: Mutex::default(),
        };
        room.alias_python()?;
        room.give()?;
        Ok(room)
    }

    /// Students write `python`, which some systems know as `python3` only.
    fn alias_python(&self) -> std::io::Result<()> {
        let tools = &self.isolation.tools;
        let ours = self.isolation.kind != Kind::Container && tools.program("python").is_none();
        let Some(python) = tools.program("python3").filter(|_| ours) else {
            return Ok(());
        };
        let bin = self.place.home.join(".local/bin");
        std::fs::create_dir_all(&bin)?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(python, bin.join("python"))?;
        Ok(())
    }

    /// Its files belong to its user, where it has one.
    fn give(&self) -> std::io::Result<()> {
        #[cfg(unix)]
        if let Some(user) = self.isolation.user(&self.place) {
            own(vec![self.place.app.clone(), self.place.home.clone()], user)?;
        }
        Ok(())
    }

    /// Runs the commands that install what it needs, with a network.
    pub async fn install(&self, start: &Start) -> Result<(), Trouble> {
        if start.run.is_none() {
            return self.build(start).await;
        }
        for command in &start.install {
            let task = self.shell(Phase::Install, start, command)?;
            self.to_its_end(start, task).await?;
        }
        Ok(())
    }

    async fn build(&self, start: &Start) -> Result<(), Trouble> {
        let engine = self.engine()?;
        let image = Image { engine: engine.clone(), tag: self.new_name() };
        let words = engine.build(&image.tag, &self.place, &self.limits_of(Phase::Install));
        *self.image.lock().expect("no holder panics") = Some(image);
        let shown = format!("{} build ({})", engine.program, start.because);
        self.to_its_end(start, Task { shown, words, runs: Runs::Builds }).await
    }

    async fn to_its_end(&self, start: &Start, task: Task) -> Result<(), Trouble> {
        let log = self.logs.join("install.log");
        let until = Instant::now() + self.limits.install;
        let command = task.shown.clone();
        let mut running = self.run(Phase::Install, start, task, &log).await?;
        let finished = running.finish(until).await;
        let over = running.was_stopped();
        let engine_failed = matches!(&finished, Some(Ok(status)) if running.is_fault_of_engine(*status));
        running.stop().await;
        match (finished, over) {
            (Some(Ok(status)), _) if status.success() => Ok(()),
            _ if engine_failed => Err(Trouble::Ours(tail(&log))),
            (_, Some(over)) => Err(Trouble::TooMuch(over)),
            (None, None) => Err(Trouble::InstallTooLong { command, most: self.limits.install }),
            (Some(Err(error)), None) => Err(Trouble::Ours(error.to_string())),
            (Some(Ok(status)), None) => Err(Trouble::Install { command, status: said(status), said: tail(&log) }),
        }
    }

    /// Starts the server, and waits until it listens. It ends with what is returned.
    pub async fn serve(&self, start: &Start, port: Option<u16>) -> Result<Running, Trouble> {
        let log = self.logs.join("server.log");
        let task = match &start.run {
            Some(command) => self.shell(Phase::Serve, start, command)?,
            None => self.image(start).await?,
        };
        let mut running = self.run(Phase::Serve, start, task, &log).await?;
        let until = Instant::now() + self.limits.start;
        let listened = running.listens(port.or(start.port), until, &log).await;
        match listened {
            Ok(addresses) => {
                running.addresses = addresses;
                Ok(running)
            }
            Err(trouble) => {
                running.stop().await;
                Err(trouble)
            }
        }
    }

    /// A command of a shell, kept apart.
    fn shell(&self, phase: Phase, start: &Start, shell: &str) -> Result<Task, Trouble> {
        let (shown, folder, limits) = (shell.to_owned(), start.folder.to_string_lossy(), self.limits_of(phase));
        let shell = &exported(shell, phase);
        if self.isolation.kind != Kind::Container {
            let words = self.isolation.words(&self.place, phase, &folder, shell, &limits);
            return Ok(Task { shown, words, runs: Runs::Here });
        }
        let engine = self.engine()?;
        let image = engine.image_for(start).ok_or_else(|| Trouble::Ours("no image is known for it".into()))?;
        let inside = Inside { phase, user: self.isolation.user(&self.place), folder: &folder, shell };
        let container = Container { engine: engine.clone(), name: self.new_name() };
        let words = engine.run(&container.name, &image, &self.place, &inside, &limits);
        Ok(Task { shown, words, runs: Runs::Within(container) })
    }

    /// What its Dockerfile describes, built if that has not been done.
    async fn image(&self, start: &Start) -> Result<Task, Trouble> {
        let built = || self.image.lock().expect("no holder panics").as_ref().map(|image| image.tag.clone());
        if built().is_none() {
            self.build(start).await?;
        }
        let (engine, tag) = (self.engine()?, built().unwrap_or_default());
        let container = Container { engine: engine.clone(), name: self.new_name() };
        let words = engine.run_image(&container.name, &tag, PORT, &self.place, &self.limits);
        Ok(Task { shown: format!("{} run ({})", engine.program, start.because), words, runs: Runs::Within(container) })
    }

    fn engine(&self) -> Result<&Engine, Trouble> {
        self.isolation.engine.as_ref().ok_or_else(|| Trouble::Ours("there is no container engine".into()))
    }

    fn new_name(&self) -> String {
        format!("lab-{}-{}-{:08x}", std::process::id(), self.place.number, rand::random::<u32>())
    }

    async fn run(&self, phase: Phase, start: &Start, task: Task, log: &Path) -> Result<Running, Trouble> {
        let ours = |what: &str| {
            let what = what.to_owned();
            move |error: std::io::Error| Trouble::Ours(format!("{what}: {error}"))
        };
        // A container has one of its own.
        let groups = self.isolation.groups.as_ref().filter(|_| matches!(task.runs, Runs::Here));
        let group = groups.map(|groups| {
            let name = format!("{}-{}", self.place.number, if phase == Phase::Serve { "serve" } else { "install" });
            groups.make(&name, &self.limits_of(phase))
        });
        let group = group.transpose().map_err(ours("no control group can be made"))?;
        let mut command = Command::new("sh");
        command.args(["-c", JOIN, "sh"]);
        command.args(group.iter().flat_map(Group::doors)).arg("--").args(task.words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let plain = matches!(task.runs, Runs::Here) && self.isolation.kind == Kind::Plain;
        if plain {
            command.env_clear().envs(environment(&self.isolation.tools, &self.place.home, phase));
        }
        if plain || matches!(task.runs, Runs::Builds) {
            command.current_dir(self.place.app.join(&start.folder));
        }
        command.env(MARK, &self.place.mark);
        let log = Log::open(log, self.limits.output).await.map_err(ours("its log cannot be written"))?;
        log.line(&format!("$ {}", task.shown)).await;
        let mut process = command.spawn().map_err(ours("sh cannot be started"))?;
        let streams = (process.stdout.take(), process.stderr.take());
        let logs = [streams.0.map(|out| log.keep(out)), streams.1.map(|err| log.keep(err))];
        let apart = matches!(task.runs, Runs::Here) && self.isolation.kind == Kind::Bubblewrap;
        let container = if let Runs::Within(container) = task.runs { Some(container) } else { None };
        let mut running = Running {
            process,
            belongs: Belongs::Marked(self.place.mark.clone()),
            mark: self.place.mark.clone(),
            spaces: None,
            addresses: vec![],
            logs: logs.into_iter().flatten().collect(),
            isolation: self.isolation.clone(),
            limits: self.limits_of(phase),
            folder: self.place.app.with_file_name(""),
            group,
            over: None,
            container,
        };
        if apart || running.container.is_some() {
            running.enter().await?;
        }
        Ok(running)
    }

    /// Compilers and installers may take more than a server.
    fn limits_of(&self, phase: Phase) -> Limits {
        let mut limits = self.limits.clone();
        if phase == Phase::Install {
            limits.memory = limits.memory.max(2 << 30);
            limits.cpu = limits.install;
        }
        limits
    }
}

/// Joins the control groups, and becomes what follows: `sh -c JOIN sh door... -- command...`.
const JOIN: &str = r#"while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done; shift; exec "$@""#;

fn exported(shell: &str, phase: Phase) -> String {
    match phase {
        Phase::Install => shell.to_owned(),
        Phase::Serve => format!("export PORT={PORT}; {shell}"),
    }
}

/// Gives folders, and what is in them, to a user; never what a link leads to.
#[cfg(unix)]
fn own(mut folders: Vec<PathBuf>, user: u32) -> std::io::Result<()> {
    while let Some(folder) = folders.pop() {
        std::os::unix::fs::lchown(&folder, Some(user), Some(user))?;
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                std::os::unix::fs::lchown(entry.path(), Some(user), Some(user))?;
            }
        }
    }
    Ok(())
}
