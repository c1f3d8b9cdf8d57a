//! A container engine, Docker or Podman: builds the image that a Dockerfile describes, and runs what is in one.

use super::builds::{Build, Builds};
use super::container_command::ContainerCommand;
use super::environment;
use super::find::Start;
use super::images::image_of;
use super::layout::{APP, HANDED_IN, HOME, Layout, PACKAGES, text};
use super::limits::SandboxLimits;
use super::network::{InstallNetwork, Network};
use super::pause::Pause;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Clone)]
pub struct Engine {
    /// `docker`, or `podman`, which takes the same words.
    pub program: &'static str,
    /// The image that an instructor names for what has no Dockerfile.
    pub image: Option<String>,
    builds: Arc<Builds>,
    _pause: Arc<Pause>,
}

pub const DOCKER: &str = "docker";
pub const PODMAN: &str = "podman";

/// The label of our containers and images. Its value is the folder of their workspace, which was called a room first:
/// the label keeps that name, so that what an older `lab` has left is found too.
const LABEL: &str = "lab.room";

/// How often an engine is asked to remove a container. After that it is left to `--resume`.
const REMOVALS: usize = 10;

/// The limit on the processes of an image. It is high, since servers in images often run as root, and all processes of
/// root on a machine may be counted together. Without a limit of ours, Podman asks for one that not every machine
/// grants.
const MANY_PROCESSES: &str = "nproc=16384:16384";

