//! A submission as a row of the matrix, with the details that can be opened below it.

use super::columns::{MatrixColumns, RuleHead};
use super::moment::moment;
use crate::checker::Verdict;
use crate::report::class::words::{self, link, theirs, took};
use crate::report::class::{ClassReport, FileReport, Former, SubmissionReport};
use crate::report::html::rich::rich;
use crate::text::{Texts, visible};

pub struct MatrixRow {
    pub place: usize,
    pub id: String,
    pub name: String,
    pub link: Option<String>,
    pub group: String,
    pub outcome: &'static str,
    /// The place of its outcome among all, which rows are sorted by.
    pub rank: usize,
    pub word: String,
    pub mark: MarkView,
    pub former: MarkView,
    pub labs: Vec<MarkView>,
    pub cells: Vec<CellView>,
    /// In place of the cells, if the submission has no verdict at all.
    pub reason: Option<String>,
    pub facts: Vec<(String, Vec<String>)>,
    pub said: Vec<String>,
    pub about: String,
}

/// A mark, a range of them, or nothing.
#[derive(Default)]
pub struct MarkView {
    pub text: String,
    /// What it is sorted by.
    pub by: Option<f64>,
    /// A range in words, as it is no mark.
    pub between: Option<String>,
    pub small: String,
}

pub struct CellView {
    pub class: &'static str,
    pub word: String,
    /// The first of its scenario.
    pub first: bool,
}

impl MatrixRow {
    pub fn new(
        place: usize,
        one: &SubmissionReport,
        report: &ClassReport,
        matrix: &MatrixColumns,
        texts: &Texts,
    ) -> Self {
        let maker = RowMaker { one, report, texts };
        let name = theirs(&one.name);
        let name = if name.trim().is_empty() { theirs(&one.id) } else { name };
        let reason = one.reason.as_ref().map(|why| rich(&texts.say(why)));
        let none = one.rules.is_empty() && matrix.rule_columns > 0;
        Self {
            place,
            id: theirs(&one.id),
            about: texts.with("class-details-of", &[("name", &name)]),
            name,
            link: link(one),
            group: theirs(&one.group),
            outcome: one.outcome.as_str(),
            rank: one.outcome as usize,
            word: words::outcome(one.outcome, texts),
            mark: match (one.mark, one.range) {
                (Some(mark), _) => maker.mark(mark, mark),
                (None, Some((low, high))) => maker.mark(low, high),
                (None, None) => MarkView::default(),
            },
            former: one.former.as_ref().map(|former| maker.former(former)).unwrap_or_default(),
            labs: matrix.labs.iter().map(|(lab, _)| maker.lab(lab)).collect(),
            cells: if none { vec![] } else { maker.cells(matrix) },
            reason: none.then(|| reason.unwrap_or_default()),
            facts: maker.facts(),
            said: words::said(&one.said),
        }
    }
}

struct RowMaker<'a> {
    one: &'a SubmissionReport,
    report: &'a ClassReport,
    texts: &'a Texts,
}

