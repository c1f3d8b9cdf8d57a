use super::columns::{self, Column};
use super::ids::{self, Ids};
use super::model::{BadRoster, Entry, LoadedRoster, Roster, Source};
use super::source;
use crate::class::settings::Settings;
use crate::inert;
use crate::place::line_and_column;
use ::csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::BTreeMap;
use std::path::Path;

pub fn read(path: &Path) -> Result<LoadedRoster, BadRoster> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| BadRoster::one(format!("{name}: {error}")))?;
    let mut reading = CsvReading { path, name, bad: vec![], notes: vec![] };
    let text = reading.decode(&bytes)?;
    let entries = reading.entries(&text);
    if !reading.bad.is_empty() {
        return Err(BadRoster(reading.bad));
    }
    let roster = Roster { class: String::new(), entries };
    Ok(LoadedRoster { roster, settings: Settings::default(), notes: reading.notes })
}

struct CsvReading<'a> {
    path: &'a Path,
    name: String,
    bad: Vec<String>,
    notes: Vec<String>,
}

/// The cells of a row by their columns, without those that are empty.
type Cells = BTreeMap<Column, String>;

impl CsvReading<'_> {
    fn refuse(&mut self, line: usize, why: impl std::fmt::Display) {
        self.bad.push(inert::line(&format!("{}:{line}: {why}", self.name)));
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<String, BadRoster> {
        let name = &self.name;
        let text = match encoding_rs::Encoding::for_bom(bytes) {
            Some((encoding, length)) => encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    self.notes.push(format!("{name}: this is no UTF-8; read as Windows-1252, look at the accents"));
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
                }
            },
        };
        match text.contains('\0') {
            true => Err(BadRoster::one(format!("{name}: this is no text"))),
            false => Ok(text),
        }
    }

    fn entries(&mut self, text: &str) -> Vec<Entry> {
        let mut reader = ReaderBuilder::new()
            .delimiter(columns::separator(text))
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let (mut header, mut rows) = (None, Vec::new());
        for record in reader.records() {
            // It cannot fail: the text is UTF-8, and rows may have any length.
            let Ok(record) = record else { continue };
            let line = line_of(text, &record);
            if record.iter().all(str::is_empty) {
                continue;
            }
            match &header {
                None => header = self.header(line, &record),
                Some(columns) => rows.extend(self.cells(line, columns, &record)),
            }
            if header.is_none() {
                return vec![];
            }
        }
        if header.is_none() {
            self.refuse(1, "there is no row of names of columns");
        }
        self.rows(rows)
    }

    fn header(&mut self, line: usize, record: &StringRecord) -> Option<Vec<Option<Column>>> {
        let known = columns::known(record);
        for (n, column) in known.iter().enumerate() {
            if column.is_some() && known[..n].contains(column) {
                self.refuse(line, format!("the column {:?} is there twice, also under another name", &record[n]));
            }
        }
        let unknown: Vec<&str> = record
            .iter()
            .zip(&known)
            .filter(|(name, column)| column.is_none() && !name.is_empty())
            .map(|(n, _)| n)
            .collect();
        let who = [Column::Id, Column::Name, Column::Last, Column::Email];
        if !known.iter().flatten().any(|column| who.contains(column)) {
            let found = unknown.join(", ");
            self.refuse(
                line,
                format!("no column id, name or email is there (identifiant, nom, courriel); found: {found}"),
            );
        } else if !unknown.is_empty() {
            self.notes.push(format!("{}:{line}: columns that are not used: {}", self.name, unknown.join(", ")));
        }
        self.bad.is_empty().then_some(known)
    }

    fn cells(&mut self, line: usize, columns: &[Option<Column>], record: &StringRecord) -> Option<(usize, Cells)> {
        let more = record.iter().skip(columns.len()).any(|cell| !cell.is_empty());
        if record.len() < columns.len() || more {
            self.refuse(line, format!("{} cells, where the first row has {}", record.len(), columns.len()));
            return None;
        }
        let filled = record.iter().zip(columns).filter(|(cell, _)| !cell.is_empty());
        Some((line, filled.filter_map(|(cell, column)| Some(((*column)?, cell.to_owned()))).collect()))
    }

    fn rows(&mut self, mut rows: Vec<(usize, Cells)>) -> Vec<Entry> {
        let mut ids = Ids::default();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for (line, cells) in &mut rows {
            let Some(id) = cells.get_mut(&Column::Id) else { continue };
            *id = ids::composed(&columns::participant(id));
            match ids::check(id) {
                Err(why) => self.refuse(*line, why),
                Ok(()) if ids.take(id) => drop(lines.insert(id.to_lowercase(), *line)),
                Ok(()) => {
                    let first = lines.get(&id.to_lowercase()).copied().unwrap_or_default();
                    self.refuse(*line, format!("line {first} has the id {id:?} too"));
                }
            }
        }
        rows.into_iter().map(|(line, cells)| self.entry(line, cells, &mut ids)).collect()
    }

    fn entry(&mut self, line: usize, mut cells: Cells, ids: &mut Ids) -> Entry {
        let mut take = |column| cells.remove(&column).unwrap_or_default();
        let (folder, url) = (take(Column::Folder), take(Column::Url));
        let (start, port) = (take(Column::Start), take(Column::Port));
        let mut take = |column| ids::composed(&take(column));
        let (id, name, email, group) = (take(Column::Id), take(Column::Name), take(Column::Email), take(Column::Group));
        let parts = [take(Column::First), take(Column::Last)];
        let parts = parts.join(" ");
        let names = [name.as_str(), parts.trim(), &id, &email];
        let name = names.into_iter().find(|n| !n.is_empty()).unwrap_or_default().to_owned();
        if name.is_empty() {
            self.refuse(line, "this row has no id, no name and no email");
        }
        let id = if id.is_empty() { ids.of_name(name.split('@').next().unwrap_or_default()) } else { id };
        let source = match (folder.as_str(), url.as_str()) {
            ("", "") => Ok(Source::Nothing),
            (folder, "") => source::of_path(self.path, folder, &mut self.notes),
            ("", url) => source::of_url(url),
            _ => Err("a submission has a folder or a url, not both".into()),
        };
        let source = source.unwrap_or_else(|why| {
            self.refuse(line, why);
            Source::Nothing
        });
        let number = port.parse::<u16>().ok().filter(|port| *port > 0);
        if !port.is_empty() && number.is_none() {
            self.refuse(line, format!("{port:?} is no port: a number from 1 to 65535"));
        }
        let start = Some(start).filter(|start| !start.is_empty());
        Entry { id, name, email, group, source, start, port: number }
    }
}

