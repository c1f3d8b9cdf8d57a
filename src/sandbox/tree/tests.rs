use super::folder::{Folder, Rights};
use super::*;
use std::ffi::CString;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MOST: MostFiles = MostFiles { bytes: 64 << 20, entries: 1_000, depth: 64 };

/// Much longer than any of these takes.
const QUICK: Duration = Duration::from_secs(60);

fn scratch() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    fs::create_dir(&tree).unwrap();
    (folder, tree)
}

/// Folders in folders: their path is longer than any may be.
fn deep(tree: &Path, levels: usize, name: &str) -> Folder {
    let name = CString::new(name).unwrap();
    let top = Folder::open(tree, Rights::AsTheyAre).unwrap();
    (0..levels).fold(top, |folder, _| folder.new_folder(&name).unwrap())
}

fn size(tree: &Path) -> Size {
    match measure(tree, &MOST).unwrap() {
        Measured::Within(size) => size,
        other => panic!("{other:?}"),
    }
}

fn is_gone(tree: &Path) {
    let begun = Instant::now();
    assert_eq!(remove(tree), None);
    assert!(tree.symlink_metadata().is_err() && begun.elapsed() < QUICK, "{:?}", begun.elapsed());
}

#[test]
fn folders_in_folders_are_removed_on_a_small_stack() {
    // In memory where there is such a place: so many folders keep a busy disk at work for long.
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = tempfile::tempdir_in(place).unwrap();
    let tree = folder.path().join("tree");
    fs::create_dir(&tree).unwrap();
    let last = deep(&tree, 18_000, &"d".repeat(200));
    last.new_file(c"hidden", nix::sys::stat::Mode::S_IRUSR).unwrap().write_all(&[0; 5_000]).unwrap();
    drop(last);
    // What overflowed was a stack of two megabytes.
    let small = std::thread::Builder::new().stack_size(128 << 10);
    small.spawn(move || is_gone(&tree)).unwrap().join().unwrap();
}

#[test]
fn many_files_and_folders_are_removed() {
    let (_folder, tree) = scratch();
    for group in 0..40 {
        let folder = tree.join(group.to_string());
        fs::create_dir(&folder).unwrap();
        for each in 0..250 {
            File::create(folder.join(format!("f{each}"))).unwrap();
            fs::create_dir(folder.join(format!("d{each}"))).unwrap();
        }
    }
    is_gone(&tree);
}

#[test]
fn what_its_owner_closed_is_removed() {
    let (_folder, tree) = scratch();
    fs::create_dir_all(tree.join("a/b/c")).unwrap();
    for name in ["a/b/c/file", "a/b/file", "a/file"] {
        fs::write(tree.join(name), "x").unwrap();
    }
    for (name, mode) in [("a/b/c", 0), ("a/b", 0o400), ("a", 0o111), ("", 0)] {
        fs::set_permissions(tree.join(name), Permissions::from_mode(mode)).unwrap();
    }
    is_gone(&tree);
}

