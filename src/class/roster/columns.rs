use ::csv::StringRecord;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Id,
    Name,
    First,
    Last,
    Email,
    Group,
    Folder,
    Url,
    Start,
    Port,
}

/// What columns are called, without accents and in small letters.
const NAMES: [(Column, &[&str]); 10] = [
    (Column::Id, &["id", "identifiant", "identifier", "numero", "numero etudiant", "student id"]),
    (
        Column::Name,
        &["name", "nom complet", "full name", "fullname", "nom et prenom", "prenom et nom", "etudiant", "student"],
    ),
    (Column::First, &["prenom", "first name", "firstname", "given name"]),
    (Column::Last, &["nom", "nom de famille", "last name", "lastname", "surname", "family name"]),
    (
        Column::Email,
        &[
            "email",
            "e mail",
            "mail",
            "courriel",
            "adresse de courriel",
            "adresse mail",
            "adresse e mail",
            "email address",
        ],
    ),
    (Column::Group, &["group", "groupe", "groups", "groupes"]),
    (Column::Folder, &["folder", "dossier", "archive", "path", "chemin"]),
    (Column::Url, &["url", "adresse url", "adresse du serveur"]),
    (Column::Start, &["start", "commande", "command", "demarrage", "lancement"]),
    (Column::Port, &["port"]),
];

/// Which column each cell of a header is.
pub fn known(header: &StringRecord) -> Vec<Option<Column>> {
    let of =
        |name: &str| NAMES.iter().find(|(_, names)| names.contains(&plain(name).as_str())).map(|(column, _)| *column);
    header.iter().map(of).collect()
}

fn plain(name: &str) -> String {
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let words: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The separator of the cells, as the first line shows it.
pub fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside = |separator: char| {
        let mut quoted = false;
        first
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                *c == separator && !quoted
            })
            .count()
    };
    let [comma, semicolon, tab] = [',', ';', '\t'].map(outside);
    match () {
        () if tab > comma.max(semicolon) => b'\t',
        () if semicolon > comma => b';',
        () => b',',
    }
}

/// "Participant 42", as Moodle has it in its own files, is 42.
pub fn participant(id: &str) -> String {
    let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = id[..id.len() - number.len()].trim_end();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    match is_number && word.to_lowercase().starts_with("participant") {
        true => number.into(),
        false => id.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_seen_in_the_first_line() {
        assert_eq!(separator("\n\"a,b,c\";d\n1,2,3,4"), b';');
        assert_eq!(separator("id"), b',');
        assert_eq!(separator("a\tb"), b'\t');
    }

    #[test]
    fn a_participant_is_a_number() {
        assert_eq!(participant("Participant 42"), "42");
        assert_eq!(participant("Participante42"), "42");
        assert_eq!(participant("p42"), "p42");
        assert_eq!(participant("21903456"), "21903456");
    }
}