/// The line that a row begins in. The crate says where the row before it ended, and empty lines may lie between.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let end = record.position().map_or(0, |at| at.byte() as usize);
    let gap = text.as_bytes()[end..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    line_and_column(text, end + gap).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Result<LoadedRoster, String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("ana")).unwrap();
        std::fs::write(root.join("ana/app.py"), "x").unwrap();
        std::fs::write(root.join("bo.zip"), "x").unwrap();
        std::fs::write(root.join("l3.csv"), bytes).unwrap();
        let read = super::super::read(&root.join("l3.csv"));
        read.map_err(|bad| bad.to_string().replace(&format!("{}/", root.display()), ""))
    }

    fn shown(read: &LoadedRoster) -> Vec<String> {
        let entries = read.roster.entries.iter();
        entries.map(|e| format!("{}|{}|{}|{}|{:?}|{:?}", e.id, e.name, e.email, e.group, e.start, e.port)).collect()
    }

    #[test]
    fn english_columns_in_any_order() {
        let text = "Email,ID,start,PORT,folder,Name,group,url\n\
                    a@u.fr,1,\"python app.py, now\",5000,ana,Ana,A,\n\n\
                    ,2,,,bo.zip,Bo,,\n,,,,,Cy Roy,,http://x:1\n,,,,gone,Di,,\n";
        let read = parse(text.as_bytes()).unwrap();
        assert_eq!(
            shown(&read),
            [
                "1|Ana|a@u.fr|A|Some(\"python app.py, now\")|Some(5000)",
                "2|Bo|||None|None",
                "cy-roy|Cy Roy|||None|None",
                "di|Di|||None|None"
            ]
        );
        let sources: Vec<_> = read.roster.entries.iter().map(|e| &e.source).collect();
        assert!(matches!(sources[..], [Source::Folder(_), Source::Archive(_), Source::Url(_), Source::Nothing]));
        assert!(read.notes.len() == 1 && read.notes[0].contains("gone"), "{:?}", read.notes);
        assert_eq!(read.roster.class, "l3");
    }

    #[test]
    fn french_columns_in_every_encoding() {
        let text = "Prénom;Nom;Adresse de courriel;Identifiant;Groupe;Dossier;Commande;Âge\r\n\
                    Zoé;Le Goff;zoe@u.fr;Participant 42;A;ana;node s.js;20\r\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let tabs = text.replace(';', "\t").into_bytes();
        for (name, bytes, notes) in [
            ("plain", text.as_bytes().to_vec(), 1),
            ("bom", bom, 1),
            ("utf16", utf16, 1),
            ("tabs", tabs, 1),
            ("cp", windows, 2),
        ] {
            let read = parse(&bytes).unwrap();
            assert_eq!(shown(&read), ["42|Zoé Le Goff|zoe@u.fr|A|Some(\"node s.js\")|None"], "{name}");
            assert_eq!(read.notes.len(), notes, "{:?}", read.notes);
            assert!(read.notes.last().unwrap().contains("Âge"));
        }
    }

    #[test]
    fn bad_rows_are_all_told_with_their_lines() {
        let text = "id,name,folder,url,port\n1,A,,,\n\n\"1\",\"B\nb\",,,\n../x,C,,,\n4,D,ana,http://x,\n5,E,,ftp://x,0\n6,F\n,,l3.csv,,\n";
        let bad = parse(text.as_bytes()).unwrap_err();
        let told: Vec<&str> = bad.lines().collect();
        for start in [
            "l3.csv:9: 2 cells, where the first row has 5",
            "l3.csv:4: line 2 has the id \"1\" too",
            "l3.csv:6: the id \"../x\"",
            "l3.csv:7: a submission has a folder or a url",
            "l3.csv:8: \"ftp://x\" is no http",
            "l3.csv:8: \"0\" is no port",
            "l3.csv:10: this row has no id",
        ] {
            assert!(told.iter().any(|line| line.starts_with(start)), "{start}\n\nin\n\n{bad}");
        }
    }

    #[test]
    fn a_table_of_something_else_is_refused() {
        assert!(parse(b"a;b\n1;2\n").unwrap_err().starts_with("l3.csv:1: no column id, name or email"));
        assert!(parse(b"id;name;Nom complet\n1;2;3\n").unwrap_err().contains("twice"));
        assert!(parse(b"\n\n").unwrap_err().contains("no row of names of columns"));
        assert!(parse(b"id\n").unwrap_err().contains("there is no submission"));
        assert!(parse(b"PK\x03\x04\0\0").unwrap_err().contains("no text"));
    }

    #[test]
    fn accents_that_stand_apart_are_the_same_name() {
        let text = "id,Pre\u{301}nom,nom,courriel,groupe\ne\u{301}va,E\u{301}va,Roux,e\u{301}va@u.fr,Groupe e\u{301}\n";
        let read = parse(text.as_bytes()).unwrap();
        assert_eq!(shown(&read), ["éva|Éva Roux|éva@u.fr|Groupe é|None|None"]);
        let twice = parse("id,name\ne\u{301}va,A\néva,B\n".as_bytes()).unwrap_err();
        assert!(twice.contains("line 2 has the id"), "{twice}");
    }

    #[test]
    fn what_is_told_of_a_cell_is_one_line_and_harmless() {
        let bad = parse(b"id,name\n\"../x\nl3.csv:9: fine\x1b[2K\",A\n").unwrap_err();
        assert!(bad.lines().count() == 1 && !bad.contains('\u{1b}'), "{bad}");
    }
}
