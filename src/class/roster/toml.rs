use super::ids::{self, Ids};
use super::model::{BadRoster, Entry, LoadedRoster, Roster, Source};
use super::source;
use crate::class::settings::Settings;
use crate::inert;
use crate::labs::KnownLab;
use crate::place::line_and_column;
use crate::report::class::{Rounding, Weighted};
use crate::sandbox::SandboxLimits;
use ::toml::Spanned;
use bytesize::ByteSize;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Option<String>,
    labs: Option<Spanned<Vec<KnownLab>>>,
    weights: Option<Spanned<BTreeMap<KnownLab, f64>>>,
    #[serde(default)]
    marks: MarksTable,
    #[serde(default)]
    limits: LimitsTable,
    #[serde(default)]
    visible: Vec<PathBuf>,
    contract: Option<PathBuf>,
    #[serde(default)]
    submission: Vec<Spanned<Submission>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct MarksTable {
    out_of: Option<Spanned<f64>>,
    round: Option<Spanned<f64>>,
    rounding: Option<Rounding>,
    files: Option<Spanned<f64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LimitsTable {
    memory: Option<Spanned<ByteSize>>,
    processes: Option<Spanned<u64>>,
    cpu: Option<Spanned<Time>>,
    start: Option<Spanned<Time>>,
    install: Option<Spanned<Time>>,
    disk: Option<Spanned<ByteSize>>,
    entries: Option<Spanned<u64>>,
    files: Option<Spanned<u64>>,
    output: Option<Spanned<ByteSize>>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Time(#[serde(with = "humantime_serde")] Duration);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Submission {
    id: Option<Spanned<String>>,
    name: Option<String>,
    email: Option<String>,
    group: Option<String>,
    folder: Option<Spanned<String>>,
    archive: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    start: Option<Spanned<String>>,
    port: Option<Spanned<u16>>,
}

pub fn read(path: &Path) -> Result<LoadedRoster, BadRoster> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| BadRoster::one(format!("{name}: {error}")))?;
    let file: File = ::toml::from_str(&text).map_err(|error| {
        let (line, column) = line_and_column(&text, error.span().map_or(0, |span| span.start));
        BadRoster::one(format!("{name}:{line}:{column}: {error}"))
    })?;
    let mut reading = TomlReading { path, name, text: &text, bad: vec![], notes: vec![] };
    let entries = reading.entries(&file.submission);
    let settings = reading.settings(file);
    let TomlReading { bad, notes, .. } = reading;
    if !bad.is_empty() {
        return Err(BadRoster(bad));
    }
    Ok(LoadedRoster { roster: Roster { class: String::new(), entries }, settings, notes })
}

struct TomlReading<'a> {
    path: &'a Path,
    name: String,
    text: &'a str,
    bad: Vec<String>,
    notes: Vec<String>,
}

