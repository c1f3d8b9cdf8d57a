use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// An id is part of paths, on every system.
const LONGEST: usize = 60;
/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// What we write beside the folders of the submissions.
const OURS: [&str; 11] = [
    "work",
    "packages",
    "index.html",
    "grades.csv",
    "grades-fr.csv",
    "mail-merge.csv",
    "feedback.zip",
    "class.json",
    "junit.xml",
    "results.json",
    "journal.jsonl",
];

/// The ids of a class: no two are the same, and no two differ in case only.
#[derive(Debug, Default)]
pub struct Ids(BTreeSet<String>);

impl Ids {
    /// Takes this id; false if it is taken.
    pub fn take(&mut self, id: &str) -> bool {
        self.0.insert(composed(id).to_lowercase())
    }

    /// Takes an id made of a name, with a number if it is taken.
    pub fn of_name(&mut self, name: &str) -> String {
        let slug = slug(name);
        if self.take(&slug) {
            return slug;
        }
        let numbered = (2..).map(|n| format!("{slug}-{n}"));
        numbered.into_iter().find(|id| self.take(id)).expect("there is always a next number")
    }
}

/// A name with its accents on their letters. macOS writes them apart, and it is the same name.
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// Why an id that was given cannot be one.
pub fn check(id: &str) -> Result<(), String> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '+');
    let why = match id {
        "" => "is empty".into(),
        id if id.chars().count() > LONGEST => format!("is longer than {LONGEST} characters"),
        id if !id.starts_with(char::is_alphanumeric) => "does not start with a letter or a digit".into(),
        id if id.ends_with('.') => "ends with a dot".into(),
        id if RESERVED.contains(&id.to_lowercase().as_str()) => "is no name of a folder on Windows".into(),
        id if OURS.contains(&id.to_lowercase().as_str()) => "is the name of something else in the results".into(),
        id => match id.chars().find(|c| !good(*c)) {
            Some(other) => format!("has {other:?}; letters, digits and - _ . @ + are allowed"),
            None => return Ok(()),
        },
    };
    Err(format!("the id {id:?} {why}: it becomes the name of a folder"))
}

/// A name as an id: in small letters without accents, with '-' for everything else.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            'ø' => slug.push('o'),
            c if c.is_alphanumeric() => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let short: String = slug.chars().take(LONGEST - 8).collect();
    match short.trim_end_matches('-') {
        "" => "submission".into(),
        reserved if RESERVED.contains(&reserved) || OURS.contains(&reserved) => format!("{reserved}-1"),
        short => short.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        let mut ids = Ids::default();
        assert_eq!(ids.of_name("Zoé Lefèvre-Œuvrard"), "zoe-lefevre-oeuvrard");
        assert_eq!(ids.of_name("zoe lefevre œuvrard"), "zoe-lefevre-oeuvrard-2");
        assert_eq!(ids.of_name("../.."), "submission");
        assert_eq!(ids.of_name("山田 太郎"), "山田-太郎");
        assert_eq!(ids.of_name("CON"), "con-1");
        assert_eq!(ids.of_name("Work"), "work-1");
        assert!(!ids.take("SUBMISSION"));
        assert!(check(&slug(&"é ".repeat(500))).is_ok());
    }

    #[test]
    fn an_id_is_good_as_the_name_of_a_folder() {
        for good in ["a", "21903456", "jean.dupont@univ.fr", "é-1"] {
            assert_eq!(check(good), Ok(()));
        }
        for bad in ["", ".", "..", "a/b", "a\\b", "-x", "a b", "nul", "work", "Grades.csv", "x.", &"a".repeat(61)] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }
}