#[test]
fn no_link_is_followed_and_no_file_outside_is_touched() {
    let (folder, tree) = scratch();
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "x").unwrap();
    fs::set_permissions(&outside, Permissions::from_mode(0o500)).unwrap();
    symlink(&outside, tree.join("folder")).unwrap();
    symlink(outside.join("kept"), tree.join("file")).unwrap();
    symlink("..", tree.join("up")).unwrap();
    fs::hard_link(outside.join("kept"), tree.join("same")).unwrap();
    assert_eq!(size(&tree).entries, 4, "links count, and not what they lead to");
    is_gone(&tree);
    assert_eq!(fs::read_to_string(outside.join("kept")).unwrap(), "x");
    assert_eq!(outside.metadata().unwrap().mode() & 0o777, 0o500);
    // The top itself may have been replaced by a link, or a file.
    symlink(&outside, &tree).unwrap();
    is_gone(&tree);
    fs::write(&tree, "x").unwrap();
    is_gone(&tree);
    is_gone(&tree);
    assert!(outside.join("kept").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_removed_is_told() {
    // Nobody can remove these, not even root.
    let left = remove(Path::new("/proc/self/attr")).unwrap();
    assert!(left.count > 1 && left.path.starts_with("/proc/self/attr/"), "{left:?}");
    assert!(left.why.contains("not permitted") || left.why.contains("denied"), "{left:?}");
}

#[test]
fn whatever_makes_files_meanwhile_is_not_followed_for_ever() {
    let (_folder, tree) = scratch();
    let (making, until) = (tree.clone(), Instant::now() + Duration::from_secs(1));
    let maker = std::thread::spawn(move || {
        for number in 0.. {
            let _ = File::create(making.join(number.to_string()));
            if Instant::now() > until {
                break;
            }
        }
    });
    let begun = Instant::now();
    let _ = super::removal::remove_until(&tree, begun + Duration::from_millis(300));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    maker.join().unwrap();
    is_gone(&tree);
}

#[test]
fn files_are_counted_by_what_they_take() {
    let (_folder, tree) = scratch();
    for number in 0..100 {
        fs::write(tree.join(number.to_string()), "x").unwrap();
    }
    let tiny = size(&tree);
    let taken: u64 = (0..100).map(|n| tree.join(n.to_string()).metadata().unwrap().blocks() * 512).sum();
    assert!(tiny.entries == 100 && tiny.bytes >= taken + 100 * 256, "{tiny:?}, and {taken} of blocks");

    // Of a length that no disk has, and with nothing in it.
    File::create(tree.join("sparse")).unwrap().set_len(1 << 40).unwrap();
    assert!(size(&tree).bytes < tiny.bytes + (64 << 10), "{:?}", size(&tree));

    fs::write(tree.join("large"), vec![1; 8 << 20]).unwrap();
    let one = size(&tree);
    for number in 0..50 {
        fs::hard_link(tree.join("large"), tree.join(format!("name-{number}"))).unwrap();
    }
    let many = size(&tree);
    assert!(many.bytes < one.bytes + (1 << 20) && many.entries == one.entries + 50, "{one:?}, {many:?}");
}

#[test]
fn each_bound_is_told_by_its_name() {
    let (_folder, tree) = scratch();
    let measured = |most: MostFiles| measure(&tree, &most).unwrap();
    assert_eq!(measured(MOST), Measured::Within(Size::default()));
    fs::write(tree.join("large"), vec![1; 1 << 20]).unwrap();
    assert_eq!(measured(MostFiles { bytes: 1 << 20, ..MOST }), Measured::TooLarge);
    // Files of nothing take something too.
    for number in 0..200 {
        File::create(tree.join(number.to_string())).unwrap();
    }
    assert_eq!(measured(MostFiles { entries: 200, ..MOST }), Measured::TooMany);
    assert!(matches!(measured(MostFiles { entries: 201, ..MOST }), Measured::Within(_)));
    drop(deep(&tree, 64, "d"));
    assert!(matches!(measured(MOST), Measured::Within(_)));
    drop(deep(&tree.join("d"), 0, "d").new_folder(c"e"));
    drop(deep(&tree.join("d/e"), 63, "d"));
    assert_eq!(measured(MOST), Measured::TooDeep);
    is_gone(&tree);
    assert_eq!(measured(MOST), Measured::Within(Size::default()), "what is not there takes nothing");
}

#[test]
fn what_its_owner_closed_is_counted_and_stays_closed() {
    let (_folder, tree) = scratch();
    fs::create_dir_all(tree.join("closed/within")).unwrap();
    fs::write(tree.join("closed/within/large"), vec![1; 1 << 20]).unwrap();
    for (name, mode) in [("closed/within", 0), ("closed", 0o200)] {
        fs::set_permissions(tree.join(name), Permissions::from_mode(mode)).unwrap();
    }
    assert!(size(&tree).bytes > 1 << 20, "{:?}", size(&tree));
    assert_eq!(tree.join("closed").metadata().unwrap().mode() & 0o777, 0o200);
    is_gone(&tree);
}

#[test]
fn what_is_beyond_the_longest_path_is_counted() {
    let (_folder, tree) = scratch();
    let last = deep(&tree, 40, &"d".repeat(200));
    last.new_file(c"hidden", nix::sys::stat::Mode::S_IRUSR).unwrap().write_all(&vec![1; 1 << 20]).unwrap();
    drop(last);
    assert!(size(&tree).bytes > 1 << 20);
    is_gone(&tree);
}

#[test]
fn a_tree_is_given_to_a_user() {
    let (_folder, tree) = scratch();
    drop(deep(&tree, 40, &"d".repeat(200)));
    symlink("/", tree.join("link")).unwrap();
    // To oneself, one always may.
    give(&tree, tree.metadata().unwrap().uid()).unwrap();
    is_gone(&tree);
}

#[test]
fn what_was_handed_in_is_copied_as_it_is() {
    let (folder, tree) = scratch();
    let to = folder.path().join("copy");
    fs::create_dir_all(tree.join("a/b")).unwrap();
    fs::write(tree.join("a/b/run"), "#!/bin/sh").unwrap();
    fs::set_permissions(tree.join("a/b/run"), Permissions::from_mode(0o4755)).unwrap();
    symlink("../../outside", tree.join("a/link")).unwrap();
    nix::unistd::mkfifo(&tree.join("a/pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    // A path to what was handed in may lead over a link of the instructor's.
    symlink(&tree, folder.path().join("latest")).unwrap();
    copy(&folder.path().join("latest"), &to, &MOST).unwrap();
    assert_eq!(fs::read_to_string(to.join("a/b/run")).unwrap(), "#!/bin/sh");
    assert_eq!(to.join("a/b/run").metadata().unwrap().mode() & 0o7777, 0o755);
    assert_eq!(fs::read_link(to.join("a/link")).unwrap(), Path::new("../../outside"));
    assert!(to.join("a/pipe").symlink_metadata().is_err());
    let files = [("app.py".to_owned(), tree.join("a/b/run")), ("link".to_owned(), tree.join("a/link"))];
    copy_files(&files, &folder.path().join("files"), &MOST).unwrap();
    assert!(folder.path().join("files/app.py").is_file() && folder.path().join("files/link").is_symlink());
}

#[test]
fn what_is_beyond_the_longest_path_is_copied_and_what_is_too_much_is_not() {
    let (folder, tree) = scratch();
    let long = deep(&tree, 60, &"d".repeat(200));
    long.new_file(c"last", nix::sys::stat::Mode::S_IRUSR).unwrap().write_all(b"x").unwrap();
    let copied = |name: &str, most: MostFiles| copy(&tree, &folder.path().join(name), &most);
    copied("whole", MOST).unwrap();
    assert_eq!(size(&folder.path().join("whole")).entries, 61);
    assert!(matches!(copied("few", MostFiles { entries: 60, ..MOST }), Err(BadCopy::TooLarge)));
    assert!(matches!(copied("small", MostFiles { bytes: 0, ..MOST }), Err(BadCopy::TooLarge)));
    drop((0..5).fold(long, |folder, _| folder.new_folder(c"d").unwrap()));
    assert!(matches!(copied("deep", MOST), Err(BadCopy::TooLarge)));
    for name in ["whole", "few", "small", "deep", "tree"] {
        is_gone(&folder.path().join(name));
    }
    assert!(matches!(copied("nothing", MOST), Err(BadCopy::Io(path, _)) if path == tree));
}
