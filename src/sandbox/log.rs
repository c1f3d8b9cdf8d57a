//! What a submission prints, kept up to a bound and read to its end, so that it never waits for us.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

const CUT: &[u8] = b"\n[... more was printed than is kept]\n";

/// Several streams go to one file, each piece as it comes.
#[derive(Clone)]
pub struct Log {
    file: Arc<Mutex<tokio::fs::File>>,
    left: Arc<AtomicU64>,
}

impl Log {
    /// Appends to this file.
    pub async fn open(path: &Path, most: u64) -> std::io::Result<Self> {
        let file = tokio::fs::OpenOptions::new().create(true).append(true).open(path).await?;
        let there = file.metadata().await?.len();
        Ok(Self { file: Arc::new(Mutex::new(file)), left: Arc::new(AtomicU64::new(most.saturating_sub(there))) })
    }

    pub async fn line(&self, line: &str) {
        let _ = self.file.lock().await.write_all(format!("{line}\n").as_bytes()).await;
    }

    pub fn keep(&self, mut stream: impl AsyncRead + Unpin + Send + 'static) -> JoinHandle<()> {
        let log = self.clone();
        tokio::spawn(async move {
            let mut piece = vec![0; 8 << 10];
            while let Ok(read @ 1..) = stream.read(&mut piece).await {
                log.add(&piece[..read]).await;
            }
        })
    }

    async fn add(&self, piece: &[u8]) {
        let size = piece.len() as u64;
        let take = |left: u64| (left > 0).then(|| left.saturating_sub(size));
        // Nothing is left: the log says so already.
        let Ok(left) = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) else { return };
        let fits = usize::try_from(left.min(size)).unwrap_or(piece.len());
        let mut file = self.file.lock().await;
        // A full disk loses the log, not the submission.
        let _ = file.write_all(&piece[..fits]).await;
        if left <= size {
            let _ = file.write_all(CUT).await;
        }
        let _ = file.flush().await;
    }
}

/// The last lines of a log, which may say why something failed.
pub fn tail(path: &Path) -> String {
    const LINES: usize = 12;
    const BYTES: usize = 4 << 10;
    let text = std::fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text[text.len().saturating_sub(BYTES)..]).into_owned();
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
