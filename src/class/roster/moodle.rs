use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The name of a folder or file as Moodle's "Download all submissions" makes it: `[group-]full
/// name_number_assignsubmission_plugin`. Older versions add `_`; a download without folders adds the name of the file.
/// Moodle replaces `_` within names. The number is that of the participant, or of the group if groups hand in; then
/// students without a group have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The full name, with the group before it if there is one.
    pub who: String,
    pub number: Option<String>,
    /// "file" or "onlinetext", or that of another plugin.
    pub plugin: String,
    /// The name of the file, if the download has no folders.
    pub file: String,
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(.+?)(?:_([0-9]+))?_assignsubmission_([a-z]+)(?:_(.*))?$").expect("the pattern is right")
});

pub fn parse(name: &str) -> Option<Name> {
    let part = FORM.captures(name)?;
    let text = |n: usize| part.get(n).map_or(String::new(), |m| m.as_str().trim().to_owned());
    Some(Name { who: text(1), number: part.get(2).map(|m| m.as_str().into()), plugin: text(3), file: text(4) })
}

/// Words that names of groups begin with, and names of people do not.
static GROUP: LazyLock<Regex> = LazyLock::new(|| {
    let words = "groupe?s?|grp|gr|td|tp|cm|[ée]quipe|team|classe?|section|promo(?:tion)?|bin[oô]me|lab";
    Regex::new(&format!(r"(?i)^(?:(?:{words})\b.*|.*[0-9].*|[a-z])$")).expect("the pattern is right")
});
/// If so many names all begin with the same word and a hyphen, that word is their group.
const MANY: usize = 3;

/// Separates the group from the full name in `group-full name`, for all names of one download. Many first names have a
/// hyphen too: the words before it are a group only if they look like one, or if all names begin with them.
pub fn groups(all: &BTreeSet<String>) -> impl Fn(&str) -> (String, String) + use<> {
    let common = if all.len() >= MANY { common(all) } else { String::new() };
    move |who| {
        if let Some(name) = who.strip_prefix(&common).filter(|name| !common.is_empty() && !name.trim().is_empty()) {
            return (common.trim_end_matches('-').trim().into(), name.trim().into());
        }
        let mut from = 0;
        while let Some(hyphen) = who[from..].find('-') {
            if !GROUP.is_match(who[from..from + hyphen].trim()) {
                break;
            }
            from += hyphen + 1;
        }
        match who[from..].trim() {
            // All of it is the name of a group: groups hand in.
            name if from == 0 || name.is_empty() || GROUP.is_match(name) => (String::new(), who.trim().into()),
            name => (who[..from - 1].trim().into(), name.into()),
        }
    }
}

/// What all names begin with, up to a hyphen.
fn common(all: &BTreeSet<String>) -> String {
    // They are in order: what the first and the last share, all share.
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return String::new() };
    let shared: String = first.chars().zip(last.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    shared.rfind('-').map_or(String::new(), |hyphen| shared[..=hyphen].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(who: &str, number: Option<&str>, plugin: &str, file: &str) -> Option<Name> {
        Some(Name { who: who.into(), number: number.map(Into::into), plugin: plugin.into(), file: file.into() })
    }

    #[test]
    fn every_form_of_moodle_is_read() {
        assert_eq!(parse("Zoé Le Goff_123456_assignsubmission_file"), name("Zoé Le Goff", Some("123456"), "file", ""));
        assert_eq!(parse("Zoé Le Goff_123456_assignsubmission_file_"), name("Zoé Le Goff", Some("123456"), "file", ""));
        assert_eq!(parse("A B_7_assignsubmission_onlinetext"), name("A B", Some("7"), "onlinetext", ""));
        assert_eq!(
            parse("A B_7_assignsubmission_file_mon_projet_2.zip"),
            name("A B", Some("7"), "file", "mon_projet_2.zip")
        );
        assert_eq!(parse("Participant_42_assignsubmission_file"), name("Participant", Some("42"), "file", ""));
        assert_eq!(parse("Default group_assignsubmission_file"), name("Default group", None, "file", ""));
        assert_eq!(parse("user_A B_12_assignsubmission_file"), name("user_A B", Some("12"), "file", ""));
        assert_eq!(parse("projet_12"), None);
        assert_eq!(parse("_assignsubmission_file"), None);
    }

    #[test]
    fn a_group_before_a_name_is_parted_and_a_first_name_is_not() {
        let parted = |all: &[&str], who: &str| {
            let all: BTreeSet<String> = all.iter().map(|w| (*w).to_owned()).collect();
            let (group, name) = groups(&all)(who);
            format!("{group}|{name}")
        };
        let alone = |who: &str| parted(&[who], who);
        assert_eq!(alone("Groupe A-Jean-Paul Dupont"), "Groupe A|Jean-Paul Dupont");
        assert_eq!(alone("TP-1-Ana Gil"), "TP-1|Ana Gil");
        assert_eq!(alone("L3 Info-Ana Gil"), "L3 Info|Ana Gil");
        assert_eq!(alone("Jean-Paul Dupont"), "|Jean-Paul Dupont");
        assert_eq!(alone("Tpak-Ana Gil"), "|Tpak-Ana Gil");
        assert_eq!(alone("Groupe 3"), "|Groupe 3");
        assert_eq!(alone("Groupe-3"), "|Groupe-3");
        let all = ["Les bleus-Ana Gil", "Les bleus-Bo Li", "Les bleus-Jean-Luc Roy"];
        assert_eq!(parted(&all, all[2]), "Les bleus|Jean-Luc Roy");
        assert_eq!(parted(&["Jean-Luc Roy", "Jean-Marc Roy"], "Jean-Luc Roy"), "|Jean-Luc Roy");
    }
}
