//! The folders that submissions work in, and their removal: one after another, on a thread of its own. Neither the
//! class nor a check waits for it, however many files somebody has made.

use super::reasons;
use crate::message::Message;
use crate::sandbox::{Remains, remove};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How the names of folders begin that are about to be removed. No id begins so.
const GONE: &str = ".gone-";

/// What is removed, and whose it is; nobody's if an earlier run has left it.
struct Job {
    path: PathBuf,
    whose: Option<String>,
}

/// What could not be removed.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftBehind {
    pub whose: Option<String>,
    pub remains: Remains,
    /// What was to be removed.
    path: PathBuf,
}

/// The folder in which those of all submissions are.
#[derive(Clone)]
pub struct Work(Arc<Shared>);

struct Shared {
    path: PathBuf,
    /// None once it is over.
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    left: Arc<Mutex<Vec<LeftBehind>>>,
}

/// The folder of one submission. When nobody needs it any more, it is removed.
pub struct WorkFolder {
    pub path: PathBuf,
    whose: String,
    work: Work,
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        self.work.set_aside(&self.path, Some(&self.whose));
    }
}

impl Work {
    /// What is there already was left by an earlier run, and goes.
    pub fn begin(path: PathBuf) -> Self {
        let (jobs, queue) = channel();
        let left = Arc::<Mutex<Vec<LeftBehind>>>::default();
        let told = left.clone();
        let thread = std::thread::Builder::new().name("removal".into()).spawn(move || remove_all(&queue, &told)).ok();
        let work = Self(Arc::new(Shared { path, jobs: Mutex::new(Some(jobs)), thread: Mutex::new(thread), left }));
        for entry in std::fs::read_dir(&work.0.path).into_iter().flatten().flatten() {
            work.set_aside(&entry.path(), None);
        }
        work
    }

    /// A new folder for a submission. If it has had one before, that is no longer in its place.
    pub fn folder(&self, id: &str) -> std::io::Result<WorkFolder> {
        let path = self.0.path.join(id);
        if self.0.jobs.lock().expect("no holder panics").is_none() {
            return Err(Error::new(ErrorKind::Interrupted, "the class is over"));
        }
        self.set_aside(&path, Some(id));
        if path.symlink_metadata().is_ok()
            && let Some(remains) = remove(&path)
        {
            return Err(Error::other(format!("{}: {}", remains.path.display(), remains.why)));
        }
        std::fs::create_dir_all(&path)?;
        Ok(WorkFolder { path, whose: id.to_owned(), work: self.clone() })
    }

    /// Gives a folder another name, so that its own is free, and has it removed. One that cannot be renamed stays for
    /// who needs its name next, or for the end.
    fn set_aside(&self, path: &Path, whose: Option<&str>) {
        let jobs = self.0.jobs.lock().expect("no holder panics");
        let gone = self.0.path.join(format!("{GONE}{:016x}", rand::random::<u64>()));
        if std::fs::rename(path, &gone).is_err() {
            return;
        }
        let job = Job { path: gone, whose: whose.map(String::from) };
        match jobs.as_ref().map(|jobs| jobs.send(job)) {
            Some(Ok(())) => {}
            Some(Err(unsent)) => _ = remove(&unsent.0.path),
            // It is over, and what ends now is the last.
            None => {
                remove(&self.0.path);
            }
        }
    }

    /// What could not be removed so far.
    pub fn left(&self) -> Vec<LeftBehind> {
        self.0.left.lock().expect("no holder panics").clone()
    }

    /// Waits until all is removed. What could not be is tried once more, now that nothing runs that could be why.
    pub fn end(&self) {
        drop(self.0.jobs.lock().expect("no holder panics").take());
        if let Some(thread) = self.0.thread.lock().expect("no holder panics").take() {
            let _ = thread.join();
        }
        let path = &self.0.path;
        let remains = remove(path);
        let mut left = self.0.left.lock().expect("no holder panics");
        left.retain(|left| left.path.symlink_metadata().is_ok());
        if let Some(remains) = remains.filter(|_| left.is_empty()) {
            left.push(LeftBehind { whose: None, remains, path: path.clone() });
        }
    }
}

fn remove_all(queue: &Receiver<Job>, left: &Mutex<Vec<LeftBehind>>) {
    for Job { path, whose } in queue {
        if let Some(remains) = remove(&path) {
            left.lock().expect("no holder panics").push(LeftBehind { whose, remains, path });
        }
    }
}

impl LeftBehind {
    /// What there is to say of it, to whoever looks at the submission, or else at the class.
    pub fn message(&self, id: &str) -> Message {
        let path = reasons::short(&self.remains.path);
        Message::new(id).count("count", self.remains.count).text("path", path).text("why", &self.remains.why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_is_free_at_once_and_gone_in_the_end() {
        let root = tempfile::tempdir().unwrap();
        let at = root.path().join("work");
        fs::create_dir_all(at.join("of-before/a/b")).unwrap();
        fs::write(at.join("of-before/a/b/file"), "x").unwrap();
        let work = Work::begin(at.clone());
        assert!(!at.join("of-before").exists());
        let first = work.folder("ada").unwrap();
        fs::write(first.path.join("file"), "of the first time").unwrap();
        let place = first.path.clone();
        drop(first);
        let second = work.folder("ada").unwrap();
        assert_eq!(second.path, place);
        assert_eq!(fs::read_dir(&second.path).unwrap().count(), 0);
        // One whose folder was never given back is set aside too.
        fs::write(second.path.join("file"), "x").unwrap();
        let third = work.folder("ada").unwrap();
        assert_eq!(fs::read_dir(&third.path).unwrap().count(), 0);
        drop((second, third));
        work.end();
        assert!(work.left().is_empty() && !at.exists());
    }

    #[test]
    fn once_it_is_over_nothing_begins_and_nothing_stays() {
        let root = tempfile::tempdir().unwrap();
        let at = root.path().join("work");
        let work = Work::begin(at.clone());
        let folder = work.folder("ada").unwrap();
        work.end();
        assert!(!at.exists() && work.folder("bob").is_err());
        // What had not noticed yet.
        fs::create_dir_all(folder.path.join("late")).unwrap();
        drop(folder);
        assert!(!at.exists(), "{:?}", fs::read_dir(&at).unwrap().flatten().collect::<Vec<_>>());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_cannot_be_removed_is_its_own_and_said_in_every_language() {
        use crate::text::{Lang, Texts};
        let (jobs, queue) = channel();
        let (left, stuck) = (Mutex::default(), PathBuf::from("/proc/self/attr"));
        jobs.send(Job { path: stuck.clone(), whose: Some("ada".into()) }).unwrap();
        jobs.send(Job { path: "/nowhere".into(), whose: Some("bob".into()) }).unwrap();
        drop(jobs);
        remove_all(&queue, &left);
        let left = left.into_inner().unwrap();
        assert!(left.len() == 1 && left[0].whose.as_deref() == Some("ada"), "{left:?}");
        for lang in Lang::ALL {
            for id in ["grade-left", "class-left"] {
                let said = Texts::of(lang).say(&left[0].message(id));
                assert!(said.contains("/proc/self/attr/") && !said.contains('⟨'), "{said}");
            }
        }
    }
}
