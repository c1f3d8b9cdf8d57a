//! Whether what the lab text asks to hand in is there: sources, a README that says how to start it and what it uses,
//! and a short explanation.
//!
//! A program cannot be sure of such things. So it gives the benefit of the doubt: what may be there counts as found.

mod tree;
mod words;

use crate::message::Message;
use crate::report::class::FileReport;
use std::path::Path;
use tree::{Document, Tree};

/// All documents together, the README too, have so many words if there is an explanation among them.
const LEAST_WORDS: usize = 60;
/// A message names so many sources at most.
const NAMED: usize = 4;

/// Looks for each thing that the lab text asks for. Together they are worth `worth`.
pub fn check(root: &Path, worth: f64) -> Vec<FileReport> {
    let tree = Tree::read(root);
    let readme = tree.documents.iter().find(|document| document.is_readme);
    let items = [
        ("sources", sources(&tree)),
        ("readme", readme.map(|readme| Message::new("handin-readme-found").text("name", &readme.name))),
        ("readme-start", told(&tree, "handin-start-found", words::tells_start)),
        ("readme-uses", told(&tree, "handin-uses-found", words::tells_uses)),
        ("explanation", explanation(&tree)),
    ];
    let points = worth / items.len() as f64;
    let report = |(id, found): (&str, Option<Message>)| {
        // If only a part of the tree was looked at, nothing is known to be missing.
        let found = found.or_else(|| tree.is_partial.then(|| Message::new("handin-unsure")));
        let earned = if found.is_some() { points } else { 0.0 };
        let is_found = found.is_some();
        FileReport { id: id.into(), found: is_found, message: found.unwrap_or_else(|| missing(id)), points, earned }
    };
    items.into_iter().map(report).collect()
}

fn missing(id: &str) -> Message {
    match id {
        "sources" => Message::new("handin-sources-missing"),
        "readme" => Message::new("handin-readme-missing"),
        "readme-start" => Message::new("handin-start-missing"),
        "readme-uses" => Message::new("handin-uses-missing"),
        _ => Message::new("handin-explanation-missing").count("least", LEAST_WORDS),
    }
}

fn sources(tree: &Tree) -> Option<Message> {
    let more = if tree.sources.len() > NAMED { ", …" } else { "" };
    let names = tree.sources.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ") + more;
    (!tree.sources.is_empty()).then(|| Message::new("handin-sources-found").text("names", names))
}

/// Whether a README or another document tells something. One that cannot be read may tell it: that counts.
fn told(tree: &Tree, id: &str, tells: impl Fn(&str) -> bool) -> Option<Message> {
    let all = || tree.documents.iter();
    let readable = all().find(|document| document.text.as_deref().is_some_and(&tells));
    readable.map(|document| Message::new(id).text("name", &document.name)).or_else(|| unread(all()))
}

fn unread<'a>(mut documents: impl Iterator<Item = &'a Document>) -> Option<Message> {
    let document = documents.find(|document| document.text.is_none())?;
    Some(Message::new("handin-unread").text("name", &document.name))
}

fn explanation(tree: &Tree) -> Option<Message> {
    let found = |document: &Document| Message::new("handin-explanation-found").text("name", &document.name);
    let longest = tree.documents.iter().max_by_key(|document| document.words);
    let words: usize = tree.documents.iter().map(|document| document.words).sum();
    let told = longest.filter(|_| words >= LEAST_WORDS).map(found);
    // A PDF, or a document of a word processor, is most likely an explanation.
    told.or_else(|| tree.documents.iter().find(|document| document.text.is_none()).map(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(files: &[(&str, &str)]) -> Vec<FileReport> {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        check(root.path(), 2.0)
    }

    fn found(files: &[(&str, &str)]) -> String {
        let reports = look(files);
        for lang in crate::text::Lang::ALL {
            let texts = crate::text::Texts::of(lang);
            assert!(reports.iter().all(|r| !texts.say(&r.message).contains('⟨')), "{reports:?}");
        }
        reports.iter().filter(|report| report.found).map(|report| report.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    const ALL: &str = "sources readme readme-start readme-uses explanation";

    #[test]
    fn all_that_the_lab_text_asks_for() {
        let explained = "Le serveur garde chaque requête ouverte. ".repeat(12);
        let readme = format!("# Lab\nLancer avec `python app.py`, Python 3.11 et Flask.\n{explained}");
        assert_eq!(found(&[("app.py", "x"), ("README.md", &readme)]), ALL);
        assert_eq!(found(&[("p/src/Main.java", "x"), ("p/LisezMoi.TXT", &readme)]), ALL);
        assert_eq!(found(&[("server.js", "x"), ("README.pdf", "%PDF")]), ALL, "nobody can say it is not in there");
        let two = [("server.js", "x"), ("Readme", "npm start (Express)"), ("docs/rapport.docx", "PK")];
        assert_eq!(found(&two), ALL);
        let apart = [("s.py", "x"), ("README", "Pour de\u{301}marrer. Pre\u{301}requis : aucun")];
        assert_eq!(found(&apart), "sources readme readme-start readme-uses", "as macOS writes accents");
        let two = [("s.go", "x"), ("README.md", "go run ."), ("explication.md", &explained)];
        assert_eq!(found(&two), ALL);
    }

    #[test]
    fn what_is_not_there_is_told() {
        assert_eq!(found(&[]), "");
        assert_eq!(
            found(&[("app.py", "x"), ("requirements.txt", "flask==3.0 run"), ("LICENSE.md", "run 1.0")]),
            "sources"
        );
        let boring =
            [("node_modules/x/index.js", "x"), ("node_modules/x/README.md", "npm start"), ("README.md", "Bonjour")];
        assert_eq!(found(&boring), "readme");
        let venv = [("env/pyvenv.cfg", ""), ("env/lib/x.py", "x"), ("README", "")];
        assert_eq!(found(&venv), "readme");
    }

    #[test]
    fn the_worth_is_divided_equally() {
        let reports = look(&[("app.py", "x"), ("README.md", "python app.py")]);
        let points: Vec<_> = reports.iter().map(|r| (r.points, r.earned)).collect();
        assert_eq!(points, [(0.4, 0.4), (0.4, 0.4), (0.4, 0.4), (0.4, 0.4), (0.4, 0.0)]);
    }

    #[test]
    fn a_huge_tree_is_not_read_whole_and_blames_nobody() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("data")).unwrap();
        for n in 0..tree::MOST_ENTRIES {
            std::fs::File::create(root.path().join(format!("data/{n}.dat"))).unwrap();
        }
        assert!(check(root.path(), 0.0).iter().all(|report| report.found && report.message.id == "handin-unsure"));
    }
}
