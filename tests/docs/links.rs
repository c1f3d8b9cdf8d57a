//! Links between pages, and the list of chapters.

use super::{pages, read, root};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// A page without its blocks of code and what is code in a line.
fn without_code(text: &str) -> String {
    let mut is_code = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    let text: Vec<&str> = lines.collect();
    Regex::new("`[^`\n]*`").expect("a pattern").replace_all(&text.join("\n"), "`x`").into_owned()
}

/// Where the links of a page lead, as they are written.
fn links(text: &str) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("a pattern");
    link.captures_iter(&without_code(text)).map(|found| found[1].to_owned()).collect()
}

/// The names under which the headings of a page are linked to.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut is_code = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let Some(heading) = line.strip_prefix('#').filter(|_| !is_code) else { continue };
        let heading = heading.trim_start_matches('#').trim();
        if let Some((_, name)) = heading.rsplit_once(" {#") {
            found.insert(name.trim_end_matches('}').to_owned());
            continue;
        }
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        found.insert(kept.collect::<String>().to_lowercase().replace(' ', "-"));
    }
    found
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

#[test]
fn every_link_leads_somewhere() {
    let pages: BTreeMap<String, String> = pages().into_iter().collect();
    let (mut bad, mut followed) = (vec![], 0);
    for (page, text) in &pages {
        for link in links(text).into_iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, name) = link.split_once('#').map_or((link.as_str(), None), |(file, name)| (file, Some(name)));
            let folder = Path::new(page).parent().expect("a file");
            let to = if file.is_empty() { PathBuf::from(page) } else { plain(&folder.join(file)) };
            let has_name =
                |name: &str| pages.get(&*to.to_string_lossy()).is_some_and(|text| anchors(text).contains(name));
            if !root().join(&to).exists() || name.is_some_and(|name| !has_name(name)) {
                bad.push(format!("{page}: {link}"));
            }
            // A page of the book that leads out of it would lead nowhere once it is built.
            if page.starts_with("docs/") && !to.starts_with("docs") {
                bad.push(format!("{page}: {link} is outside of the book: write its address in the repository"));
            }
            followed += 1;
        }
    }
    assert!(bad.is_empty(), "these lead nowhere:\n{}", bad.join("\n"));
    assert!(followed > 100, "only {followed} links");
}

#[test]
fn every_page_is_a_chapter_and_each_chapter_a_page() {
    let listed = links(&read("docs/SUMMARY.md"));
    let set: BTreeSet<String> = listed.iter().map(|link| format!("docs/{}", link.trim_start_matches("./"))).collect();
    assert_eq!(set.len(), listed.len(), "a page is listed twice in docs/SUMMARY.md");
    let there = pages().into_iter().map(|(page, _)| page);
    let there: BTreeSet<String> = there.filter(|page| page.starts_with("docs/") && page != "docs/SUMMARY.md").collect();
    let lost: Vec<_> = there.difference(&set).collect();
    assert!(lost.is_empty(), "not in docs/SUMMARY.md: {lost:?}");
    let missing: Vec<_> = set.difference(&there).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md lists what is not there: {missing:?}");
}

#[test]
fn a_heading_is_linked_to_as_the_book_does() {
    let page = "# A `b`, c\n## D {#e-f}\n```sh\n# no heading\n```\n";
    assert_eq!(anchors(page).into_iter().collect::<Vec<_>>(), ["a-b-c", "e-f"]);
    assert_eq!(links("[a](b.md#c) `[d](e)`\n```\n[f](g)\n```\n![h](i.png)"), ["b.md#c", "i.png"]);
}
