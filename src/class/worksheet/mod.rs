//! Moodle's own worksheet of grades, filled: two cells of a row, and every other byte as it was.
//!
//! Moodle skips in silence what it cannot use, and a teacher sees that weeks later. So a sheet is filled as a whole or
//! not at all, and all reasons against it are told at once.

mod cells;
mod columns;
mod number;
mod people;
mod refusal;
mod submission_grade;
mod text;
mod value;

pub use refusal::Refusal;
pub use submission_grade::SubmissionGrade;

use crate::message::Message;
use cells::Table;
use columns::{Changeable, Columns};
use std::ops::Range;
use text::Encoded;

/// So many of the people are named of whom there is nothing.
const MOST_NAMES: usize = 10;

#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    pub bytes: Vec<u8>,
    /// How many grades were put in.
    pub marks: usize,
    /// What a teacher has to know before the file is given back to Moodle.
    pub notes: Vec<Message>,
}

/// Fills a worksheet as Moodle made it.
pub fn fill(bytes: &[u8], marks: &[SubmissionGrade]) -> Result<Filled, Vec<Refusal>> {
    let encoded = Encoded::read(bytes).map_err(|refusal| vec![refusal])?;
    let table = Table::read(&encoded.text).map_err(|refusal| vec![refusal])?;
    let columns = Columns::find(&table)?;
    let mut refused = table.uneven();
    let people = people::match_up(&table, &columns, marks, &mut refused);
    let comma = number::has_comma(&table, &columns);
    let (mut changes, mut written, mut graded) = (Vec::new(), 0, 0);
    let left: Vec<String> =
        (0..table.rows.len()).filter(|row| !people.contains(&Some(*row))).map(|row| columns.who(&table, row)).collect();
    for (mark, line) in marks.iter().zip(people) {
        let Some(row) = line else { continue };
        if let Some(points) = mark.mark {
            match grade(&table, &columns, row, mark, points) {
                Ok(grade) => {
                    graded += usize::from(columns.was_graded(&table, row));
                    let text = number::show(grade, comma);
                    changes.push((table.at(row, columns.grade), value::cell(&text, table.separator)));
                    written += 1;
                }
                Err(refusal) => refused.push(refusal),
            }
        }
        if let Some(column) = columns.feedback.filter(|_| !mark.feedback.trim().is_empty()) {
            let text = value::feedback(&mark.feedback);
            changes.push((table.at(row, column), value::cell(&text, table.separator)));
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut notes = Vec::new();
    if columns.feedback.is_none() && marks.iter().any(|mark| !mark.feedback.trim().is_empty()) {
        notes.push(Message::new("sheet-no-feedback"));
    }
    if graded > 0 {
        notes.push(Message::new("sheet-graded-before").count("count", graded));
    }
    if !left.is_empty() && !marks.is_empty() {
        let some: Vec<_> = left.iter().take(MOST_NAMES).map(|who| crate::inert::name(who)).collect();
        let more = if left.len() > MOST_NAMES { " …" } else { "" };
        let names = format!("{}{more}", some.join(", "));
        notes.push(Message::new("sheet-rows-left").count("count", left.len()).text("names", names));
    }
    Ok(Filled { bytes: encoded.write(&changed(&encoded.text, changes)), marks: written, notes })
}

/// The grade of a row: the mark on the scale of that row, unless Moodle would not take it.
fn grade(table: &Table, columns: &Columns, row: usize, mark: &SubmissionGrade, points: f64) -> Result<f64, Refusal> {
    let (line, who) = (table.line(row), mark.who());
    match columns.changeable(table, row) {
        Changeable::Yes => {}
        Changeable::No => return Err(Refusal::Locked { line, who }),
        Changeable::Unclear(found) => return Err(Refusal::Changeable { line, who, found }),
    }
    let found = table.cell(row, columns.maximum);
    let Some(maximum) = number::parse(found).filter(|maximum| *maximum > 0.0) else {
        return Err(Refusal::Maximum { line, who, found: found.into() });
    };
    let good = mark.out_of.is_finite() && mark.out_of > 0.0 && (0.0..=mark.out_of).contains(&points);
    match good {
        true => Ok(points / mark.out_of * maximum),
        false => Err(Refusal::Mark { who, mark: points, out_of: mark.out_of }),
    }
}

/// The text with some parts of it replaced.
fn changed(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(at, _)| at.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, new) in changes {
        out.push_str(&text[from..at.start]);
        out.push_str(&new);
        from = at.end;
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn row(id: &str, mark: impl Into<Option<f64>>, feedback: &str) -> SubmissionGrade {
        SubmissionGrade {
            id: id.into(),
            email: String::new(),
            mark: mark.into(),
            out_of: 20.0,
            feedback: feedback.into(),
        }
    }

    /// Of this row nothing is known here.
    fn left(who: &str) -> Message {
        Message::new("sheet-rows-left").count("count", 1).text("names", who)
    }

    fn by_email(email: &str, mark: f64) -> SubmissionGrade {
        SubmissionGrade { email: email.into(), ..row("", mark, "") }
    }

    const FR: &str = "\u{feff}Identifiant,\"Nom complet\",\"Adresse de courriel\",Statut,Note,\"Note maximale\",\"La note peut être modifiée\",\"Dernière modification (travail remis)\",\"Dernière modification (note)\",\"Feedback par commentaires\"\r\n\
        \"Participant 11\",\"Ana Gil\",ana@u.fr,\"Remis, noté\",,\"20,00\",Oui,\"lundi 3 mars 2025, 10:00\",-,\r\n\
        \"Participant 12\",\"Bo \"\"B\"\" Li\",Bo@u.fr,-,\"12,00\",\"20,00\",Oui,-,\"mardi 4 mars 2025, 10:00\",\"avant,\nainsi\"\r\n\
        \"Participant 13\",\"Cy Roy\",cy@u.fr,-,,\"20,00\",Non,-,-,\r\n";

    const EN: &str = "Identifier;Full name;Email address;Grade;Maximum Grade;Grade can be changed;Last modified (grade);Feedback comments\n\
        Participant 11;Ana;ana@u.fr;;100.00;Yes;-;\n\
        Participant 12;Bo;bo@u.fr;;10.00;Yes;-;\n";

    fn filled(sheet: &str, marks: &[SubmissionGrade]) -> String {
        String::from_utf8(fill(sheet.as_bytes(), marks).unwrap().bytes).unwrap()
    }

    fn refused(sheet: &str, marks: &[SubmissionGrade]) -> Vec<Refusal> {
        fill(sheet.as_bytes(), marks).unwrap_err()
    }

    #[test]
    fn a_french_sheet() {
        let marks = [row("11", 14.5, "Bien, \"vu\""), row("12", 20.0, "")];
        let sheet = filled(FR, &marks);
        let expected = FR
            .replace("\"Remis, noté\",,", "\"Remis, noté\",\"14,50\",")
            .replace("10:00\",-,\r\n\"Participant 12\"", "10:00\",-,\"Bien, \"\"vu\"\"\"\r\n\"Participant 12\"")
            .replace("\"12,00\"", "\"20,00\"");
        assert_eq!(sheet, expected);
        let told = fill(FR.as_bytes(), &marks).unwrap();
        assert_eq!(
            (told.marks, told.notes),
            (2, vec![Message::new("sheet-graded-before").count("count", 1), left("Participant 13")])
        );
    }

    #[test]
    fn an_english_sheet_with_its_own_maximum_for_each_row() {
        let sheet = filled(EN, &[row("Participant 11", 5.0, "=HYPERLINK(\"x\")"), by_email("BO@u.fr", 20.0 / 3.0)]);
        let expected = EN
            .replace("ana@u.fr;;100.00;Yes;-;", "ana@u.fr;25.00;100.00;Yes;-;\"'=HYPERLINK(\"\"x\"\")\"")
            .replace("bo@u.fr;;", "bo@u.fr;3.33333;");
        assert_eq!(sheet, expected);
    }

    #[test]
    fn a_sheet_that_a_spreadsheet_saved_as_unicode_text() {
        let text = EN.replace(';', "\t").replace('\n', "\r\n");
        let wide = |text: &str| -> Vec<u8> {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        let sheet = fill(&wide(&text), &[row("11", 20.0, "")]).unwrap();
        assert_eq!(sheet.bytes, wide(&text.replace("ana@u.fr\t\t", "ana@u.fr\t100.00\t")));
    }

    #[test]
    fn without_a_mark_the_grade_stays_and_nobody_has_to_be_there() {
        assert_eq!(filled(FR, &[row("12", None, ""), row("13", None, ""), row("99", None, "x")]), FR);
        assert_eq!(filled(FR, &[]), FR);
        assert!(filled(FR, &[row("12", None, "Vu")]).contains("\"12,00\",\"20,00\",Oui"));
    }

    #[test]
    fn everything_that_stands_against_it_is_told() {
        let marks = [
            row("13", 10.0, ""),
            row("99", 10.0, ""),
            row("11", 21.0, ""),
            row("11", 3.0, ""),
            row("12", f64::NAN, ""),
            by_email("no@u.fr", 1.0),
        ];
        let told = refused(FR, &marks);
        assert!(told.contains(&Refusal::Locked { line: 5, who: "13".into() }), "{told:?}");
        assert!(told.contains(&Refusal::NoRow { who: "99".into() }));
        assert!(told.contains(&Refusal::NoRow { who: "no@u.fr".into() }));
        assert!(told.contains(&Refusal::GivenTwice { who: "11".into() }));
        assert!(told.contains(&Refusal::Mark { who: "11".into(), mark: 21.0, out_of: 20.0 }));
        assert!(told.iter().any(|r| matches!(r, Refusal::Mark { who, .. } if who == "12")));
        for lang in crate::text::Lang::ALL {
            let texts = crate::text::Texts::of(lang);
            assert!(told.iter().all(|r| !texts.say(&r.message()).contains('⟨')));
        }
    }

    #[test]
    fn a_sheet_that_is_not_as_it_must_be_is_refused() {
        let one = [row("11", 10.0, "")];
        let line = 1;
        assert_eq!(
            refused("Name,Mark\nx,y\n", &one),
            [
                Refusal::NoColumn { line, column: "Identifier" },
                Refusal::NoColumn { line, column: "Grade" },
                Refusal::NoColumn { line, column: "Maximum grade" },
                Refusal::MoodleColumn { line, column: "Last modified (grade)" },
            ]
        );
        let no_grade = EN.replace(";Grade;", ";Other;");
        assert_eq!(refused(&no_grade, &one), [Refusal::NoColumn { line, column: "Grade" }]);
        let scale = EN.replace("Maximum Grade", "Scale");
        assert_eq!(refused(&scale, &one), [Refusal::Scale { line }]);
        assert_eq!(refused(&EN.replace("Full name", "Grade"), &one), [Refusal::TwoColumns { line, column: "Grade" }]);
        let who = || "11".to_owned();
        for bad in ["0.00", "-", "A"] {
            let found = bad.to_owned();
            assert_eq!(refused(&EN.replace("100.00", bad), &one), [Refusal::Maximum { line: 2, who: who(), found }]);
        }
        let maybe = EN.replace("100.00;Yes", "100.00;Ja");
        assert_eq!(refused(&maybe, &one), [Refusal::Changeable { line: 2, who: who(), found: "Ja".into() }]);
        let twice = EN.replace("Participant 12", "Participant 11");
        assert_eq!(refused(&twice, &one)[0], Refusal::Twice { first: 2, line: 3, who: "Participant 11".into() });
        let uneven = EN.replace("Bo;", "Bo;;");
        assert_eq!(refused(&uneven, &one), [Refusal::Cells { line: 3, found: 9, expected: 8 }]);
        let same = EN.replace("bo@u.fr", "ana@u.fr");
        let lines = vec![2, 3];
        assert_eq!(refused(&same, &[by_email("ana@u.fr", 1.0)]), [Refusal::TwoRows { who: "ana@u.fr".into(), lines }]);
    }

    #[test]
    fn a_number_with_the_address_of_somebody_else_is_refused() {
        let mixed = SubmissionGrade { email: "bo@u.fr".into(), ..row("11", 10.0, "") };
        let (who, found) = ("11 (bo@u.fr)".to_owned(), "ana@u.fr".to_owned());
        assert_eq!(refused(EN, std::slice::from_ref(&mixed)), [Refusal::Conflict { line: 2, who, found }]);
        let right = SubmissionGrade { email: "ANA@u.fr".into(), ..mixed };
        assert!(filled(EN, &[right]).contains("ana@u.fr;50.00;"));
    }

    #[test]
    fn without_a_column_for_it_feedback_is_left_out_and_that_is_told() {
        let sheet = EN.replace("Feedback comments", "Other");
        let told = fill(sheet.as_bytes(), &[row("11", 10.0, "Bien")]).unwrap();
        assert_eq!(told.notes, [Message::new("sheet-no-feedback"), left("Participant 12")]);
        assert!(!String::from_utf8(told.bytes).unwrap().contains("Bien"));
    }

    #[test]
    fn a_sheet_with_its_accents_apart_is_filled_like_any_other() {
        let apart: String = FR.nfd().collect();
        assert_ne!(apart, FR);
        let first = |text: &str| text.lines().nth(1).map(String::from);
        let marks = [SubmissionGrade { email: "ana@u.fr".into(), ..row("11", 10.0, "") }];
        let composed = first(&filled(&apart, &marks)).map(|line| line.nfc().collect::<String>());
        assert_eq!(composed, first(&filled(FR, &marks)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever stands in a sheet, its other cells and all between them stay as they are, byte by byte.
        #[test]
        fn every_other_byte_is_kept(
            names in proptest::collection::vec("[^\0]{0,12}", 1..5),
            feedback in "[^\0]{0,30}",
            points in 0.0..=20.0_f64,
            which in 0..4_usize,
            separator in prop::sample::select(vec![',', ';', '\t']),
            end in prop::sample::select(vec!["\n", "\r\n"]),
            bom in prop::bool::ANY,
        ) {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let header = ["Identifiant", "Nom complet", "Note", "Note maximale", "Dernière modification (note)", "Autre", "Feedback par commentaires"];
            let which = which % names.len();
            let (mut before, mut grade, mut between, mut after) = (String::new(), false, String::new(), String::new());
            before.push_str(if bom { "\u{feff}" } else { "" });
            before.push_str(&header.join(&separator.to_string()));
            for (n, name) in names.iter().enumerate() {
                let s = separator;
                let out = if grade { &mut after } else { &mut before };
                out.push_str(&format!("{end}{}{s}{}{s}", quoted(&format!("Participant {}", n + 7)), quoted(name)));
                let rest = format!("{s}{}{s}-{s}{}{s}", quoted("20,00"), quoted(name));
                match n == which {
                    true => (grade, between) = (true, rest),
                    false => out.push_str(&rest),
                }
            }
            after.push_str(end);
            let sheet = format!("{before}{between}{after}");
            let filled = fill(sheet.as_bytes(), &[row(&(which + 7).to_string(), points, &feedback)]).unwrap();
            let text = String::from_utf8(filled.bytes).unwrap();
            let middle = text.strip_prefix(&before).and_then(|rest| rest.strip_suffix(&after));
            let (mark, comment) = middle.and_then(|middle| middle.split_once(&between)).expect("all between is kept");
            let mark = number::parse(mark.trim_matches('"')).unwrap();
            prop_assert!((mark - points).abs() < 1e-5, "{mark} is not {points}");
            let unquoted = comment.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let said = unquoted.map_or_else(|| comment.to_owned(), |inside| inside.replace("\"\"", "\""));
            prop_assert!(!said.starts_with(['=', '+', '-', '@']));
            prop_assert!(!comment.contains(['\n', '\r']));
            // And what was written is read again as one cell.
            let table = Table::read(&text).unwrap();
            prop_assert_eq!(table.uneven(), vec![]);
            prop_assert_eq!(table.rows.len(), names.len());
        }
    }
}
