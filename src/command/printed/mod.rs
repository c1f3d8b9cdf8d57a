//! What a server that we started prints. All of it is kept in a file; what was printed at one moment is shown beside what
//! was asked then.

mod beside;
mod told;

pub use beside::StartedServer;
pub use told::told;

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// So many lines are kept with the time at which they came, each as long as this, and so many bytes in the file.
const LINES: usize = 20_000;
const LONGEST: u64 = 4_000;
const MOST: u64 = 64 << 20;

/// What one server prints, as it comes.
#[derive(Clone)]
pub struct Printed(Arc<Mutex<Lines>>);

struct Lines {
    all: VecDeque<(Instant, String)>,
    file: Option<(PathBuf, File)>,
    written: u64,
    stays: bool,
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Some((path, _)) = self.file.take().filter(|_| !self.stays) {
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Printed {
    /// Where no file can be made, only what is kept in memory is known.
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("lab-server-{}-{number}.log", std::process::id()));
        // One that is there already may be anybody's.
        let file = OpenOptions::new().write(true).create_new(true).open(&path).ok().map(|file| (path, file));
        Self(Arc::new(Mutex::new(Lines { all: VecDeque::new(), file, written: 0, stays: false })))
    }

    /// Reads it to its end.
    pub fn read(&self, from: impl AsyncRead + Send + Unpin + 'static) {
        let printed = self.clone();
        tokio::spawn(async move {
            let mut from = BufReader::new(from);
            loop {
                let mut line = Vec::new();
                // A line that is longer than that becomes several.
                match (&mut from).take(LONGEST).read_until(b'\n', &mut line).await {
                    Ok(1..) => printed.add(&line),
                    Ok(0) | Err(_) => return,
                }
            }
        });
    }

    fn add(&self, line: &[u8]) {
        let mut lines = self.0.lock().expect("no holder panics");
        let fits = lines.written < MOST;
        if let Some((_, file)) = lines.file.as_mut().filter(|_| fits) {
            let _ = file.write_all(line);
            lines.written += line.len() as u64;
        }
        if lines.all.len() == LINES {
            lines.all.pop_front();
        }
        lines.all.push_back((Instant::now(), String::from_utf8_lossy(line).trim_end().to_owned()));
    }

    /// What was printed within one of these times.
    pub fn within(&self, times: &[(Instant, Instant)]) -> Vec<String> {
        let lines = self.0.lock().expect("no holder panics");
        let is_within = |at: &Instant| times.iter().any(|(from, to)| at >= from && at <= to);
        lines.all.iter().filter(|(at, _)| is_within(at)).map(|(_, line)| line.clone()).collect()
    }

    /// All that is kept of it.
    pub fn all(&self) -> Vec<String> {
        self.0.lock().expect("no holder panics").all.iter().map(|(_, line)| line.clone()).collect()
    }

    /// Where all of it stays, if anything was printed and could be written.
    pub fn keep(&self) -> Option<PathBuf> {
        let mut lines = self.0.lock().expect("no holder panics");
        if lines.written == 0 {
            return None;
        }
        lines.stays = true;
        lines.file.as_ref().map(|(path, _)| path.clone())
    }

    /// Copies all of it into the folder of a run.
    pub fn copy_to(&self, path: &Path) {
        let lines = self.0.lock().expect("no holder panics");
        if let Some((from, _)) = lines.file.as_ref().filter(|_| lines.written > 0) {
            let _ = std::fs::copy(from, path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn lines_are_kept_with_their_time_and_in_a_file_that_goes() {
        let printed = Printed::new();
        let begun = Instant::now();
        printed.read(&b"one\ntwo\nlast without an end"[..]);
        let end = begun + Duration::from_secs(10);
        while printed.all().len() < 3 && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(printed.all(), ["one", "two", "last without an end"]);
        assert_eq!(printed.within(&[(begun, Instant::now())]).len(), 3);
        assert!(printed.within(&[(Instant::now(), Instant::now())]).is_empty());
        let folder = tempfile::tempdir().unwrap();
        printed.copy_to(&folder.path().join("server.log"));
        assert!(std::fs::read_to_string(folder.path().join("server.log")).unwrap().starts_with("one\ntwo\n"));
        let path = printed.0.lock().unwrap().file.as_ref().unwrap().0.clone();
        assert!(path.is_file());
        drop(printed);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!path.exists(), "nobody wanted it");
    }
}