impl TomlReading<'_> {
    fn refuse<T>(&mut self, at: &Spanned<T>, why: impl std::fmt::Display) {
        let (line, column) = line_and_column(self.text, at.span().start);
        self.bad.push(inert::line(&format!("{}:{line}:{column}: {why}", self.name)));
    }

    fn settings(&mut self, file: File) -> Settings {
        let mut settings = Settings { class: file.class, ..Settings::default() };
        if let (Some(_), Some(weights)) = (&file.labs, &file.weights) {
            self.refuse(weights, "labs says the labs that count alike, [weights] what each counts; give one of them");
        }
        if let Some(labs) = file.labs {
            let twice = (1..labs.get_ref().len()).find(|n| labs.get_ref()[..*n].contains(&labs.get_ref()[*n]));
            if let Some(twice) = twice {
                self.refuse(&labs, format!("the lab {:?} is there twice", labs.get_ref()[twice].0.as_str()));
            }
            settings.weights = labs.into_inner().into_iter().map(|lab| Weighted { lab: lab.0, weight: 1.0 }).collect();
        } else if let Some(weights) = file.weights {
            if weights.get_ref().values().any(|weight| !(weight.is_finite() && *weight > 0.0)) {
                self.refuse(&weights, "a weight is a number above 0; a lab that does not count is left out");
            }
            settings.weights =
                weights.into_inner().into_iter().map(|(lab, weight)| Weighted { lab: lab.0, weight }).collect();
        }
        let marks = file.marks;
        self.number(marks.out_of.as_ref(), "out-of", |n| n > 0.0, &mut settings.out_of);
        self.number(marks.round.as_ref(), "round", |n| n > 0.0, &mut settings.round);
        let out_of = settings.out_of;
        self.number(marks.files.as_ref(), "files", |n| (0.0..=out_of).contains(&n), &mut settings.files);
        settings.rounding = marks.rounding.unwrap_or(settings.rounding);
        settings.limits = self.limits(&file.limits);
        let base = self.path.parent().unwrap_or(Path::new(""));
        settings.visible = file.visible.iter().map(|path| base.join(path)).collect();
        let gone = settings.visible.iter().filter(|path| !path.exists());
        self.notes.extend(gone.map(|path| format!("{}: visible, and not there", path.display())));
        settings.contract = file.contract.map(|path| base.join(path));
        settings
    }

    fn number(&mut self, given: Option<&Spanned<f64>>, key: &str, good: impl Fn(f64) -> bool, into: &mut f64) {
        let Some(given) = given else { return };
        let number = *given.get_ref();
        if number.is_finite() && good(number) {
            *into = number;
        } else {
            self.refuse(given, format!("{key} cannot be {number}"));
        }
    }

    fn limits(&mut self, given: &LimitsTable) -> SandboxLimits {
        let mut limits = SandboxLimits::default();
        for (given, into) in
            [(&given.memory, &mut limits.memory), (&given.disk, &mut limits.disk), (&given.output, &mut limits.output)]
        {
            self.above_zero(given.as_ref(), |size| size.as_u64(), into);
        }
        self.above_zero(given.processes.as_ref(), |n| *n, &mut limits.processes);
        self.above_zero(given.files.as_ref(), |n| *n, &mut limits.files);
        self.above_zero(given.entries.as_ref(), |n| *n, &mut limits.entries);
        for (given, into) in
            [(&given.cpu, &mut limits.cpu), (&given.start, &mut limits.start), (&given.install, &mut limits.install)]
        {
            self.above_zero(given.as_ref(), |time| time.0, into);
        }
        limits
    }

    fn above_zero<T, N: Default + PartialEq>(
        &mut self,
        given: Option<&Spanned<T>>,
        number: impl Fn(&T) -> N,
        into: &mut N,
    ) {
        let Some(given) = given else { return };
        match number(given.get_ref()) {
            zero if zero == N::default() => self.refuse(given, "a limit is above 0"),
            number => *into = number,
        }
    }

    fn entries(&mut self, given: &[Spanned<Submission>]) -> Vec<Entry> {
        let mut ids = Ids::default();
        // Ids that are given are taken first, so that none that is made of a name takes one of them.
        for id in given.iter().filter_map(|one| one.get_ref().id.as_ref()) {
            let composed = ids::composed(id.get_ref());
            match ids::check(&composed) {
                Err(why) => self.refuse(id, why),
                Ok(()) if !ids.take(&composed) => {
                    self.refuse(id, format!("another submission has the id {:?}", id.get_ref()));
                }
                Ok(()) => {}
            }
        }
        given.iter().map(|one| self.entry(one, &mut ids)).collect()
    }

    fn entry(&mut self, one: &Spanned<Submission>, ids: &mut Ids) -> Entry {
        let given = one.get_ref();
        let text = |text: &Option<String>| text.as_deref().map(ids::composed).unwrap_or_default();
        if given.id.is_none() && given.name.is_none() {
            self.refuse(one, "a submission has an id or a name");
        }
        let id = given.id.as_ref().map_or_else(|| ids.of_name(&text(&given.name)), |id| ids::composed(id.get_ref()));
        let name = given.name.as_deref().map_or_else(|| id.clone(), ids::composed);
        if let Some(start) = given.start.as_ref().filter(|start| start.get_ref().trim().is_empty()) {
            self.refuse(start, "start is empty; leave it out to have it found");
        }
        if let Some(port) = given.port.as_ref().filter(|port| *port.get_ref() == 0) {
            self.refuse(port, "a port is a number from 1 to 65535");
        }
        let source = self.source(given);
        let start = given.start.as_ref().map(|start| start.get_ref().clone());
        let port = given.port.as_ref().map(|port| *port.get_ref());
        Entry { id, name, email: text(&given.email), group: text(&given.group), source, start, port }
    }

    fn source(&mut self, given: &Submission) -> Source {
        let sources: Vec<_> = [&given.folder, &given.archive, &given.url].into_iter().flatten().collect();
        if let [_, second, ..] = sources.as_slice() {
            self.refuse(second, "a submission has one of folder, archive and url");
        }
        let Some(first) = sources.first() else { return Source::Nothing };
        let found = match &given.url {
            Some(url) => source::of_url(url.get_ref()),
            None => source::of_path(self.path, first.get_ref(), &mut self.notes),
        };
        found.unwrap_or_else(|why| {
            self.refuse(first, why);
            Source::Nothing
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<LoadedRoster, String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("ana")).unwrap();
        std::fs::write(root.join("ana/app.py"), "x").unwrap();
        std::fs::write(root.join("bo.zip"), "x").unwrap();
        std::fs::write(root.join("l3.toml"), text).unwrap();
        let read = super::super::read(&root.join("l3.toml"));
        read.map_err(|bad| bad.to_string().replace(&format!("{}/", root.display()), ""))
    }

    #[test]
    fn a_whole_file() {
        let read = parse(
            r#"
class = "L3 Info"
visible = ["/opt/no-such-jdk"]
contract = "c.toml"
[weights]
long-polling = 2
sse = 1.5
[marks]
out-of = 10
round = 0.5
rounding = "up"
files = 1
[limits]
memory = "2GiB"
cpu = "3m"
output = 4096
entries = 9000
[[submission]]
id = "1"
name = "Ana"
email = "ana@u.fr"
group = "A"
folder = "ana"
start = "python app.py"
port = 5000
[[submission]]
name = "Bo Li"
folder = "bo.zip"
[[submission]]
id = "3"
url = "http://10.0.0.3:5000"
[[submission]]
id = "4"
[[submission]]
id = "5"
archive = "gone.zip"
"#,
        )
        .unwrap();
        assert_eq!(read.roster.class, "L3 Info");
        let sources: Vec<String> = read
            .roster
            .entries
            .iter()
            .map(|e| match &e.source {
                Source::Folder(at) | Source::Archive(at) => at.file_name().unwrap().to_string_lossy().into_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(sources, ["ana", "bo.zip", "Url(\"http://10.0.0.3:5000\")", "Nothing", "Nothing"]);
        let ana = &read.roster.entries[0];
        assert_eq!((ana.start.as_deref(), ana.port, ana.group.as_str()), (Some("python app.py"), Some(5000), "A"));
        assert_eq!((read.roster.entries[1].id.as_str(), read.roster.entries[2].name.as_str()), ("bo-li", "3"));
        let s = &read.settings;
        assert_eq!((s.out_of, s.round, s.rounding, s.files), (10.0, 0.5, Rounding::Up, 1.0));
        assert_eq!((s.limits.memory, s.limits.cpu, s.limits.output), (2 << 30, Duration::from_secs(180), 4096));
        assert_eq!((s.limits.files, s.limits.entries), (SandboxLimits::default().files, 9000));
        assert_eq!(
            s.weights.iter().map(|w| (w.lab.as_str(), w.weight)).collect::<Vec<_>>(),
            [("long-polling", 2.0), ("sse", 1.5)]
        );
        assert!(s.contract.as_ref().unwrap().ends_with("c.toml") && s.contract.as_ref().unwrap().is_absolute());
        assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
        assert!(read.notes[0].contains("gone.zip"));
    }

    #[test]
    fn unknown_keys_are_refused_with_their_place() {
        let bad = parse("class = \"x\"\n[[submission]]\nid = \"1\"\nfoldr = \"a\"\n").unwrap_err();
        assert!(bad.starts_with("l3.toml:4:1: ") && bad.contains("foldr"), "{bad}");
        assert!(parse("labs = [\"telepathy\"]\n").unwrap_err().starts_with("l3.toml:1:9: "));
        assert!(parse("[limits]\nmemory = \"lots\"\n").unwrap_err().starts_with("l3.toml:2:10: "));
        assert!(parse("[limits]\ncpu = \"soon\"\n").unwrap_err().starts_with("l3.toml:2:7: "));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let bad = parse("labs = [\"sse\", \"sse\"]\n[weights]\nsse = 0\n[marks]\nout-of = 0\nfiles = 21\n[limits]\ncpu = \"0s\"\n\
             [[submission]]\nid = \"a\"\nfolder = \"ana\"\nurl = \"http://x\"\n[[submission]]\nid = \"A\"\nport = 0\n\
             [[submission]]\nemail = \"x\"\nurl = \"x\"\n[[submission]]\nid = \"../x\"\nfolder = \"l3.toml\"\nstart = \" \"\n",
        )
        .unwrap_err();
        for told in [
            "l3.toml:1:8: the lab \"sse\" is there twice",
            ": labs says the labs that count alike",
            "l3.toml:5:10: out-of cannot be 0",
            "l3.toml:6:9: files cannot be 21",
            "l3.toml:8:7: a limit is above 0",
            "l3.toml:12:7: a submission has one of folder, archive and url",
            "l3.toml:14:6: another submission has the id \"A\"",
            "l3.toml:15:8: a port is",
            ": a submission has an id or a name",
            "l3.toml:18:7: \"x\" is no address",
            "l3.toml:20:6: the id \"../x\"",
            "is neither a folder nor an archive",
            "l3.toml:22:9: start is empty",
        ] {
            assert!(bad.contains(told), "{told}\n\nin\n\n{bad}");
        }
    }

    #[test]
    fn labs_that_are_only_named_count_alike() {
        let read = parse("labs = [\"sse\"]\n[[submission]]\nid = \"1\"\n").unwrap();
        assert_eq!(read.settings.weights, [Weighted { lab: "sse".into(), weight: 1.0 }]);
        assert_eq!(read.settings.limits, SandboxLimits::default());
        assert_eq!(read.roster.class, "l3");
    }

    #[test]
    fn accents_that_stand_apart_are_the_same_name() {
        let read = parse("[[submission]]\nid = \"e\u{301}va\"\nname = \"E\u{301}va\"\nfolder = \"ana\"\n").unwrap();
        assert_eq!((&*read.roster.entries[0].id, &*read.roster.entries[0].name), ("éva", "Éva"));
    }
}
