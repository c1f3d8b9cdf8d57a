//! What is run for a workspace: commands in words, each for the isolation that there is.

use super::Workspace;
use crate::sandbox::container::Container;
use crate::sandbox::container_command::ContainerCommand;
use crate::sandbox::engine::Engine;
use crate::sandbox::failure::StartFailure;
use crate::sandbox::find::{PORT, Start};
use crate::sandbox::isolation::IsolationKind;
use crate::sandbox::layout::{Layout, PACKAGES};
use crate::sandbox::network::{InstallNetwork, Network};
use crate::sandbox::purpose::Purpose;
use std::path::Path;

/// A command as it is run for a workspace.
pub struct Task {
    /// As it is told.
    pub shown: String,
    pub words: Vec<String>,
    pub runs_in: RunsIn,
    /// It begins when it reads that it may.
    pub waits: bool,
}

/// What goes before the command of one that waits. Where nobody is left who could say that it may, it never begins. It is a
/// line of its own: a shell reads the next one after it, whatever that is.
const GATE: &str = "read -r _ || exit; exec </dev/null\n";

pub enum RunsIn {
    /// Bubblewrap, or among our processes if there is no isolation.
    Machine,
    Container(Container),
    /// It is the engine itself, at work.
    Engine,
}

impl Workspace {
    /// A command of a shell, kept apart.
    pub(super) fn shell(
        &self,
        purpose: Purpose,
        start: &Start,
        command: &str,
        packages: Option<&Path>,
    ) -> Result<Task, StartFailure> {
        let (folder, limits) = (start.folder.to_string_lossy(), self.limits_of(purpose));
        let network = self.isolation.network.of(purpose);
        let waits = network == Network::WayOut && self.isolation.has_networks();
        let shown = command.to_owned();
        let layout = Layout { packages: packages.map(Path::to_owned), ..self.layout.clone() };
        let shell = match purpose {
            Purpose::Install => format!("{}{command}", self.before_installing(start, packages)),
            Purpose::Serve => command.to_owned(),
        };
        let shell = &format!("{}{shell}", if waits { GATE } else { "" });
        if self.isolation.kind != IsolationKind::Container {
            let words = self.isolation.words(&layout, purpose, &folder, shell, &limits);
            return Ok(Task { shown, words, runs_in: RunsIn::Machine, waits });
        }
        let engine = self.engine()?;
        let image = engine.image_for(start).ok_or_else(|| StartFailure::Ours("no image is known for it".into()))?;
        let user = self.isolation.user(&self.layout);
        let inside = ContainerCommand { purpose, network, user, folder: &folder, shell };
        let container = Container { engine: engine.clone(), name: self.new_name() };
        let words = engine.run(&container.name, &image, &layout, &inside, &limits);
        Ok(Task { shown, words, runs_in: RunsIn::Container(container), waits })
    }

    /// What its Dockerfile describes, built if that has not been done.
    pub(super) async fn image(&self, start: &Start) -> Result<Task, StartFailure> {
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

    pub(super) fn engine(&self) -> Result<&Engine, StartFailure> {
        self.isolation.engine.as_ref().ok_or_else(|| StartFailure::Ours("there is no container engine".into()))
    }

    pub(super) fn new_name(&self) -> String {
        format!("lab-{}-{}-{:08x}", std::process::id(), self.layout.number, rand::random::<u32>())
    }
}
