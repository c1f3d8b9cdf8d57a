//! What is shown while a class is graded, and in the end: a line for each submission that runs, and one for all.

use super::examine::ExaminerEvent;
use super::reasons;
use crate::class::journal::{Done, GradingPlan, is_our_trouble};
use crate::class::roster::{Entry, Source};
use crate::command::bars::Bars;
use crate::command::{out, progress};
use crate::inert;
use crate::message::Message;
use crate::report::class::{ClassReport, Outcome, SubmissionReport};
use crate::sandbox::{InstallNetwork, Isolation};
use crate::scenario::Scenario;
use crate::text::{Lang, Texts, visible};
use comfy_table::{ContentArrangement, Table, presets};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

pub struct GradeView {
    lang: Lang,
    quiet: bool,
    names: BTreeMap<String, String>,
    titles: BTreeMap<String, String>,
    bars: Option<Bars>,
    total: usize,
    ended: Mutex<usize>,
    /// Of those that are done once more, so many of so many.
    alone: Mutex<(usize, usize)>,
}

impl GradeView {
    pub fn new(
        texts: &Texts,
        scenarios: &[Scenario],
        plan: &GradingPlan,
        done: &BTreeMap<String, Done>,
        quiet: bool,
    ) -> Self {
        let names: BTreeMap<_, _> = plan.part().map(|entry| (entry.id.clone(), entry.name.clone())).collect();
        let titles = scenarios.iter().map(|scenario| {
            let title = if texts.lang == Lang::Fr { &scenario.title.fr } else { &scenario.title.en };
            (scenario.id.clone(), title.clone())
        });
        let total = names.len();
        let ended = done.values().filter(|done| !is_our_trouble(&done.submission)).count();
        let bars = (progress::animated() && !quiet).then(|| Bars::new(total, ended));
        Self {
            lang: texts.lang,
            quiet,
            names,
            titles: titles.collect(),
            bars,
            total,
            ended: Mutex::new(ended),
            alone: Mutex::default(),
        }
    }

    fn say(&self, message: &Message) -> String {
        Texts::of(self.lang).say(message)
    }

    fn name(&self, id: &str) -> String {
        inert::name(self.names.get(id).map_or(id, String::as_str))
    }

    /// What is about to happen.
    pub fn begin(&self, plan: &GradingPlan, dir: &Path, isolation: &Isolation) {
        let ended = *self.ended.lock().expect("no holder panics");
        let begin = Message::new(if ended == 0 { "grade-begin" } else { "grade-begin-again" })
            .text("version", env!("CARGO_PKG_VERSION"))
            .text("class", &plan.class)
            .count("count", self.total)
            .count("ended", ended)
            .text("dir", dir.display().to_string());
        self.line(&begin);
        self.line(&Message::new("grade-isolation").text("isolation", isolation.name()));
        if plan.install {
            network(isolation).iter().for_each(|message| self.line(message));
        }
    }

    /// Where the page is. The only place where its word is told.
    pub fn live(&self, at: SocketAddr, token: &str) {
        let said = Message::new("grade-live").text("url", format!("http://localhost:{}/{token}/", at.port()));
        // However quiet: nobody can guess it.
        if self.quiet { out::note(self.say(&said)) } else { self.line(&said) }
    }

    pub fn preparing(&self, id: &str) {
        self.set(id, &Message::new("grade-preparing"));
    }

    pub fn ready(&self, id: &str) {
        self.set(id, &Message::new("grade-ready"));
    }

    pub fn began(&self, id: &str) {
        self.set(id, &Message::new("grade-starting"));
    }

    /// What is done with one right now.
    pub fn step(&self, id: &str, message: &Message) {
        self.set(id, message);
    }

    pub fn said(&self, id: &str, said: &ExaminerEvent) {
        let time = |seconds: f64| u64::try_from(Duration::from_secs_f64(seconds).as_nanos()).unwrap_or(u64::MAX);
        let message = match said {
            ExaminerEvent::Most(most) => Message::new("grade-most").time("most", time(*most)),
            ExaminerEvent::Scenario(id) => {
                Message::new("grade-scenario").text("title", self.titles.get(id).unwrap_or(id))
            }
            ExaminerEvent::Quiet(most) => Message::new("grade-quiet").time("most", time(*most)),
            ExaminerEvent::Again(attempt) => Message::new("grade-attempt").count("attempt", *attempt as usize),
        };
        self.set(id, &message);
    }

    fn set(&self, id: &str, message: &Message) {
        let Some(bars) = &self.bars else { return };
        let line = format!("{} · {}", self.name(id), self.say(message));
        bars.says(id, &line);
    }

    /// Some are done once more, with nothing beside them.
    pub fn alone(&self, count: usize) {
        *self.alone.lock().expect("no holder panics") = (0, count);
        self.line(&Message::new("grade-alone").count("count", count));
    }

