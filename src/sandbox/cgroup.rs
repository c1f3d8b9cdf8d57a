//! A control group for a submission, if the system lets us make one: the kernel limits its memory and its processes as
//! a whole, and gives all groups the same share of the processor, however many processes each has. Groups are files in
//! both versions. Without them, `running` counts, and each process has limits of its own.

use super::limits::SandboxLimits;
use std::path::{Path, PathBuf};

/// Where groups can be made: one folder for version 2; for version 1 one for memory, one for processes, and one for the
/// processor if it is there.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlGroups {
    version: CgroupVersion,
    parents: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum CgroupVersion {
    One,
    Two,
}

/// The prefix of the groups that are ours.
pub const OURS: &str = "lab-";

impl ControlGroups {
    /// Those that this process is in, if it may make others there.
    pub fn find() -> Option<Self> {
        let mounts = std::fs::read_to_string("/proc/self/mounts").ok()?;
        let own = std::fs::read_to_string("/proc/self/cgroup").ok()?;
        let found = Self::among(&mounts, &own)?;
        found.sweep();
        // Only the attempt tells whether a group can be made. One of the processor alone may be refused.
        let without = Self { parents: found.parents.iter().take(2).cloned().collect(), ..found };
        let works = |groups: &Self| groups.make("probe", &SandboxLimits::default()).is_ok();
        [found, without].into_iter().find(works)
    }

    fn among(mounts: &str, own: &str) -> Option<Self> {
        let mounted = |kind: &str, option: &str| {
            mounts.lines().find_map(|line| {
                let words: Vec<_> = line.split(' ').collect();
                let [_, at, is, options, ..] = words[..] else { return None };
                (is == kind && (option.is_empty() || options.split(',').any(|o| o == option)))
                    .then(|| PathBuf::from(at))
            })
        };
        let inside = |controller: &str| {
            own.lines().find_map(|line| {
                let mut parts = line.splitn(3, ':');
                let (_, names, path) = (parts.next()?, parts.next()?, parts.next()?);
                let is =
                    if controller.is_empty() { names.is_empty() } else { names.split(',').any(|n| n == controller) };
                is.then(|| path.trim_start_matches('/').to_owned())
            })
        };
        if let (Some(memory), Some(pids)) = (mounted("cgroup", "memory"), mounted("cgroup", "pids")) {
            let mut parents = vec![memory.join(inside("memory")?), pids.join(inside("pids")?)];
            parents.extend(mounted("cgroup", "cpu").zip(inside("cpu")).map(|(cpu, path)| cpu.join(path)));
            return Some(Self { version: CgroupVersion::One, parents });
        }
        let root = mounted("cgroup2", "")?;
        let has = |path: &Path| {
            let given = std::fs::read_to_string(path.join("cgroup.controllers")).unwrap_or_default();
            ["memory", "pids"].iter().all(|name| given.split_whitespace().any(|one| one == *name))
        };
        // A group that has processes cannot pass its controllers on to groups within it; only the root can.
        let own = root.join(inside("")?);
        let parent = [own, root]
            .into_iter()
            .find(|path| has(path) && std::fs::write(path.join("cgroup.subtree_control"), "+memory +pids").is_ok())?;
        // The share of the processor is a gain where it can be had.
        let _ = std::fs::write(parent.join("cgroup.subtree_control"), "+cpu");
        Some(Self { version: CgroupVersion::Two, parents: vec![parent] })
    }

