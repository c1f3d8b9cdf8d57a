//! Types commands into one terminal, or two.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::{sleep, timeout};

/// Whoever types into a second terminal sees first that the first one waits.
const PAUSE: Duration = Duration::from_millis(800);
/// No command waits for that long.
const MOST: Duration = Duration::from_secs(90);

/// What was written: in each terminal, and of that what was an error.
#[derive(Debug, Default)]
pub struct Typed {
    pub first: String,
    pub second: String,
    pub errors: String,
}

/// Types the commands of each terminal, in a folder of their own.
pub async fn typed(program: &Path, first: &[String], second: &[String]) -> Result<Typed, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let one = terminal(program, folder.path(), first);
    let two = async {
        if second.is_empty() {
            return Ok(Default::default());
        }
        sleep(PAUSE).await;
        terminal(program, folder.path(), second).await
    };
    let ((first, wrong), (second, wrong_too)) = tokio::try_join!(one, two)?;
    Ok(Typed { first, second, errors: wrong + &wrong_too })
}

/// What the commands wrote, and their errors.
async fn terminal(program: &Path, folder: &Path, commands: &[String]) -> Result<(String, String), String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let ours = program.parent().unwrap_or(folder).display();
    let child = Command::new("sh")
        .arg("-c")
        .arg(commands.join("\n"))
        .current_dir(folder)
        .env("PATH", format!("{ours}:{path}"))
        // Sentences are looked for, so they must be in one language and on one line.
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "1000")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    let ended = timeout(MOST, child.wait_with_output()).await;
    let output = ended.map_err(|_| format!("no end within {} s: {}", MOST.as_secs(), commands.join("; ")))?;
    let output = output.map_err(|error| error.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((text(&output.stdout), text(&output.stderr)))
}
