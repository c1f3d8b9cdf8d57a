//! What was fetched for a class: packages, by what asks for them. All that ask for the same are given the same, whatever has
//! appeared on the Internet since, and can read it only.

use super::find::{FETCHED, Packages, Start};
use super::isolation::{Isolation, IsolationKind};
use super::limits::SandboxLimits;
use super::network::InstallNetwork;
use super::tree::{Measured, MostFiles, Remains, Size, copy, measure, remove};
use super::workspace::Workspace;
use std::collections::HashMap;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
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
    /// What is kept by now takes so much; none until that is asked.
    kept: Arc<std::sync::Mutex<Option<Size>>>,
    full: Arc<AtomicBool>,
}

/// The numbers of the workspaces that fetch, from the last one down: few classes have submissions with such numbers.
const FIRST_FETCHER: u32 = u32::MAX;
const FETCHERS: u32 = 64;
/// All that is kept may take what so many submissions may: most of a class ask for much the same.
const SHARE: u64 = 8;
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
            kept: Arc::default(),
            full: Arc::default(),
        })
    }

    /// Makes the folder, and finds out whether it can be written.
    pub fn make(&self) -> Result<(), Error> {
        std::fs::create_dir_all(&self.folder)?;
        if self.isolation.network != InstallNetwork::None {
            tempfile::tempfile_in(&self.folder)?;
        }
        Ok(())
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What all that is kept may take.
    pub fn most(&self) -> MostFiles {
        let most = self.limits.most_files();
        MostFiles { bytes: most.bytes.saturating_mul(SHARE), entries: most.entries.saturating_mul(SHARE), ..most }
    }

    /// Whether something was not kept since there was no room for it.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
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

    /// Whether a submission asks for packages that are not there, and could be.
    pub fn lacks(&self, start: &Start, app: &Path) -> bool {
        let folder = app.join(&start.folder);
        let Some(packages) = start.packages.as_ref().filter(|packages| packages.are_any(&folder)) else { return false };
        let key = packages.key(&folder, &self.programs).unwrap_or_default();
        // Without isolation nothing is taken from there.
        self.isolation.kind == IsolationKind::Plain || !is_folder(&self.folder.join(key).join(FILES))
    }

    /// Fetches what lists ask for, in a workspace in which there is nothing but these lists.
    async fn fetch(&self, key: &str, packages: &Packages, folder: &Path) -> Option<PathBuf> {
        if self.isolation.network == InstallNetwork::None || self.is_full() {
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
        let (most, all, folder) = (self.limits.most_files(), self.most(), self.folder.clone());
        let (total, full) = (self.kept.clone(), self.full.clone());
        let copied = tokio::task::spawn_blocking(move || {
            let (new, kept) = (of_key.join("new"), of_key.join(FILES));
            // One after another, so that what each takes is counted.
            let mut total = total.lock().expect("no holder panics");
            let before = total.unwrap_or_else(|| size_of_all(&folder, &all));
            let copied = is_folder(&fetched) && remove(&new).is_none() && copy(&fetched, &new, &most).is_ok();
            let after = sum(before, size(&new, &all));
            let has_room = after.bytes <= all.bytes && after.entries <= all.entries;
            full.fetch_or(copied && !has_room, Ordering::Relaxed);
            let done = copied && has_room && readable(&new).is_ok() && std::fs::rename(&new, &kept).is_ok();
            *total = Some(if done { after } else { before });
            if !done {
                remove(&new);
            }
            done.then_some(kept)
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

/// What the packages of all keys take.
fn size_of_all(folder: &Path, most: &MostFiles) -> Size {
    let keys = std::fs::read_dir(folder).into_iter().flatten().flatten();
    keys.map(|key| size(&key.path().join(FILES), most)).fold(Size::default(), sum)
}

fn sum(one: Size, other: Size) -> Size {
    let (bytes, entries) = (one.bytes.saturating_add(other.bytes), one.entries.saturating_add(other.entries));
    Size { bytes, entries }
}

/// What a folder takes, or all that may be taken if it is more or cannot be told.
fn size(folder: &Path, most: &MostFiles) -> Size {
    match measure(folder, most) {
        Ok(Measured::Within(size)) => size,
        _ => Size { bytes: most.bytes, entries: most.entries },
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::sandbox::disk;
    use crate::sandbox::tools::Tools;

    const LIMIT: u64 = 100 << 10;

    fn open(folder: &Path) -> PackageCache {
        let isolation = Isolation {
            kind: IsolationKind::Plain,
            root: false,
            network: InstallNetwork::Apart,
            engine: None,
            tools: Tools::default(),
            groups: None,
            census: Arc::default(),
            looks: disk::one_at_a_time(),
        };
        PackageCache::open(folder, &isolation, &SandboxLimits { disk: LIMIT, ..SandboxLimits::default() }).unwrap()
    }

    /// Keeps what somebody has asked for: so many bytes.
    async fn kept(cache: &PackageCache, key: u32, bytes: u64) -> Option<PathBuf> {
        let of_key = cache.folder.join(key.to_string());
        let fetched = of_key.join("work/home").join(FETCHED);
        std::fs::create_dir_all(&fetched).unwrap();
        std::fs::write(fetched.join("package.whl"), vec![1; bytes as usize]).unwrap();
        let kept = cache.keep(fetched, of_key.clone()).await;
        std::fs::remove_dir_all(of_key.join("work")).unwrap();
        kept
    }

    #[tokio::test]
    async fn all_that_is_kept_has_a_bound() {
        let folder = tempfile::tempdir().unwrap();
        let cache = open(folder.path());
        assert_eq!(kept(&cache, 0, LIMIT + 1).await, None, "more than a submission may have");
        assert!(!cache.is_full());
        let mut last = 0;
        while kept(&cache, last, LIMIT / 2).await.is_some() {
            last += 1;
        }
        assert!(cache.is_full() && (8..17).contains(&last), "{last}");
        assert!(size_of_all(folder.path(), &cache.most()).bytes <= cache.most().bytes);
        assert!(folder.path().join("0").join(FILES).is_dir());
        assert_eq!(std::fs::read_dir(folder.path().join(last.to_string())).unwrap().count(), 0, "nothing of it stays");
        // What an earlier class has kept there counts too.
        let again = open(folder.path());
        assert!(!again.is_full() && kept(&again, 99, LIMIT / 2).await.is_none() && again.is_full());
        std::fs::remove_dir_all(folder.path().join("0")).unwrap();
        assert!(kept(&open(folder.path()), 99, LIMIT / 2).await.is_some());
    }

    #[test]
    fn a_file_is_no_folder_for_packages() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "x").unwrap();
        assert!(open(&file).make().is_err() && open(&file.join("within")).make().is_err());
        let new = folder.path().join("new/one");
        open(&new).make().unwrap();
        assert_eq!(std::fs::read_dir(&new).unwrap().count(), 0);
    }
}
