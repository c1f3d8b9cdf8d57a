//! What was fetched for a class: packages, by what asks for them. All that ask for the same are given the same, whatever has
//! appeared on the Internet since, and can read it only.

use super::find::{FETCHED, Packages, Start};
use super::isolation::{Isolation, IsolationKind};
use super::limits::SandboxLimits;
use super::network::InstallNetwork;
use super::tree::{Remains, copy, remove};
use super::workspace::Workspace;
use std::collections::HashMap;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::{Mutex, OnceCell};

pub struct PackageCache {
    folder: PathBuf,
    isolation: Isolation,
    limits: SandboxLimits,
    /// The programs that install, since what is fetched is for them.
    programs: String,
    /// What was looked for by now, and what was found.
    looked: Mutex<HashMap<String, Arc<OnceCell<Option<PathBuf>>>>>,
    fetches: AtomicU32,
}

/// The numbers of the workspaces that fetch, from the last one down: few classes have submissions with such numbers.
const FIRST_FETCHER: u32 = u32::MAX;
const FETCHERS: u32 = 64;
/// In the folder of a key: what was fetched, once it is all there.
const FILES: &str = "files";

impl PackageCache {
    pub fn open(folder: &Path, isolation: &Isolation, limits: &SandboxLimits) -> Result<Self, Error> {
        let folder = std::path::absolute(folder)?;
        let programs = isolation.versions();
        Ok(Self {
            folder,
            isolation: isolation.clone(),
            limits: limits.clone(),
            programs,
            looked: Mutex::default(),
            fetches: AtomicU32::new(0),
        })
    }

    /// The folder with what a submission asks for, fetched if it is not there. None if it cannot be, or if nothing keeps it
    /// from being changed by those that read it: the submission installs by itself then.
    pub async fn get(&self, start: &Start, app: &Path) -> Option<PathBuf> {
        let packages = start.packages.as_ref().filter(|_| self.isolation.kind != IsolationKind::Plain)?;
        let folder = app.join(&start.folder);
        let key = packages.key(&folder, &self.programs).ok()?;
        let looked = self.looked.lock().await.entry(key.clone()).or_default().clone();
        let kept = self.folder.join(&key).join(FILES);
        let look = async { if is_folder(&kept) { Some(kept) } else { self.fetch(&key, packages, &folder).await } };
        // Those that ask for the same wait for the first of them, and for nobody else.
        looked.get_or_init(|| look).await.clone()
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
        let kept = match fetched {
            Some(fetched) => self.keep(fetched, of_key).await,
            None => None,
        };
        removed(&work).await;
        kept
    }

    /// Keeps a copy of its files that is ours. Where they were fetched, anything may stand in their place: a link to a folder
    /// of the instructor was one.
    async fn keep(&self, fetched: PathBuf, of_key: PathBuf) -> Option<PathBuf> {
        let most = self.limits.most_files();
        let copied = tokio::task::spawn_blocking(move || {
            let (new, kept) = (of_key.join("new"), of_key.join(FILES));
            let done = is_folder(&fetched) && remove(&new).is_none() && copy(&fetched, &new, &most).is_ok();
            (done && readable(&new).is_ok() && std::fs::rename(&new, &kept).is_ok()).then_some(kept)
        });
        copied.await.unwrap_or_default()
    }

    async fn fetched(&self, work: &Path, logs: &Path, packages: &Packages, folder: &Path) -> Option<PathBuf> {
        let app = work.join("app");
        std::fs::create_dir_all(&app).ok()?;
        for (name, list) in packages.lists(folder) {
            std::fs::copy(list, app.join(name)).ok()?;
        }
        let number = FIRST_FETCHER - self.fetches.fetch_add(1, Ordering::Relaxed) % FETCHERS;
        let workspace = Workspace::new(&self.isolation, &self.limits, number, work, None, logs).ok()?;
        workspace.install(&Start::of_commands(vec![packages.fetch()]), None).await.ok()?;
        Some(work.join("home").join(FETCHED))
    }
}

/// What is fetched runs what its authors like, and leaves folders as they like.
async fn removed(work: &Path) -> Option<Remains> {
    let work = work.to_owned();
    tokio::task::spawn_blocking(move || remove(&work)).await.unwrap_or_default()
}

/// A folder itself, and not what a link leads to.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

/// Lets everybody read a copy of ours, since submissions have other users. It is no deeper than a copy may be.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let about = path.symlink_metadata()?;
    if about.is_symlink() {
        return Ok(());
    }
    let open = if about.is_dir() { 0o555 } else { 0o444 };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(about.permissions().mode() | open))?;
    if about.is_dir() {
        std::fs::read_dir(path)?.try_for_each(|entry| readable(&entry?.path()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn readable(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
