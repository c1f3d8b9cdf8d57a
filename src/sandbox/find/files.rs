use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// A folder that may hold a server, and what is in it.
pub struct Folder {
    pub path: PathBuf,
    /// The same, relative to what was handed in.
    pub inside: PathBuf,
    /// Its files, sorted by name.
    pub files: Vec<String>,
}

/// No more of a source is read.
const READ: u64 = 256 << 10;
/// No more folders are looked into, nor files of one.
const FOLDERS: usize = 200;
const FILES: usize = 400;

/// Folders whose files are installed, built or served: no server starts there.
const NOT_SOURCES: [&str; 14] = [
    "node_modules",
    "venv",
    "env",
    "target",
    "build",
    "dist",
    "vendor",
    "__pycache__",
    "__MACOSX",
    "static",
    "templates",
    "public",
    "test",
    "tests",
];

/// This folder and those within, the shallowest first, then by name.
pub fn folders(root: &Path, depth: usize) -> Vec<Folder> {
    let mut found = Vec::new();
    let mut level = vec![PathBuf::new()];
    for _ in 0..=depth {
        let mut next = Vec::new();
        for inside in level {
            if found.len() >= FOLDERS {
                return found;
            }
            let (folder, within) = read(root, inside);
            next.extend(within);
            found.push(folder);
        }
        level = next;
    }
    found
}

fn read(root: &Path, inside: PathBuf) -> (Folder, Vec<PathBuf>) {
    let path = root.join(&inside);
    let (mut files, mut within) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(&path).into_iter().flatten().flatten().take(FILES) {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_file() {
            files.push(name);
        } else if kind.is_dir() && !name.starts_with('.') && !NOT_SOURCES.contains(&name.as_str()) {
            within.push(inside.join(name));
        }
    }
    files.sort();
    within.sort();
    (Folder { path, inside, files }, within)
}

/// Whether there is a file at this path within a folder, and no link on the way.
pub fn holds(folder: &Path, path: &Path) -> bool {
    let mut at = folder.to_owned();
    let mut last = None;
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::Normal(name) => at.push(name),
            _ => return false,
        }
        match at.symlink_metadata() {
            Ok(about) if !about.is_symlink() => last = Some(about),
            _ => return false,
        }
    }
    last.is_some_and(|about| about.is_file())
}

impl Folder {
    pub fn has(&self, name: &str) -> bool {
        self.files.iter().any(|file| file == name)
    }

    /// Whether there is a file at this path within, and no link on the way: what a link leads to is not ours to look at.
    pub fn holds(&self, path: &str) -> bool {
        holds(&self.path, Path::new(path))
    }

    /// The first of these that is there.
    pub fn first<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().copied().find(|name| self.has(name))
    }

    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a String> + 'a {
        self.files.iter().filter(move |file| file.ends_with(end))
    }

    /// The beginning of a file, with what is no UTF-8 replaced; empty if it cannot be read.
    pub fn text(&self, name: &str) -> String {
        let mut bytes = Vec::new();
        if let Ok(file) = std::fs::File::open(self.path.join(name)) {
            let _ = file.take(READ).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The port that its sources say they listen on, if they say one.
    pub fn port(&self) -> Option<u16> {
        let says = regex::Regex::new(
            r"(?i)(?:\.listen\s*\(\s*|\bport\b['\x22]?\s*(?:=|:|\|\||\?\?|,)\s*|--port[= ]|-p )(?:[\w.]+\s*(?:\|\||\?\?)\s*)?['\x22]?(\d{4,5})\b",
        )
        .expect("a pattern");
        self.sources().find_map(|file| says.captures(&self.text(file))?[1].parse().ok())
    }

    /// Whether its sources or its lists of packages name a Redis. One that is only spoken of does no harm.
    pub fn uses_redis(&self) -> bool {
        let lists = self.files.iter().filter(|file| LISTS.contains(&file.as_str()));
        // A queue of messages can be one whose address comes from the environment.
        let queue = regex::Regex::new(r"\bmessage_queue\s*=").expect("a pattern");
        let names = |text: &str| text.contains("redis") || queue.is_match(text);
        lists.chain(self.sources()).any(|file| names(&self.text(file).to_lowercase()))
    }

    /// Some of the files that may be of its server.
    fn sources(&self) -> impl Iterator<Item = &String> {
        self.files.iter().filter(|file| SOURCES.iter().any(|end| file.ends_with(end))).take(20)
    }
}

const LISTS: [&str; 6] = ["package.json", "requirements.txt", "pyproject.toml", "pom.xml", "go.mod", "composer.json"];
const SOURCES: [&str; 8] = [".js", ".mjs", ".cjs", ".ts", ".py", ".java", ".go", ".php"];

/// A name as one word of a shell.
pub fn word(name: &str) -> String {
    shell_words::quote(name).into_owned()
}
