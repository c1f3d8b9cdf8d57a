//! The workspace of one submission: what it needs is installed there, its server runs there, and nothing of it stays.

use super::cgroup::ControlGroup;
use super::disk::DiskWatch;
use super::engine::{Container, ContainerCommand, Engine, Image};
use super::environment;
use super::failure::StartFailure;
use super::find::{PORT, Start};
use super::isolation::{InstallNetwork, Isolation, IsolationKind};
use super::layout::{Layout, PACKAGES};
use super::limits::SandboxLimits;
use super::log::{Log, tail};
use super::processes::MARK;
use super::purpose::Purpose;
use super::running::Running;
#[cfg(unix)]
use super::tree;
use super::uplink::{self, Uplink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::Instant;

pub struct Workspace {
    isolation: Isolation,
    limits: SandboxLimits,
    layout: Layout,
    /// Where its logs go: `install.log` and `server.log`.
    logs: PathBuf,
    /// What its Dockerfile describes, once it is built.
    image: Mutex<Option<Image>>,
}

/// A command as it is run for a workspace.
struct Task {
    /// As it is told.
    shown: String,
    words: Vec<String>,
    runs_in: RunsIn,
    /// It begins when it reads that it may.
    waits: bool,
}

enum RunsIn {
    /// Bubblewrap, or among our processes if there is no isolation.
    Machine,
    Container(Container),
    /// It is the engine itself, at work.
    Engine,
}

impl Workspace {
    /// A workspace in `folder`, which holds what was handed in as `app`, and belongs to the workspace from now on.
    pub fn new(
        isolation: &Isolation,
        limits: &SandboxLimits,
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
        let workspace = Self {
            isolation: isolation.clone(),
            limits: limits.clone(),
            layout: Layout { number, app, home, handed_in, resolver: uplink::resolver(&folder)?, packages: None, mark },
            logs: logs.to_owned(),
            image: Mutex::default(),
        };
        workspace.alias_python()?;
        workspace.give()?;
        Ok(workspace)
    }

    /// Students write `python`, which some systems know as `python3` only.
    fn alias_python(&self) -> std::io::Result<()> {
        let tools = &self.isolation.tools;
        let ours = self.isolation.kind != IsolationKind::Container && tools.program("python").is_none();
        let Some(python) = tools.program("python3").filter(|_| ours) else {
            return Ok(());
        };
        let bin = self.layout.home.join(".local/bin");
        std::fs::create_dir_all(&bin)?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(python, bin.join("python"))?;
        Ok(())
    }

    /// Gives its files to its user, if it has one.
    fn give(&self) -> std::io::Result<()> {
        #[cfg(unix)]
        if let Some(user) = self.isolation.user(&self.layout) {
            tree::give(&self.layout.app, user)?;
            tree::give(&self.layout.home, user)?;
        }
        Ok(())
    }

    /// Runs the commands that install what it needs: with a network, or from the folder in which its packages are.
    pub async fn install(&self, start: &Start, packages: Option<&Path>) -> Result<(), StartFailure> {
        if start.run.is_none() {
            return self.build(start).await;
        }
        for command in &start.install {
            let task = self.shell(Purpose::Install, start, command, packages)?;
            self.to_its_end(start, task).await?;
        }
        Ok(())
    }

    async fn build(&self, start: &Start) -> Result<(), StartFailure> {
        let engine = self.engine()?;
        let image = Image { engine: engine.clone(), tag: self.new_name() };
        let words = engine.build(&image.tag, &self.layout, &self.limits_of(Purpose::Install), self.isolation.network);
        *self.image.lock().expect("no holder panics") = Some(image);
        let shown = format!("{} build ({})", engine.program, start.because);
        self.to_its_end(start, Task { shown, words, runs_in: RunsIn::Engine, waits: false }).await
    }

    async fn to_its_end(&self, start: &Start, task: Task) -> Result<(), StartFailure> {
        let log = self.logs.join("install.log");
        let until = Instant::now() + self.limits.install;
        let command = task.shown.clone();
        let mut running = self.run(Purpose::Install, start, task, &log).await?;
        let finished = running.finish(until).await;
        let over = running.was_stopped();
        let engine_failed = matches!(&finished, Some(Ok(status)) if running.is_fault_of_engine(*status));
        let stopped = running.stop().await;
        match (finished, over) {
            (_, None) if stopped.is_err() => stopped,
            (Some(Ok(status)), _) if status.success() => Ok(()),
            _ if engine_failed => Err(StartFailure::Ours(tail(&log))),
            (_, Some(over)) => Err(StartFailure::TooMuch(over)),
            (None, None) => Err(StartFailure::InstallTooLong { command, most: self.limits.install }),
            (Some(Err(error)), None) => Err(StartFailure::Ours(error.to_string())),
            (Some(Ok(status)), None) => {
                Err(StartFailure::Install { command, status: status.to_string(), said: tail(&log) })
            }
        }
    }

    /// Starts the server, and waits until it listens. It ends with what is returned.
    pub async fn serve(&self, start: &Start, port: Option<u16>) -> Result<Running, StartFailure> {
        let log = self.logs.join("server.log");
        let task = match &start.run {
            Some(command) => self.shell(Purpose::Serve, start, command, None)?,
            None => self.image(start).await?,
        };
        let mut running = self.run(Purpose::Serve, start, task, &log).await?;
        match running.listens(port.or(start.port), &log).await {
            Ok(addresses) => {
                running.addresses = addresses;
                Ok(running)
            }
            // What it has written may be why.
            Err(failure) => Err(running.stop().await.err().unwrap_or(failure)),
        }
    }

    /// A command of a shell, kept apart.
    fn shell(
        &self,
        purpose: Purpose,
        start: &Start,
        command: &str,
        packages: Option<&Path>,
    ) -> Result<Task, StartFailure> {
        let (folder, limits) = (start.folder.to_string_lossy(), self.limits_of(purpose));
        let waits = self.isolation.opens_way_out(purpose);
        let shown = command.to_owned();
        let layout = Layout { packages: packages.map(Path::to_owned), ..self.layout.clone() };
        let shell = &match purpose {
            Purpose::Install => format!("{}{command}", self.before_installing(start, packages)),
            Purpose::Serve => format!("export PORT={PORT}; {command}"),
        };
        if self.isolation.kind != IsolationKind::Container {
            let words = self.isolation.words(&layout, purpose, &folder, shell, &limits);
            return Ok(Task { shown, words, runs_in: RunsIn::Machine, waits });
        }
        let engine = self.engine()?;
        let image = engine.image_for(start).ok_or_else(|| StartFailure::Ours("no image is known for it".into()))?;
        let (network, user) = (self.isolation.network, self.isolation.user(&self.layout));
        let inside = ContainerCommand { purpose, network, waits, user, folder: &folder, shell };
        let container = Container { engine: engine.clone(), name: self.new_name() };
        let words = engine.run(&container.name, &image, &layout, &inside, &limits);
        Ok(Task { shown, words, runs_in: RunsIn::Container(container), waits })
    }

    /// What its Dockerfile describes, built if that has not been done.
    async fn image(&self, start: &Start) -> Result<Task, StartFailure> {
        let built = || self.image.lock().expect("no holder panics").as_ref().map(|image| image.tag.clone());
        if built().is_none() {
            self.build(start).await?;
        }
        let (engine, tag) = (self.engine()?, built().unwrap_or_default());
        let container = Container { engine: engine.clone(), name: self.new_name() };
        let words = engine.run_image(&container.name, &tag, PORT, &self.layout, &self.limits);
        let shown = format!("{} run ({})", engine.program, start.because);
        Ok(Task { shown, words, runs_in: RunsIn::Container(container), waits: false })
    }

    /// What goes before a command that installs: package managers look for nothing where nothing can be found.
    fn before_installing(&self, start: &Start, kept: Option<&Path>) -> String {
        match start.packages.as_ref().zip(kept) {
            Some((packages, _)) => packages.taken_from(PACKAGES),
            None if self.isolation.network == InstallNetwork::None => {
                "export PIP_NO_INDEX=1 npm_config_offline=true GOPROXY=off; ".into()
            }
            None => String::new(),
        }
    }

    fn engine(&self) -> Result<&Engine, StartFailure> {
        self.isolation.engine.as_ref().ok_or_else(|| StartFailure::Ours("there is no container engine".into()))
    }

    fn new_name(&self) -> String {
        format!("lab-{}-{}-{:08x}", std::process::id(), self.layout.number, rand::random::<u32>())
    }

    async fn run(&self, purpose: Purpose, start: &Start, task: Task, log: &Path) -> Result<Running, StartFailure> {
        let ours = |what: &'static str| move |error: std::io::Error| StartFailure::Ours(format!("{what}: {error}"));
        let group = self.control_group(purpose, &task).map_err(ours("no control group can be made"))?;
        let mut command =
            self.command(purpose, start, &task, group.as_ref()).map_err(ours("we are not to be found"))?;
        let log = Log::open(log, self.limits.output).await.map_err(ours("its log cannot be written"))?;
        log.line(&format!("$ {}", task.shown)).await;
        let mut process = command.spawn().map_err(ours("it cannot be started"))?;
        let streams = (process.stdout.take(), process.stderr.take());
        let logs = [streams.0.map(|out| log.keep(out)), streams.1.map(|err| log.keep(err))];
        let has_namespaces = match task.runs_in {
            RunsIn::Machine => self.isolation.kind == IsolationKind::Bubblewrap,
            RunsIn::Container(_) => true,
            RunsIn::Engine => false,
        };
        let container = if let RunsIn::Container(container) = task.runs_in { Some(container) } else { None };
        let mut running = Running {
            process,
            mark: self.layout.mark.clone(),
            namespaces: None,
            addresses: vec![],
            logs: logs.into_iter().flatten().collect(),
            isolation: self.isolation.clone(),
            disk: DiskWatch::new(
                self.layout.folder().to_owned(),
                self.limits.most_files(),
                self.isolation.looks.clone(),
            ),
            limits: self.limits_of(purpose),
            user: self.isolation.only_user(&self.layout),
            group,
            over: None,
            container,
            uplink: None,
        };
        if has_namespaces {
            running.enter().await?;
        }
        if task.waits
            && let Err(why) = self.let_out(&mut running).await
        {
            let _ = running.stop().await;
            return Err(StartFailure::Ours(why));
        }
        Ok(running)
    }

    /// Opens the way out of the network of a command that waits for that, and tells it to begin.
    async fn let_out(&self, running: &mut Running) -> Result<(), String> {
        // If it could not even be started, its own words say why.
        let Some(namespaces) = &running.namespaces else { return Ok(()) };
        Uplink::is_possible()?;
        running.uplink = Some(Uplink::open(namespaces, self.isolation.root).await?);
        let Some(mut stdin) = running.process.stdin.take() else { return Ok(()) };
        stdin.write_all(b"\n").await.map_err(|error| error.to_string())
    }

    /// None if such groups cannot be made, and none for the engine: a container has one of its own.
    fn control_group(&self, purpose: Purpose, task: &Task) -> std::io::Result<Option<ControlGroup>> {
        let Some(groups) = self.isolation.groups.as_ref().filter(|_| matches!(task.runs_in, RunsIn::Machine)) else {
            return Ok(None);
        };
        let what = if purpose == Purpose::Serve { "serve" } else { "install" };
        groups.make(&format!("{}-{what}", self.layout.number), &self.limits_of(purpose)).map(Some)
    }

    /// The process to be started for a task.
    fn command(
        &self,
        purpose: Purpose,
        start: &Start,
        task: &Task,
        group: Option<&ControlGroup>,
    ) -> std::io::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("launch");
        for door in group.into_iter().flat_map(ControlGroup::doors) {
            command.arg("--door").arg(door);
        }
        let machine = matches!(task.runs_in, RunsIn::Machine);
        if machine && self.isolation.kind == IsolationKind::Bubblewrap {
            command.arg("--filtered");
            command.args(task.waits.then_some("--waits"));
        }
        command.arg("--").args(&task.words);
        command.stdin(if task.waits { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let plain = machine && self.isolation.kind == IsolationKind::Plain;
        if plain {
            command.env_clear().envs(environment::with_tools(&self.isolation.tools, &self.layout.home, purpose));
        } else if machine {
            // Bubblewrap is the first process that a submission sees, and its environment can be read.
            command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        }
        if plain || matches!(task.runs_in, RunsIn::Engine) {
            command.current_dir(self.layout.app.join(&start.folder));
        }
        command.env(MARK, &self.layout.mark);
        Ok(command)
    }

    /// Compilers and installers may take more than a server.
    fn limits_of(&self, purpose: Purpose) -> SandboxLimits {
        let mut limits = self.limits.clone();
        if purpose == Purpose::Install {
            limits.memory = limits.memory.max(2 << 30);
            limits.cpu = limits.install;
        }
        limits
    }
}