impl RowMaker<'_> {
    fn mark(&self, low: f64, high: f64) -> MarkView {
        let [least, most] = [low, high].map(|mark| self.texts.points(mark));
        let decided = high <= low;
        let between = || self.texts.with("class-between", &[("low", &least), ("high", &most)]);
        MarkView {
            between: (!decided).then(between),
            text: if decided { least.clone() } else { format!("{least}–{most}") },
            by: Some(f64::midpoint(low, high)),
            small: String::new(),
        }
    }

    fn lab(&self, lab: &str) -> MarkView {
        let mark = self.one.labs.iter().find(|mark| mark.lab.as_str() == lab);
        mark.map(|mark| MarkView {
            small: if mark.bonus > 0.0 { format!("+{}", self.texts.points(mark.bonus)) } else { String::new() },
            ..self.mark(mark.earned, mark.at_most)
        })
        .unwrap_or_default()
    }

    /// The former mark and by how much it has changed; or, if there was none, the former outcome.
    fn former(&self, former: &Former) -> MarkView {
        let Some(mark) = former.mark else {
            return MarkView { small: words::outcome(former.outcome, self.texts), ..MarkView::default() };
        };
        let changed = self.one.mark.map_or(0.0, |now| now - mark);
        let small = match changed {
            changed if changed > 0.0 => format!("+{}", self.texts.points(changed)),
            changed if changed < 0.0 => format!("−{}", self.texts.points(-changed)),
            _ => String::new(),
        };
        MarkView { small, ..self.mark(mark, mark) }
    }

    fn cells(&self, matrix: &MatrixColumns) -> Vec<CellView> {
        let rules = matrix.rules.iter().flat_map(|lab| &lab.rules);
        let cell = |rule: &RuleHead| {
            let (class, word) = match self.one.rules.get(&rule.id) {
                Some(Verdict::Pass) => ("p", "pass"),
                Some(Verdict::Fail) => ("f", "fail"),
                Some(Verdict::Unknown) => ("u", "unknown"),
                Some(Verdict::Blocked) => ("b", "blocked"),
                None => ("n", "none"),
            };
            CellView { class, word: self.texts.get(&format!("class-cell-{word}")), first: rule.first }
        };
        rules.map(cell).collect()
    }

    /// Each with its label, as markup.
    fn facts(&self) -> Vec<(String, Vec<String>)> {
        let (one, texts) = (self.one, self.texts);
        let rules = |verdict: Verdict| -> Vec<String> {
            let of = self.report.rules.iter().filter(|rule| one.rules.get(&rule.id) == Some(&verdict));
            let title = |rule: &crate::report::class::RuleColumn| {
                let points = texts.points(rule.points);
                rich(&texts.with("class-case", &[("rule", &texts.get(&rule.id)), ("points", &points)]))
            };
            of.map(title).collect()
        };
        let text = |text: &str| if text.is_empty() { vec![] } else { vec![rich(&theirs(text))] };
        let labs = one.labs.iter().map(|lab| {
            let mark = texts.range(lab.earned, lab.at_most, lab.out_of);
            let said = [("lab", &*texts.get(lab.lab.as_str())), ("mark", &mark), ("bonus", &texts.points(lab.bonus))];
            rich(&texts.with("class-detail-lab", &said))
        });
        let alone = one.alone.then(|| texts.get("class-detail-alone"));
        let ended = one.outcome.is_final() && one.elapsed_s > 0.0;
        let noise = texts.time((one.noise_ms.max(0.0) * 1e6) as u64);
        let said = [("time", &*took(one.elapsed_s, texts)), ("noise", &noise)];
        let took = ended.then(|| texts.with("class-detail-took-said", &said));
        let facts = [
            ("class-reason", one.reason.iter().map(|why| rich(&texts.say(why))).collect()),
            ("class-detail-missed", rules(Verdict::Fail)),
            ("class-detail-unknown", rules(Verdict::Unknown)),
            ("class-detail-labs", labs.collect()),
            ("class-detail-files", one.files.iter().map(|file| self.file(file)).collect()),
            ("class-detail-notes", one.notes.iter().map(|note| rich(&texts.say(note))).collect()),
            ("class-detail-former", one.former.iter().map(|former| self.before(former)).collect()),
            ("class-detail-took", took.into_iter().chain(alone).map(|text| rich(&text)).collect()),
            ("class-detail-email", text(&one.email)),
            ("class-detail-folder", text(&one.folder)),
        ];
        let named = facts.into_iter().filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty());
        named.map(|(name, lines)| (texts.get(name), lines)).collect()
    }

    fn file(&self, file: &FileReport) -> String {
        let texts = self.texts;
        let name = format!("class-file-{}", file.id);
        let name = if texts.has(&name) { texts.get(&name) } else { theirs(&file.id) };
        let (sign, word) = if file.found { ("✔", "class-file-found") } else { ("✘", "class-file-missing") };
        let points = if file.points > 0.0 {
            format!(" ({})", texts.range(file.earned, file.earned, file.points))
        } else {
            String::new()
        };
        rich(&format!("{sign} {name}, {}{points}. {}", texts.get(word), texts.say(&file.message)))
    }

    fn before(&self, former: &Former) -> String {
        let texts = self.texts;
        let out_of = self.report.marking.out_of;
        let none = || texts.get("class-detail-no-mark");
        let said = [
            ("outcome", &*words::outcome(former.outcome, texts)),
            ("mark", &former.mark.map_or_else(none, |mark| texts.range(mark, mark, out_of))),
            ("started", &moment(&former.started)),
            ("version", &visible(&former.lab_version)),
        ];
        rich(&texts.with("class-detail-former-said", &said))
    }
}
