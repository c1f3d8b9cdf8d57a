//! The process of a browser: how it is started, and that nothing of it is left.

use super::BrowserError;
use super::launch::Launch;
use super::profile::Profile;
use std::io::Read;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// The protocol is spoken over the third and the fourth of its files.
const WITH_PIPES: &str = r#"exec "$@" 3<&0 4>&1 </dev/null >/dev/null"#;
/// So much of what it says of its troubles is kept.
const KEPT: usize = 4000;
/// It ends by itself when its pipe does; after so long it is ended.
const ENDS_WITHIN: Duration = Duration::from_secs(2);
/// The user who owns nothing: a browser that root starts is not root's.
#[cfg(unix)]
const NOBODY: u32 = 65534;

/// How the walls between pages and the machine are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walls {
    /// By Chromium itself.
    Own,
    /// By nobody, or by what it is started in.
    None,
}

/// A browser that runs. It ends when this is dropped.
pub struct Process {
    pub pid: u32,
    ended: watch::Receiver<bool>,
    said: Arc<Mutex<String>>,
    kill: Option<mpsc::UnboundedSender<()>>,
    _profile: Profile,
}

/// Its pipes: what we write, and what it writes.
pub type Pipes = (ChildStdin, ChildStdout);

impl Process {
    pub async fn start(launch: &Launch, walls: Walls) -> Result<(Self, Pipes), BrowserError> {
        let failed = |error: std::io::Error| BrowserError::DoesNotStart(error.to_string());
        // Whoever makes other name spaces has rights that it needs for that, and gives them up itself.
        let user = user().filter(|_| launch.within.is_empty());
        let profile = Profile::new(user).map_err(failed)?;
        let command = command(launch, walls, &profile, user);
        let (started, starting) = oneshot::channel();
        let (kill, killed) = mpsc::unbounded_channel();
        let (tell_end, ended) = watch::channel(false);
        // The system ends it when the thread dies that started it: that one lives as long as the browser.
        std::thread::Builder::new()
            .name("browser".into())
            .spawn(move || keep(command, started, killed, &tell_end))
            .map_err(failed)?;
        let mut child = starting.await.map_err(|_| BrowserError::Gone)?.map_err(failed)?;
        let said = Arc::new(Mutex::new(String::new()));
        if let Some(stderr) = child.stderr.take() {
            let said = said.clone();
            std::thread::spawn(move || listen(stderr, &said));
        }
        let pipes = child.stdin.take().zip(child.stdout.take()).expect("they are piped");
        Ok((Self { pid: child.pid, ended, said, kill: Some(kill), _profile: profile }, pipes))
    }

    /// What it said of its troubles, the last line that is not one of every day.
    pub fn trouble(&self) -> String {
        let said = self.said.lock().expect("no holder panics");
        let mut lines = said.lines().filter(|line| !line.contains("dbus") && !line.contains("Fontconfig"));
        lines.next_back().unwrap_or("it said nothing").trim().to_owned()
    }

    /// Waits until it has ended, and ends it if that takes long.
    pub async fn end(mut self) {
        let mut ended = self.ended.clone();
        let is_over = tokio::time::timeout(ENDS_WITHIN, ended.wait_for(|ended| *ended)).await.is_ok();
        self.kill = None;
        if !is_over {
            let _ = tokio::time::timeout(ENDS_WITHIN, ended.wait_for(|ended| *ended)).await;
        }
    }
}

/// What is taken of a child by whoever does not wait for it.
struct Taken {
    pid: u32,
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
}

/// Starts it and waits for its end; whatever it started ends with it.
fn keep(
    mut command: Command,
    started: oneshot::Sender<std::io::Result<Taken>>,
    killed: mpsc::UnboundedReceiver<()>,
    tell_end: &watch::Sender<bool>,
) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return drop(started.send(Err(error))),
    };
    let taken =
        Taken { pid: child.id(), stdin: child.stdin.take(), stdout: child.stdout.take(), stderr: child.stderr.take() };
    let is_wanted = started.send(Ok(taken)).is_ok();
    wait(&mut child, is_wanted, killed);
    end_group(child.id());
    let _ = child.kill();
    let _ = child.wait();
    let _ = tell_end.send(true);
}

