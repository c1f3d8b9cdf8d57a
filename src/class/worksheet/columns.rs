use super::cells::Table;
use super::refusal::Refusal;
use crate::class::roster::composed;

/// The columns of a worksheet that matter, by their places.
pub struct Columns {
    pub id: Option<usize>,
    pub email: Option<usize>,
    pub grade: usize,
    pub maximum: usize,
    changeable: Option<usize>,
    pub feedback: Option<usize>,
    modified: usize,
}

/// What Moodle calls its columns, in English and in French, in all its versions. The first is how we name it.
const ID: [&str; 2] = ["Identifier", "Identifiant"];
const EMAIL: [&str; 9] = [
    "Email address",
    "Adresse de courriel",
    "Email",
    "E-mail",
    "Courriel",
    "Adresse e-mail",
    "Adresse mail",
    "E-mail address",
    "Adresse électronique",
];
const GRADE: [&str; 2] = ["Grade", "Note"];
const MAXIMUM: [&str; 3] = ["Maximum grade", "Note maximale", "Note max."];
const SCALE: [&str; 3] = ["Scale", "Barème", "Échelle"];
const CHANGEABLE: [&str; 2] = ["Grade can be changed", "La note peut être modifiée"];
const MODIFIED: [&str; 2] = ["Last modified (grade)", "Dernière modification (note)"];
const FEEDBACK: [&str; 7] = [
    "Feedback comments",
    "Feedback par commentaires",
    "Feedback par commentaire",
    "Commentaires de feedback",
    "Feedback (commentaires)",
    "Commentaires",
    "Feedback",
];

const YES: [&str; 2] = ["yes", "oui"];
const NO: [&str; 2] = ["no", "non"];

/// Whether Moodle takes a grade for a row.
pub enum Changeable {
    Yes,
    No,
    /// Neither; the text that is there.
    Unclear(String),
}

impl Columns {
    pub fn find(table: &Table) -> Result<Self, Vec<Refusal>> {
        let line = table.header.line;
        let mut refused = Vec::new();
        let mut find = |names: &[&'static str]| {
            let is = |name: &String| names.iter().any(|known| same(name, known));
            let mut places = table.names().iter().enumerate().filter(|(_, name)| is(name)).map(|(place, _)| place);
            let first = places.next();
            if places.next().is_some() {
                refused.push(Refusal::TwoColumns { line, column: names[0] });
            }
            first
        };
        let (id, email, grade, maximum) = (find(&ID), find(&EMAIL), find(&GRADE), find(&MAXIMUM));
        let (scale, changeable, modified, feedback) =
            (find(&SCALE), find(&CHANGEABLE), find(&MODIFIED), find(&FEEDBACK));
        if id.is_none() {
            refused.push(Refusal::NoColumn { line, column: ID[0] });
        }
        if grade.is_none() {
            refused.push(Refusal::NoColumn { line, column: GRADE[0] });
        }
        match (maximum, scale) {
            (Some(_), _) => {}
            (None, Some(_)) => refused.push(Refusal::Scale { line }),
            (None, None) => refused.push(Refusal::NoColumn { line, column: MAXIMUM[0] }),
        }
        if modified.is_none() {
            refused.push(Refusal::MoodleColumn { line, column: MODIFIED[0] });
        }
        match (grade, maximum, modified) {
            (Some(grade), Some(maximum), Some(modified)) if refused.is_empty() => {
                Ok(Self { id, email, grade, maximum, changeable, feedback, modified })
            }
            _ => Err(refused),
        }
    }

    /// Whose row it is, as the sheet says it: the number, else the address.
    pub fn who(&self, table: &Table, row: usize) -> String {
        let cell = |column: Option<usize>| column.map_or("", |column| table.cell(row, column));
        let name = cell(self.id);
        if name.trim().is_empty() { cell(self.email).into() } else { name.into() }
    }

    pub fn changeable(&self, table: &Table, row: usize) -> Changeable {
        let Some(column) = self.changeable else { return Changeable::Yes };
        let found = table.cell(row, column);
        let is = |words: [&str; 2]| words.iter().any(|word| same(found, word));
        match () {
            () if is(YES) => Changeable::Yes,
            () if is(NO) => Changeable::No,
            () => Changeable::Unclear(found.into()),
        }
    }

    /// Whether a row has a grade that Moodle knows of.
    pub fn was_graded(&self, table: &Table, row: usize) -> bool {
        !matches!(table.cell(row, self.grade), "" | "-") || !matches!(table.cell(row, self.modified), "" | "-")
    }
}

/// The same words, whatever their case, their kinds of spaces and the spelling of their accents.
fn same(found: &str, known: &str) -> bool {
    let plain = |text: &str| composed(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_lowercase();
    plain(found) == plain(known)
}
