//! The room of one submission: what it needs is installed there, its server runs there, and nothing of it stays.

use super::cgroup::Group;
use super::find::{PORT, Start};
use super::isolation::{Isolation, Kind, Phase, Place};
use super::limits::Limits;
use super::log::{Log, tail};
use super::processes::{Belongs, MARK};
use super::running::{Running, said};
use super::trouble::Trouble;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;
use tokio::time::Instant;

pub struct Room {
    isolation: Isolation,
    limits: Limits,
    place: Place,
    /// Where its logs go: `install.log` and `server.log`.
    logs: PathBuf,
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
        let room = Self { isolation: isolation.clone(), limits: limits.clone(), place, logs: logs.to_owned() };
        room.alias_python()?;
        room.give()?;
        Ok(room)
    }

    /// Students write `python`, which some systems know as `python3` only.
    fn alias_python(&self) -> std::io::Result<()> {
        let tools = &self.isolation.tools;
        let Some(python) = tools.program("python3").filter(|_| tools.program("python").is_none()) else {
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
        let log = self.logs.join("install.log");
        let until = Instant::now() + self.limits.install;
        for command in &start.install {
            let mut running = self.run(Phase::Install, start, command, &log).await?;
            let finished = running.finish(until).await;
            let over = running.was_stopped();
            running.stop().await;
            let command = command.clone();
            match (finished, over) {
                (Some(Ok(status)), _) if status.success() => {}
                (_, Some(over)) => return Err(Trouble::TooMuch(over)),
                (None, None) => return Err(Trouble::InstallTooLong { command, most: self.limits.install }),
                (Some(Err(error)), None) => return Err(Trouble::Ours(error.to_string())),
                (Some(Ok(status)), None) => {
                    return Err(Trouble::Install { command, status: said(status), said: tail(&log) });
                }
            }
        }
        Ok(())
    }

    /// Starts the server, and waits until it listens. It ends with what is returned.
    pub async fn serve(&self, start: &Start, port: Option<u16>) -> Result<Running, Trouble> {
        let log = self.logs.join("server.log");
        let mut running = self.run(Phase::Serve, start, &start.run, &log).await?;
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

    async fn run(&self, phase: Phase, start: &Start, shell: &str, log: &Path) -> Result<Running, Trouble> {
        let ours = |what: &str| {
            let what = what.to_owned();
            move |error: std::io::Error| Trouble::Ours(format!("{what}: {error}"))
        };
        let group = self.isolation.groups.as_ref().map(|groups| {
            let name = format!("{}-{}", self.place.number, if phase == Phase::Serve { "serve" } else { "install" });
            groups.make(&name, &self.limits_of(phase))
        });
        let group = group.transpose().map_err(ours("no control group can be made"))?;
        let folder = start.folder.to_string_lossy();
        let words = self.isolation.words(&self.place, phase, &folder, &exported(shell, phase), &self.limits_of(phase));
        let mut command = Command::new("sh");
        command.args(["-c", JOIN, "sh"]);
        command.args(group.iter().flat_map(Group::doors)).arg("--").args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        command.env(MARK, &self.place.mark);
        if self.isolation.kind == Kind::Plain {
            command.env_clear().envs(self.isolation.environment(&self.place.home, phase)).env(MARK, &self.place.mark);
            command.current_dir(self.place.app.join(&start.folder));
        }
        let log = Log::open(log, self.limits.output).await.map_err(ours("its log cannot be written"))?;
        log.line(&format!("$ {shell}")).await;
        let mut process = command.spawn().map_err(ours("sh cannot be started"))?;
        let streams = (process.stdout.take(), process.stderr.take());
        let logs = [streams.0.map(|out| log.keep(out)), streams.1.map(|err| log.keep(err))];
        let mut running = Running {
            process,
            belongs: Belongs::Marked(self.place.mark.clone()),
            mark: self.place.mark.clone(),
            inner: None,
            addresses: vec![],
            logs: logs.into_iter().flatten().collect(),
            isolation: self.isolation.clone(),
            limits: self.limits_of(phase),
            folder: self.place.app.with_file_name(""),
            group,
            over: None,
        };
        if self.isolation.kind == Kind::Bubblewrap {
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
