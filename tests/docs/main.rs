//! The book in `docs/`: what is generated is what the program says, what is linked to is there, what is to be typed is
//! understood. `UPDATE=1 cargo test --test docs` writes the generated pages again.

mod commands;
mod generated;
mod links;

use std::path::{Path, PathBuf};

/// The README has so many lines at most: for all else there is a page.
const README_LINES: usize = 130;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every page of the book, and those beside the README, with their text.
fn pages() -> Vec<(String, String)> {
    let (mut found, mut folders) = (vec![], vec![root().join("docs")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of pages").flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path.strip_prefix(root()).expect("in here").display().to_string());
            }
        }
    }
    assert!(found.len() > 30, "{found:?}");
    found.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].map(String::from));
    found.sort();
    found.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

#[test]
fn the_readme_is_read_in_one_go() {
    let lines = read("README.md").lines().count();
    assert!(lines <= README_LINES, "README.md has {lines} lines: what is too much belongs into docs/");
}

/// Whoever reads a number of the catalogue in the code, or in the matrix, finds it.
#[test]
fn the_catalogue_has_every_row_that_a_flaw_names() {
    let catalogue = read("docs/reference/catalogue.md");
    let rows: Vec<&str> =
        lab_reference::flawed::FLAWS.iter().map(|flaw| flaw.row).filter(|row| !row.is_empty()).collect();
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        // D045a is the first kind of D045.
        let number = &row[..4];
        assert!(catalogue.contains(&format!("| {number} |")), "docs/reference/catalogue.md has no {row}");
    }
}

/// What moves marks is told.
#[test]
fn the_changelog_tells_of_each_rubric() {
    let (changelog, rubric) = (read("CHANGELOG.md"), lab::score::RUBRIC);
    for version in 1..=rubric.parse::<u32>().expect("a number") {
        assert!(changelog.contains(&format!("**Rubric {version}**")), "CHANGELOG.md does not tell of rubric {version}");
    }
}