/// Until it has ended, or nobody wants it any more.
fn wait(child: &mut Child, is_wanted: bool, mut killed: mpsc::UnboundedReceiver<()>) {
    use tokio::sync::mpsc::error::TryRecvError;
    while is_wanted && !matches!(killed.try_recv(), Err(TryRecvError::Disconnected)) {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            _ => return,
        }
    }
}

/// Those that it started are of its group.
fn end_group(pid: u32) {
    #[cfg(unix)]
    if let Ok(pid) = i32::try_from(pid) {
        use nix::sys::signal::{Signal, killpg};
        let _ = killpg(nix::unistd::Pid::from_raw(pid), Signal::SIGKILL);
    }
    #[cfg(not(unix))]
    let _ = pid;
}

fn listen(mut stderr: ChildStderr, said: &Mutex<String>) {
    let mut part = [0; 1024];
    while let Ok(read @ 1..) = stderr.read(&mut part) {
        let mut said = said.lock().expect("no holder panics");
        said.push_str(&String::from_utf8_lossy(&part[..read]));
        let end = said.len().saturating_sub(KEPT);
        let cut = (end..said.len()).find(|at| said.is_char_boundary(*at)).unwrap_or_default();
        said.drain(..cut);
    }
}

/// The user that the browser is started as, if it is not the one we are.
fn user() -> Option<u32> {
    #[cfg(unix)]
    return nix::unistd::geteuid().is_root().then_some(NOBODY);
    #[cfg(not(unix))]
    None
}

fn command(launch: &Launch, walls: Walls, profile: &Profile, user: Option<u32>) -> Command {
    let mut words: Vec<std::ffi::OsString> = vec![];
    if cfg!(target_os = "linux") && std::path::Path::new("/usr/bin/setpriv").exists() {
        words.extend(["setpriv", "--pdeathsig", "KILL", "--"].map(Into::into));
    }
    words.extend(launch.within.iter().map(Into::into));
    words.extend(["sh", "-c", WITH_PIPES, "sh"].map(Into::into));
    words.push(launch.program.path.clone().into());
    words.extend(flags(launch, walls).map(Into::into));
    let mut folder = std::ffi::OsString::from("--user-data-dir=");
    folder.push(profile.path());
    words.push(folder);
    if !launch.is_visible {
        words.push("about:blank".into());
    }
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let home = profile.path();
    command.envs(["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].map(|name| (name, &home)));
    // Its home is another one: where it is told how to reach the display, it is told again.
    if let (None, Some(home)) = (std::env::var_os("XAUTHORITY"), std::env::home_dir().filter(|_| launch.is_visible)) {
        command.env("XAUTHORITY", home.join(".Xauthority"));
    }
    command.current_dir("/");
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
        if let Some(user) = user {
            command.uid(user).gid(user);
        }
    }
    #[cfg(not(unix))]
    let _ = user;
    command
}

fn flags(launch: &Launch, walls: Walls) -> impl Iterator<Item = &'static str> {
    const ALWAYS: [&str; 20] = [
        "--remote-debugging-pipe",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--mute-audio",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
        "--disable-extensions",
        // A tab that is not in front is a tab like any other.
        "--disable-background-timer-throttling",
        "--disable-renderer-backgrounding",
        "--disable-backgrounding-occluded-windows",
        "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
        // A page that looks whether it is driven is not told.
        "--disable-blink-features=AutomationControlled",
        "--js-flags=--max-old-space-size=256",
        "--lang=fr-FR",
        "--force-device-scale-factor=1",
        "--hide-scrollbars",
    ];
    let headless = (!launch.program.is_shell && !launch.is_visible).then_some("--headless=new");
    // One of its own would be in front of those that are opened, or behind.
    let windowless = launch.is_visible.then_some("--no-startup-window");
    let open = (walls == Walls::None).then_some("--no-sandbox");
    ALWAYS.into_iter().chain(headless).chain(windowless).chain(open)
}