impl Engine {
    /// The engine, if it works and its containers can be entered from here. `root`: we are root.
    pub fn find(program: &'static str, image: Option<&str>, root: bool) -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err(format!("the containers of {program} cannot be entered from here: that takes Linux"));
        }
        if program == DOCKER && !root {
            return Err(
                "the containers of docker belong to root, and only root can enter them: use podman, or sudo".into()
            );
        }
        let (builds, _pause) = (Arc::default(), Arc::new(Pause::before(root)));
        let engine = Self { program, image: image.map(str::to_owned), builds, _pause };
        let asked = engine.ask(&["info"]).map_err(|error| format!("{program} cannot be asked: {error}"))?;
        match asked.status.code() {
            Some(0) => {}
            Some(124 | 137) => return Err(format!("{program} does not work here: it gives no answer")),
            Some(127) => return Err(format!("{program} is not installed")),
            _ => {
                let said = String::from_utf8_lossy(&asked.stderr);
                return Err(format!("{program} does not work here: {}", error_among(&said)));
            }
        }
        if !root && !engine.limits_for_all() {
            return Err(format!(
                "{program} cannot limit memory and processes here, unless it is run as root: that takes control groups \
                 of version 2 that are shared with ordinary users"
            ));
        }
        Ok(engine)
    }

    /// Whether containers of ordinary users are held to limits too.
    fn limits_for_all(&self) -> bool {
        let format = "{{.Host.CgroupVersion}} {{.Host.CgroupControllers}}";
        let said = self.said(&["info", "--format", format]).unwrap_or_default();
        ["v2", "memory", "pids"].iter().all(|word| said.contains(word))
    }

    /// Asks the engine, while other tasks go on. The time is bounded: a daemon may hang.
    fn ask(&self, words: &[&str]) -> std::io::Result<Output> {
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", "60", self.program]).args(words).stdin(Stdio::null());
        tokio::task::block_in_place(|| command.output())
    }

    fn said(&self, words: &[&str]) -> Option<String> {
        let asked = self.ask(words).ok().filter(|asked| asked.status.success())?;
        Some(String::from_utf8_lossy(&asked.stdout).trim().to_owned())
    }

    /// The image for a way to start that has no Dockerfile, if one is known.
    pub fn image_for(&self, start: &Start) -> Option<String> {
        let commands = start.install.iter().chain(&start.run).map(String::as_str);
        image_of(self.image.as_deref(), &commands.collect::<Vec<_>>())
    }

    /// The command that builds the image which a Dockerfile in the folder that it is run in describes.
    pub fn build(
        &self,
        tag: &str,
        file: &str,
        layout: &Layout,
        limits: &SandboxLimits,
        network: InstallNetwork,
    ) -> Vec<String> {
        let mut words: Vec<String> =
            [self.program, "build", "--tag", tag, "--file", file, "--force-rm"].map(String::from).into();
        let mut add = |name: &str, value: String| words.extend([name.to_owned(), value]);
        add("--label", label(layout));
        add("--memory", limits.memory.to_string());
        add("--ulimit", format!("nofile={0}:{0}", limits.files));
        add("--ulimit", MANY_PROCESSES.into());
        if network != InstallNetwork::Shared {
            // The containers of a build cannot be entered by their names: no way out is opened to them.
            add("--network", "none".into());
        }
        // The build arguments that every Dockerfile has without declaring them.
        for (name, _) in environment::network().filter(|(name, _)| name.to_lowercase().ends_with("_proxy")) {
            add("--build-arg", name);
        }
        words.push(".".into());
        words
    }

    /// The command that runs a command of a shell in an image, with the folders of the workspace.
    pub fn run(
        &self,
        name: &str,
        image: &str,
        layout: &Layout,
        inside: &ContainerCommand,
        limits: &SandboxLimits,
    ) -> Vec<String> {
        let waits = inside.network == Network::WayOut;
        let mut words = self.start(name, layout, inside.network, limits);
        let mut add = |name: &str, value: &str| words.extend([name, value].map(String::from));
        add("--cap-drop", "ALL");
        add("--tmpfs", "/tmp:rw,exec,mode=1777,size=256m");
        match inside.user {
            Some(user) => {
                add("--user", &format!("{user}:{user}"));
                add("--ulimit", &format!("nproc={0}:{0}", limits.most_processes()));
            }
            None => add("--userns", "keep-id"),
        }
        add("--volume", &format!("{}:{APP}", text(&layout.app)));
        add("--volume", &format!("{}:{HOME}", text(&layout.home)));
        if let Some(handed_in) = &layout.handed_in {
            add("--volume", &format!("{}:{HANDED_IN}:ro", text(handed_in)));
        }
        if let Some((file, _)) = layout.resolver.as_ref().filter(|_| waits) {
            add("--volume", &format!("{}:/etc/resolv.conf:ro", text(file)));
        }
        if let Some(packages) = &layout.packages {
            add("--volume", &format!("{}:{PACKAGES}:ro", text(packages)));
        }
        add("--workdir", &text(&Path::new(APP).join(inside.folder)));
        for (name, value) in environment::settings(Path::new(HOME), inside.purpose) {
            add("--env", &format!("{name}={value}"));
        }
        add("--entrypoint", "sh");
        words.extend(waits.then(|| "--interactive".into()));
        words.extend(["--read-only".into(), image.to_owned(), "-c".into()]);
        words.push(format!("export PATH=\"$HOME/venv/bin:$HOME/.local/bin:$PATH\"; {}", inside.shell));
        words
    }

    /// The command that runs an image with the command that the image itself names.
    pub fn run_image(
        &self,
        name: &str,
        image: &str,
        port: u16,
        layout: &Layout,
        limits: &SandboxLimits,
    ) -> Vec<String> {
        let mut words = self.start(name, layout, Network::Loopback, limits);
        words.extend(["--ulimit", MANY_PROCESSES, "--env"].map(String::from));
        words.extend([format!("PORT={port}"), image.to_owned()]);
        words
    }

    fn start(&self, name: &str, layout: &Layout, network: Network, limits: &SandboxLimits) -> Vec<String> {
        let mut words: Vec<String> =
            [self.program, "run", "--name", name, "--log-driver", "none"].map(String::from).into();
        let mut add = |name: &str, value: String| words.extend([name.to_owned(), value]);
        add("--label", label(layout));
        add("--hostname", "lab".into());
        if network != Network::Shared {
            add("--network", "none".into());
        }
        add("--security-opt", "no-new-privileges".into());
        // SELinux, if it is there, closes the folders of the machine to containers.
        add("--security-opt", "label=disable".into());
        // A little more than the limit, so that a submission which passes it is seen to.
        add("--memory", (limits.memory + limits.memory / 8).to_string());
        add("--pids-limit", limits.most_processes().to_string());
        add("--ulimit", format!("nofile={0}:{0}", limits.files));
        add("--ulimit", format!("fsize={0}:{0}", limits.disk));
        add("--ulimit", "core=0:0".into());
        words
    }

    /// The first process of a container, by its id outside.
    pub fn inner(&self, name: &str) -> Option<i32> {
        self.said(&["inspect", "--format", "{{.State.Pid}}", name])?.parse().ok().filter(|pid| *pid > 0)
    }

    /// Whether a container that has ended was killed. Nothing within it can do that, and we have not done it: then it
    /// had no more memory. Not every engine says so itself.
    pub fn was_killed(&self, name: &str) -> bool {
        self.said(&["wait", name]).is_some_and(|code| code == "137")
    }

    /// What a container has written into its image's files, in bytes.
    pub fn written(&self, name: &str) -> u64 {
        let size = self.said(&["inspect", "--size", "--format", "{{.SizeRw}}", name]);
        size.and_then(|size| size.parse().ok()).unwrap_or(0)
    }

    /// Removes a container, whatever runs in it. To end a fork bomb may take longer than the engine waits: it says then
    /// that it cannot, and is asked again.
    pub fn remove(&self, name: &str) {
        let remove_once = || {
            // Podman would wait for it to stop by itself.
            let _ = self.ask(&["kill", name]);
            let _ = self.ask(&["rm", "--force", name]);
            self.said(&["container", "inspect", "--format", "{{.Id}}", name]).is_none()
        };
        tokio::task::block_in_place(|| {
            for _ in 0..REMOVALS {
                if remove_once() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(500));
            }
        });
    }

    /// The turn of a build, for as long as what is returned.
    pub fn begin_build(&self) -> Build<impl Fn(&str) + use<>> {
        let engine = self.clone();
        // The end of a turn removes what has waited for it.
        let remove = move |image: &str| tokio::task::block_in_place(|| engine.remove_image(image));
        tokio::task::block_in_place(|| self.builds.begin(remove))
    }

    /// Whether it still works at all.
    pub fn answers(&self) -> bool {
        self.ask(&["info"]).is_ok_and(|asked| asked.status.success())
    }

    /// Removes an image, now or after the last build.
    pub fn leave_image(&self, tag: String) {
        tokio::task::block_in_place(|| self.builds.remove(tag, |image| self.remove_image(image)));
    }

    fn remove_image(&self, tag: &str) {
        let _ = self.ask(&["rmi", "--force", tag]);
    }

    /// Removes the containers and the images of the workspaces in this folder that outlived the `lab` that made them.
    pub fn sweep(&self, folder: &Path) {
        let labelled = format!("label={LABEL}");
        let format = format!("{{{{index .Config.Labels \"{LABEL}\"}}}}");
        let of_ours = |words: &[&str]| -> Vec<String> {
            let listed = self.said(&[words, &["--quiet", "--filter", &labelled]].concat()).unwrap_or_default();
            let workspace = |id: &str| self.said(&["inspect", "--format", &format, id]);
            let is_ours = |id: &&str| workspace(id).is_some_and(|workspace| Path::new(&workspace).starts_with(folder));
            listed.lines().filter(is_ours).map(str::to_owned).collect()
        };
        of_ours(&["ps", "--all"]).iter().for_each(|container| self.remove(container));
        of_ours(&["images"]).iter().for_each(|image| self.remove_image(image));
    }
}

/// The one line that says why, of all that an engine says when it does not work.
fn error_among(said: &str) -> &str {
    let is_error = |line: &&str| line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("error:"));
    said.lines().find(is_error).or(said.trim().lines().next()).unwrap_or_default()
}

fn label(layout: &Layout) -> String {
    format!("{LABEL}={}", text(layout.folder()))
}
