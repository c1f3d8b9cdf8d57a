use super::cells::Table;
use super::columns::Columns;
use super::refusal::Refusal;
use super::submission_grade::SubmissionGrade;
use crate::class::roster::composed;
use std::collections::{BTreeMap, BTreeSet};

/// The number of a participant: "Participant 123456" without the word, in any language.
fn number(text: &str) -> Option<&str> {
    let start = text
        .trim_end()
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (word, number) = text.trim_end().split_at(start);
    let is_word = word.chars().all(|c| !c.is_ascii_digit());
    let number = number.trim_start_matches('0');
    (is_word && !number.is_empty()).then_some(number)
}

/// The same for an id of a roster. An id that was made of a name is no such number.
fn plain_number(id: &str) -> Option<&str> {
    number(id).filter(|_| id.trim().bytes().all(|b| b.is_ascii_digit()) || id.to_lowercase().starts_with("participant"))
}

/// An address as it is compared: the parts of one that have accents may have them apart.
fn address(email: &str) -> String {
    composed(email.trim()).to_lowercase()
}

/// The row of each mark, by its number, else by its address.
pub fn match_up(
    table: &Table,
    columns: &Columns,
    marks: &[SubmissionGrade],
    refused: &mut Vec<Refusal>,
) -> Vec<Option<usize>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut emails: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows.len() {
        let id = columns.id.map_or("", |column| table.cell(row, column));
        if let Some(found) = number(id)
            && let Some(first) = numbers.insert(found.into(), row)
        {
            refused.push(Refusal::Twice { first: table.line(first), line: table.line(row), who: id.into() });
        }
        let email = columns.email.map_or("", |column| table.cell(row, column));
        let email = address(email);
        if !email.is_empty() {
            emails.entry(email).or_default().push(row);
        }
    }
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut find = |mark: &SubmissionGrade| {
        let by_number = plain_number(&mark.id).and_then(|n| numbers.get(n)).copied();
        let by_email = emails.get(&address(&mark.email)).filter(|_| !mark.email.trim().is_empty());
        let row = match (by_number, by_email.map(Vec::as_slice)) {
            (Some(row), _) => row,
            (None, Some([row])) => *row,
            (None, Some(rows)) if mark.mark.is_some() => {
                let lines = rows.iter().map(|row| table.line(*row)).collect();
                refused.push(Refusal::TwoRows { who: mark.who(), lines });
                return None;
            }
            (None, None) if mark.mark.is_some() => {
                refused.push(Refusal::NoRow { who: mark.who() });
                return None;
            }
            _ => return None,
        };
        // A teacher's own numbers look like those of Moodle: with them, another student would get the mark.
        let (found, asked) = (columns.email.map_or("", |column| table.cell(row, column)), mark.email.trim());
        if !found.is_empty() && !asked.is_empty() && address(found) != address(asked) {
            refused.push(Refusal::Conflict { line: table.line(row), who: mark.who(), found: found.into() });
            return None;
        }
        if !taken.insert(row) {
            refused.push(Refusal::GivenTwice { who: mark.who() });
            return None;
        }
        Some(row)
    };
    marks.iter().map(&mut find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participant_has_a_number_in_every_language() {
        for text in
            ["Participant 123456", "Participant123456", "Teilnehmer/in123456", "参加者 123456", "123456", "0123456"]
        {
            assert_eq!(number(text), Some("123456"), "{text}");
        }
        assert_eq!(number("Participant"), None);
        assert_eq!(number("L3 12"), None);
        assert_eq!(plain_number("ana-gil-2"), None);
        assert_eq!(plain_number("123456"), Some("123456"));
    }

    #[test]
    fn an_address_is_the_same_however_its_accents_are_spelled() {
        assert_eq!(address(" Zoe\u{301}@u.fr"), address("zoé@U.fr"));
    }
}
