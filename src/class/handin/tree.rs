use super::words;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Of a tree with more entries, only a part is looked at.
pub const MOST_ENTRIES: usize = 5_000;
/// So much of each document is read, in bytes.
const MOST_READ: u64 = 64 << 10;
const MOST_DOCUMENTS: usize = 40;

const SOURCES: [&str; 45] = [
    "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte", "html", "htm", "py", "ipynb", "java", "kt",
    "kts", "scala", "groovy", "clj", "go", "rs", "php", "phtml", "rb", "cs", "fs", "vb", "c", "cc", "cpp", "ex", "exs",
    "erl", "swift", "dart", "lua", "pl", "hs", "ml", "jl", "nim", "zig", "cr", "ejs",
];
const TEXTS: [&str; 9] = ["md", "markdown", "txt", "rst", "adoc", "org", "tex", "textile", "mdx"];
/// Documents that are not read here.
const UNREAD: [&str; 8] = ["pdf", "doc", "docx", "odt", "rtf", "pages", "ppt", "pptx"];
/// Folders of what is installed, or of what tools have made.
const SKIPPED: [&str; 7] =
    ["node_modules", "bower_components", "venv", "site-packages", "__pycache__", "__MACOSX", "target"];
/// Texts that are no documents.
const LISTS: [&str; 6] = ["requirements", "robots", "license", "licence", "copying", "cmakelists"];

/// What was handed in, as far as it matters.
#[derive(Debug, Default)]
pub struct Tree {
    pub sources: Vec<String>,
    /// READMEs first, and those at the top before those further down.
    pub documents: Vec<Document>,
    /// There is more than was looked at.
    pub is_partial: bool,
}

#[derive(Debug)]
pub struct Document {
    pub name: String,
    pub is_readme: bool,
    /// None if it cannot be read here.
    pub text: Option<String>,
    pub words: usize,
}

impl Tree {
    /// Level by level; no link is followed.
    pub fn read(root: &Path) -> Self {
        let mut tree = Self::default();
        let (mut folders, mut left) = (VecDeque::from([root.to_owned()]), MOST_ENTRIES);
        while let Some(folder) = folders.pop_front() {
            let Ok(list) = std::fs::read_dir(&folder) else {
                tree.is_partial = true;
                continue;
            };
            let mut paths = Vec::new();
            for entry in list.flatten() {
                if left == 0 {
                    tree.is_partial = true;
                    break;
                }
                left -= 1;
                paths.push((entry.path(), entry.file_type().ok()));
            }
            paths.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (path, kind) in paths {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                match kind {
                    _ if name.starts_with('.') => {}
                    Some(kind) if kind.is_dir() && !is_installed(&path, &name) => folders.push_back(path),
                    Some(kind) if kind.is_file() => tree.file(root, &path, &name),
                    _ => {}
                }
            }
        }
        tree.documents.sort_by_key(|document| !document.is_readme);
        tree
    }

    fn file(&mut self, root: &Path, path: &Path, name: &str) {
        let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let lower = name.to_lowercase();
        let (stem, end) = lower.rsplit_once('.').unwrap_or((&lower, ""));
        let is_readme = is_readme(stem) && !SOURCES[..10].contains(&end);
        if SOURCES.contains(&end) && !is_readme {
            self.sources.push(shown);
            return;
        }
        let is_list = !is_readme && LISTS.iter().any(|list| stem.starts_with(list));
        let is_unread = UNREAD.contains(&end);
        if is_list || !(is_readme || is_unread || TEXTS.contains(&end)) {
            return;
        }
        if self.documents.len() >= MOST_DOCUMENTS {
            self.is_partial = true;
            return;
        }
        let text = if is_unread { None } else { read(path) };
        let words = text.as_deref().map_or(0, words::count);
        self.documents.push(Document { name: shown, is_readme, text, words });
    }
}

/// README, LISEZMOI and their kin, however they are written: "Read me", "LISEZ-MOI_v2".
fn is_readme(stem: &str) -> bool {
    let letters: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    ["readme", "lisezmoi", "liremoi", "lismoi"].iter().any(|name| letters.starts_with(name))
}

/// Whether a folder holds what was installed or built. "target" and "env" alone do not tell: they have other meanings
/// too.
fn is_installed(path: &Path, name: &str) -> bool {
    let build = || path.join("CACHEDIR.TAG").exists() || path.join("classes").exists() || path.join("debug").exists();
    path.join("pyvenv.cfg").exists() || (SKIPPED.contains(&name) && (name != "target" || build()))
}

/// The beginning of a text, in any encoding; none if it is no text.
fn read(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST_READ).read_to_end(&mut bytes).ok()?;
    let encoding = encoding_rs::Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _, bad) = encoding.decode(&bytes);
    let text = if bad { encoding_rs::WINDOWS_1252.decode(&bytes).0 } else { text };
    // Words are looked for in it as they are usually spelled.
    (!text.contains('\0')).then(|| text.nfc().collect())
}
