//! The process that a task becomes, with all that limits it.

use super::Workspace;
use super::task::{RunsIn, Task};
use crate::sandbox::cgroup::ControlGroup;
use crate::sandbox::disk::DiskWatch;
use crate::sandbox::environment;
use crate::sandbox::failure::StartFailure;
use crate::sandbox::find::Start;
use crate::sandbox::isolation::IsolationKind;
use crate::sandbox::log::Log;
use crate::sandbox::processes::MARK;
use crate::sandbox::purpose::Purpose;
use crate::sandbox::running::Running;
use crate::sandbox::uplink::Uplink;
use std::path::Path;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

impl Workspace {
    pub(super) async fn run(
        &self,
        purpose: Purpose,
        start: &Start,
        task: Task,
        log: &Path,
    ) -> Result<Running, StartFailure> {
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
            not_its_own: vec![],
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
        Uplink::is_possible().map_err(|why| why.to_string())?;
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
}
