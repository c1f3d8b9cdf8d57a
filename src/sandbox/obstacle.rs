//! What is known beforehand to keep a submission from being installed or started here.

use super::environment;
use super::find::Start;
use super::isolation::IsolationKind;
use super::network::InstallNetwork;
use super::package_cache::PackageCache;
use super::purpose::Purpose;
use super::uplink::NoWayOut;
use super::workspace::Workspace;
use std::process::{Command, Stdio};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// This machine has no such program.
    NoProgram(String),
    /// It has to be installed with a way out, and there can be none.
    NoWayOut,
    /// It has to be installed without a network, and nobody has fetched what it asks for.
    NotFetched,
}

impl Workspace {
    /// None does not say that it will do: what a command does is seen when it runs. `installs`: what it needs is installed.
    pub fn obstacle(
        &self,
        start: &Start,
        installs: bool,
        way_out: &Result<(), NoWayOut>,
        packages: &PackageCache,
    ) -> Option<Obstacle> {
        // What an image has is known to the image.
        let run = start.run.as_deref()?;
        let commands = if installs { &start.install[..] } else { &[] };
        let Some(first) = commands.first() else { return self.no_program(run) };
        // The programs that later commands run may be what the first one installs.
        let no_program = self.no_program(first);
        let not_fetched = || {
            let none = self.isolation().network == InstallNetwork::None && packages.lacks(start, self.app());
            none.then_some(Obstacle::NotFetched)
        };
        no_program.or_else(|| way_out.is_err().then_some(Obstacle::NoWayOut)).or_else(not_fetched)
    }

    /// The program that a command of a shell begins with, if it is none of the shell's own and is not on the path.
    fn no_program(&self, command: &str) -> Option<Obstacle> {
        if self.isolation().kind == IsolationKind::Container {
            return None;
        }
        let words = shell_words::split(command).ok()?;
        let program = words.into_iter().find(|word| !word.contains('='))?;
        // What is meant by a path may be made before it is run, and what else a shell can begin with is its own matter.
        if !program.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c)) {
            return None;
        }
        let asked = Command::new("sh")
            .args(["-c", "command -v -- \"$1\"", "sh", &program])
            .env_clear()
            .envs(environment::with_tools(&self.isolation().tools, self.home(), Purpose::Serve))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status();
        asked.is_ok_and(|found| !found.success()).then_some(Obstacle::NoProgram(program))
    }
}
