//! The workspace of one submission: what it needs is installed there, its server runs there, and nothing of it stays.

mod process;
mod task;

use super::beside::{self, MoreInstances};
use super::builds::is_of_the_machine;
use super::container::Image;
use super::failure::StartFailure;
use super::find::{Start, holds};
use super::isolation::{Isolation, IsolationKind};
use super::layout::Layout;
use super::limits::SandboxLimits;
use super::log::tail;
use super::purpose::Purpose;
use super::running::Running;
#[cfg(unix)]
use super::tree;
use super::uplink::{self, Uplink};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use task::{RunsIn, Task};
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

    pub(super) fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    pub(super) fn home(&self) -> &Path {
        &self.layout.home
    }

    pub(super) fn app(&self) -> &Path {
        &self.layout.app
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
        #[cfg(not(unix))]
        let _ = python;
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

    /// Builds what its Dockerfile describes. An engine's words do not tell for sure whose fault it was that a build failed: it
    /// is the Dockerfile's if it fails once more and nothing of the machine was missing.
    async fn build(&self, start: &Start) -> Result<(), StartFailure> {
        let engine = self.engine()?;
        self.stays_within(start)?;
        let _turn = engine.begin_build();
        match self.build_once(start).await {
            Err(StartFailure::Install { said, .. }) if is_of_the_machine(&said) => Err(StartFailure::Ours(said)),
            Err(StartFailure::Install { .. }) => match self.build_once(start).await {
                Err(StartFailure::Install { said, .. }) if is_of_the_machine(&said) || !engine.answers() => {
                    Err(StartFailure::Ours(said))
                }
                again => again,
            },
            once => once,
        }
    }

    async fn build_once(&self, start: &Start) -> Result<(), StartFailure> {
        let engine = self.engine()?;
        let image = Image { engine: engine.clone(), tag: self.new_name() };
        let file = start.because.rsplit('/').next().unwrap_or_default();
        let limits = self.limits_of(Purpose::Install);
        let words = engine.build(&image.tag, file, &self.layout, &limits, self.isolation.network);
        let former = self.image.lock().expect("no holder panics").replace(image);
        drop(former);
        let shown = format!("{} build ({})", engine.program, start.because);
        self.to_its_end(start, Task { shown, words, runs_in: RunsIn::Engine, waits: false }).await
    }

    /// The engine has rights that a submission has not, and reads the folder of the Dockerfile: no link may lead it elsewhere,
    /// not one either that an earlier way to start has made since it was found. Links further within are no way for engines.
    fn stays_within(&self, start: &Start) -> Result<(), StartFailure> {
        let app = &self.layout.app;
        let led_elsewhere = |file: &str| Err(StartFailure::LedElsewhere { file: file.to_owned() });
        if !holds(app, Path::new(&start.because)) {
            return led_elsewhere(&start.because);
        }
        // What is not to be in the image is listed in one of these.
        let lists = [".dockerignore", ".containerignore"].map(|name| start.folder.join(name));
        for list in lists.into_iter().chain([PathBuf::from(format!("{}.dockerignore", start.because))]) {
            if app.join(&list).symlink_metadata().is_ok() && !holds(app, &list) {
                return led_elsewhere(&list.to_string_lossy());
            }
        }
        Ok(())
    }

    async fn to_its_end(&self, start: &Start, task: Task) -> Result<(), StartFailure> {
        let log = self.logs.join("install.log");
        let until = Instant::now() + self.limits.install;
        let command = task.shown.clone();
        let mut running = self.run(Purpose::Install, start, task, &log).await?;
        let finished = running.finish(until).await;
        let over = running.was_stopped();
        let engine_failed = matches!(&finished, Some(Ok(status)) if running.is_fault_of_engine(*status));
        let way_out_ended = running.uplink.as_mut().is_some_and(Uplink::has_ended);
        let stopped = running.stop().await;
        match (finished, over) {
            (_, None) if stopped.is_err() => stopped,
            (Some(Ok(status)), _) if status.success() => Ok(()),
            _ if engine_failed => Err(StartFailure::Ours(tail(&log))),
            (_, Some(over)) => Err(StartFailure::TooMuch(over)),
            _ if way_out_ended => Err(StartFailure::Ours("slirp4netns has ended meanwhile".into())),
            (None, None) => Err(StartFailure::InstallTooLong { command, most: self.limits.install }),
            (Some(Err(error)), None) => Err(StartFailure::Ours(error.to_string())),
            (Some(Ok(status)), None) => {
                Err(StartFailure::Install { command, status: status.to_string(), said: tail(&log) })
            }
        }
    }

    /// Starts the server, and waits until it listens. It ends with what is returned.
    pub async fn serve(
        &self,
        start: &Start,
        port: Option<u16>,
        more: Option<&MoreInstances>,
    ) -> Result<Running, StartFailure> {
        let log = self.logs.join("server.log");
        let has_redis = self.isolation.starts_redis(start);
        let task = match &start.run {
            Some(command) => {
                let lines = beside::lines(command, has_redis, more);
                Task { shown: command.clone(), ..self.shell(Purpose::Serve, start, &lines, None)? }
            }
            None => self.image(start).await?,
        };
        let mut running = self.run(Purpose::Serve, start, task, &log).await?;
        running.not_its_own.extend(has_redis.then_some(beside::REDIS_PORT));
        running.not_its_own.extend(more.into_iter().flat_map(MoreInstances::ports));
        match running.listens(port.or(start.port), &log).await {
            Ok(addresses) => {
                running.addresses = addresses;
                Ok(running)
            }
            // What it has written may be why.
            Err(failure) => Err(running.stop().await.err().unwrap_or(failure)),
        }
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
