//! What was fetched for a class: packages, by what asks for them. All that ask for the same are given the same, whatever has
//! appeared on the Internet since, and can read it only.

use super::find::{FETCHED, Packages, Start};
use super::isolation::{Isolation, IsolationKind};
use super::limits::SandboxLimits;
use super::network::InstallNetwork;
use super::tree::{Remains, remove};
use super::workspace::Workspace;
use std::collections::HashMap;
use std::io::Error;
use std::path::{Path, PathBuf};
use tokio::sync::Mutex;

pub struct PackageCache {
    folder: PathBuf,
    isolation: Isolation,
    limits: SandboxLimits,
    /// The programs that install, since what is fetched is for them.
    programs: String,
    /// What was looked for by now, and what was found. One is fetched at a time.
    looked: Mutex<HashMap<String, Option<PathBuf>>>,
}

/// The number of the workspace that fetches: no submission of a class has it.
const FETCHER: u32 = u32::MAX;
/// In the folder of a key: what was fetched, once it is all there.
const FILES: &str = "files";

impl PackageCache {
    pub fn open(folder: &Path, isolation: &Isolation, limits: &SandboxLimits) -> Result<Self, Error> {
        let folder = std::path::absolute(folder)?;
        let programs = isolation.versions();
        Ok(Self { folder, isolation: isolation.clone(), limits: limits.clone(), programs, looked: Mutex::default() })
    }

    /// The folder with what a submission asks for, fetched if it is not there. None if it cannot be, or if nothing keeps it
    /// from being changed by those that read it: the submission installs by itself then.
    pub async fn get(&self, start: &Start, app: &Path) -> Option<PathBuf> {
        let packages = start.packages.as_ref().filter(|_| self.isolation.kind != IsolationKind::Plain)?;
        let folder = app.join(&start.folder);
        let key = packages.key(&folder, &self.programs).ok()?;
        let mut looked = self.looked.lock().await;
        if let Some(found) = looked.get(&key) {
            return found.clone();
        }
        let kept = self.folder.join(&key).join(FILES);
        let found = if kept.is_dir() { Some(kept) } else { self.fetch(&key, packages, &folder).await };
        looked.insert(key, found.clone());
        found
    }

    /// Fetches what lists ask for, in a workspace in which there is nothing but these lists.
    async fn fetch(&self, key: &str, packages: &Packages, folder: &Path) -> Option<PathBuf> {
        if self.isolation.network == InstallNetwork::None {
            return None;
        }
        let of_key = self.folder.join(key);
        let work = of_key.join("work");
        if removed(&work).await.is_some() {
            return None;
        }
        let fetched = self.fetched(&work, &of_key, packages, folder).await;
        let kept = fetched.and_then(|fetched| {
            let kept = of_key.join(FILES);
            std::fs::rename(fetched, &kept).ok().map(|()| kept)
        });
        removed(&work).await;
        kept
    }

    async fn fetched(&self, work: &Path, logs: &Path, packages: &Packages, folder: &Path) -> Option<PathBuf> {
        let app = work.join("app");
        std::fs::create_dir_all(&app).ok()?;
        for (name, list) in packages.lists(folder) {
            std::fs::copy(list, app.join(name)).ok()?;
        }
        let workspace = Workspace::new(&self.isolation, &self.limits, FETCHER, work, None, logs).ok()?;
        workspace.install(&Start::of_commands(vec![packages.fetch(), readable()]), None).await.ok()?;
        Some(work.join("home").join(FETCHED)).filter(|fetched| fetched.is_dir())
    }
}

/// What is fetched runs what its authors like, and leaves folders as they like.
async fn removed(work: &Path) -> Option<Remains> {
    let work = work.to_owned();
    tokio::task::spawn_blocking(move || remove(&work)).await.unwrap_or_default()
}

/// Submissions have other users.
fn readable() -> String {
    format!("chmod -R a+rX \"$HOME/{FETCHED}\"")
}