    pub fn ended(&self, done: &Done) {
        let submission = &done.submission;
        let ended = {
            let mut ended = self.ended.lock().expect("no holder panics");
            *ended += usize::from(!submission.alone);
            *ended
        };
        let result = if done.again { self.say(&Message::new("grade-again")) } else { self.result(submission) };
        let count = if submission.alone {
            let mut alone = self.alone.lock().expect("no holder panics");
            alone.0 += 1;
            let args = [("count", &*alone.0.to_string()), ("of", &alone.1.to_string())];
            Texts::of(self.lang).with("grade-count-alone", &args)
        } else {
            format!("{ended}/{}", self.total)
        };
        let line = format!("[{count}] {} · {result}", self.name(&submission.id));
        match &self.bars {
            Some(bars) => bars.ended(&submission.id, ended, &line),
            None if self.quiet => {}
            None => out::note(line),
        }
    }

    fn result(&self, submission: &SubmissionReport) -> String {
        result(submission, Texts::of(self.lang))
    }

    fn line(&self, message: &Message) {
        let line = self.say(message);
        match &self.bars {
            Some(bars) => bars.above(&line),
            None if self.quiet => {}
            None => out::note(line),
        }
    }

    pub fn done(&self) {
        if let Some(bars) = &self.bars {
            bars.done();
        }
    }
}

/// What the commands reach that install; and why, if they can reach nothing.
fn network(isolation: &Isolation) -> Vec<Message> {
    let (network, way_out) = isolation.way_out();
    let name = match network {
        _ if way_out.is_err() => "impossible",
        InstallNetwork::Apart => "apart",
        InstallNetwork::Shared => "shared",
        InstallNetwork::None => "none",
    };
    let message = Message::new("grade-network").text("network", name);
    std::iter::once(message).chain(way_out.err().map(|why| reasons::no_way_out(&why))).collect()
}

/// What became of a submission, in a line.
fn result(submission: &SubmissionReport, texts: &Texts) -> String {
    let outcome = texts.get(&format!("grade-outcome-{}", submission.outcome.as_str()));
    let number = |mark: f64| texts.points(mark);
    match (submission.outcome, submission.mark, submission.range, &submission.reason) {
        (Outcome::Graded, Some(mark), ..) => number(mark),
        (Outcome::Graded, None, Some((least, most)), _) => format!("{} – {}", number(least), number(most)),
        (Outcome::Absent, ..) | (_, _, _, None) => outcome,
        (_, _, _, Some(reason)) => {
            let last = submission.said.lines().last().filter(|line| !line.starts_with("$ "));
            // Blanks that fill a row of the terminal would begin a line of their own.
            let last = last.map(|line| visible(&line.split_whitespace().collect::<Vec<_>>().join(" ")));
            let last = last.map(|line| texts.with("grade-said", &[("line", &line)]));
            let reason = format!("{} {}", texts.say(reason), last.unwrap_or_default());
            texts.with("grade-why", &[("outcome", &outcome), ("reason", reason.trim_end())])
        }
    }
}

/// The class in the end: everybody, and where to look.
pub fn summary(report: &ClassReport, dir: &Path, texts: &Texts, quiet: bool) {
    let mut table = table(texts, &["grade-column-id", "grade-column-name", "grade-column-result"]);
    for submission in &report.submissions {
        // A name is cut where it is too long to be one; why somebody has no mark is not.
        let [id, name] = [&submission.id, &submission.name].map(|name| inert::name(name));
        table.add_row([id, name, inert::line(&result(submission, texts))]);
    }
    out::line(table);
    for warning in &report.warnings {
        out::line(texts.say(warning));
    }
    if quiet {
        return;
    }
    let count = |outcome: Outcome| report.submissions.iter().filter(|one| one.outcome == outcome).count();
    for outcome in Outcome::ALL.into_iter().filter(|outcome| count(*outcome) > 0) {
        let total = Message::new(format!("class-total-{}", outcome.as_str())).count("count", count(outcome));
        out::line(format!("  {}", texts.say(&total)));
    }
    let dir = dir.display().to_string();
    out::line(texts.with("grade-where", &[("dir", &dir)]));
    if !report.complete {
        out::line(texts.with("grade-resume", &[("dir", &dir)]));
    }
    let ours = report.submissions.iter().filter(|one| is_our_trouble(one)).count();
    if report.complete && ours > 0 {
        out::line(texts.say(&Message::new("grade-resume-trouble").count("count", ours).text("dir", &dir)));
    }
}

/// What would be done with each.
pub fn plan(rows: &[(&Entry, bool, String)], plan: &GradingPlan, isolation: &Isolation, texts: &Texts) {
    out::line(texts.say(&Message::new("grade-plan").text("class", &plan.class).count("count", rows.len())));
    out::line(texts.say(&Message::new("grade-isolation").text("isolation", isolation.name())));
    if plan.install {
        network(isolation).iter().for_each(|message| out::line(texts.say(message)));
    }
    let mut table = table(texts, &["grade-column-id", "grade-column-name", "grade-column-plan"]);
    for (entry, can, said) in rows {
        let is_there = !matches!(entry.source, Source::Nothing);
        let sign = match (is_there, *can) {
            (false, _) => "–",
            (_, true) => "✔",
            (_, false) => "✘",
        };
        table.add_row([inert::name(&entry.id), inert::name(&entry.name), format!("{sign} {said}")]);
    }
    out::line(table);
}

fn table(texts: &Texts, columns: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(progress::style().width);
    table.set_header(columns.iter().map(|column| texts.get(column)));
    table
}