    /// Removes the groups that an earlier `lab` has left.
    fn sweep(&self) {
        for parent in &self.parents {
            for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
                if is_left(&entry.file_name().to_string_lossy()) {
                    let _ = std::fs::remove_dir(entry.path());
                }
            }
        }
    }

    pub fn make(&self, name: &str, limits: &SandboxLimits) -> std::io::Result<ControlGroup> {
        let name = format!("{OURS}{}-{name}", std::process::id());
        let group =
            ControlGroup { version: self.version, folders: self.parents.iter().map(|p| p.join(&name)).collect() };
        for folder in &group.folders {
            match std::fs::create_dir(folder) {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        let (memory, processes) = (limits.memory.to_string(), limits.most_processes().to_string());
        let set = |folder: &Path, file: &str, value: &str| std::fs::write(folder.join(file), value);
        match self.version {
            CgroupVersion::One => {
                set(&group.folders[0], "memory.limit_in_bytes", &memory)?;
                // Swap is limited with it, if it is counted.
                let _ = set(&group.folders[0], "memory.memsw.limit_in_bytes", &memory);
                set(&group.folders[1], "pids.max", &processes)?;
            }
            CgroupVersion::Two => {
                set(&group.folders[0], "memory.max", &memory)?;
                let _ = set(&group.folders[0], "memory.swap.max", "0");
                let _ = set(&group.folders[0], "memory.oom.group", "1");
                set(&group.folders[0], "pids.max", &processes)?;
            }
        }
        Ok(group)
    }
}

/// Whether a group was made by a `lab` that has ended: one that has not may be about to use it.
fn is_left(name: &str) -> bool {
    let maker = name.strip_prefix(OURS).and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
    maker.is_some_and(|maker| !Path::new(&format!("/proc/{maker}")).exists())
}

/// The group of one submission; it ends with this value.
#[derive(Debug)]
pub struct ControlGroup {
    version: CgroupVersion,
    folders: Vec<PathBuf>,
}

impl ControlGroup {
    /// The files that a process writes its id to. It is in the group then, with all its children.
    pub fn doors(&self) -> Vec<PathBuf> {
        self.folders.iter().map(|folder| folder.join("cgroup.procs")).collect()
    }

    /// Whether a process was ended because there was no more memory.
    pub fn out_of_memory(&self) -> bool {
        let file = if self.version == CgroupVersion::One { "memory.oom_control" } else { "memory.events" };
        self.counted(&self.folders[0], file, "oom_kill")
    }

    /// Whether a process was refused because there were as many as are allowed.
    pub fn out_of_processes(&self) -> bool {
        let folder = if self.version == CgroupVersion::One { &self.folders[1] } else { &self.folders[0] };
        self.counted(folder, "pids.events", "max")
    }

    fn counted(&self, folder: &Path, file: &str, name: &str) -> bool {
        let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let count = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok());
        count.is_some_and(|count| count > 0)
    }
}

impl Drop for ControlGroup {
    fn drop(&mut self) {
        // It is busy until its last process is gone.
        for folder in &self.folders {
            for _ in 0..50 {
                if std::fs::remove_dir(folder).is_ok() || !folder.exists() {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_left_over_when_its_maker_is_gone() {
        assert!(!is_left(&format!("lab-{}-3-serve", std::process::id())));
        assert!(is_left("lab-4194999-3-serve"), "no process has such a number");
        assert!(!is_left("lab") && !is_left("other-1-2"));
    }

    #[test]
    fn the_groups_of_version_one_are_found_by_their_controllers() {
        let mounts = "tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n\
                      cgroup /sys/fs/cgroup/pids cgroup rw,relatime,pids 0 0\n";
        let own = "8:pids:/\n4:memory:/api/1\n0::/\n";
        let found = ControlGroups::among(mounts, own).unwrap();
        assert_eq!(found.version, CgroupVersion::One);
        let expected = ["/sys/fs/cgroup/memory/api/1", "/sys/fs/cgroup/pids"].map(PathBuf::from);
        assert_eq!(found.parents, expected);
        let cpu = "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0\n";
        let found = ControlGroups::among(&format!("{mounts}{cpu}"), &format!("{own}1:cpu,cpuacct:/user\n")).unwrap();
        assert_eq!(found.parents[2], PathBuf::from("/sys/fs/cgroup/cpu,cpuacct/user"));
        assert_eq!(ControlGroups::among("proc /proc proc rw 0 0\n", own), None);
    }
}
