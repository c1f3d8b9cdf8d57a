//! Fills the views of a page from a report.

use super::about::{Streams, exact, listed};
use super::distribution::Distribution;
use super::drawing::{Beside, Drawing, drawings};
use super::rich::{lines, rich};
use super::scale::time;
use super::view::{AgainView, AudienceView, ExcerptView, LabView, RuleView, ScenarioView, Sign, StreamView, View};
use crate::checker::Verdict;
use crate::history::Moment;
use crate::labs::{Audience, ChannelPanel};
use crate::report::causes::{Undecided, blocked, undecided};
use crate::report::picture::PictureReport;
use crate::report::terminal::{rows, sign};
use crate::report::who::{actor, hearing};
use crate::report::{Evidence, LabReport, Report, RuleReport, RunVerdict, ScenarioReport, again, stack};
use crate::scenario::Text;
use crate::text::{Lang, Texts, visible};

/// Of the streams of a scenario, so many are described; of each, so many ids.
const STREAMS: usize = 6;
const IDS: usize = 20;

impl<'a> View<'a> {
    pub fn new(report: &Report, texts: &'a Texts) -> Self {
        let lang = texts.lang.code();
        let target = visible(&report.target.shown());
        let noise = &report.noise;
        let mut notes = vec![];
        if noise.max_ms > noise.bound_ms {
            let numbers = [("max", &*time(texts, noise.max_ms)), ("bound", &time(texts, noise.bound_ms))];
            notes.push(texts.with("noise-line", &numbers));
        }
        notes.extend(report.remarks.iter().map(|remark| texts.say(remark)));
        let contract = report.target.contract.as_ref();
        let kind = report.target.version_kind.as_deref();
        let contract = contract.map_or_else(Vec::new, |contract| rows(contract, kind, texts));
        Self {
            texts,
            lang,
            title: texts.with("page-title", &[("target", &target)]),
            target,
            started: report.started.replace('T', " ").replace('Z', " UTC"),
            partial: !report.complete,
            trouble: report.trouble.as_ref().map(|trouble| rich(&trouble.say(texts))),
            notes,
            contract: contract.into_iter().map(|(name, value)| (texts.get(name), visible(&value))).collect(),
            labs: report.labs.iter().map(|lab| Maker { report, lab, texts }.lab()).collect(),
            facts: facts(report, texts),
        }
    }
}

/// The small print.
fn facts(report: &Report, texts: &Texts) -> Vec<(String, String)> {
    let noise = &report.noise;
    let noise_said = [
        ("median", &*time(texts, noise.median_ms)),
        ("max", &time(texts, noise.max_ms)),
        ("bound", &time(texts, noise.bound_ms)),
        ("samples", &noise.samples.to_string()),
    ];
    let limits =
        [("prompt", &*time(texts, report.target.prompt_limit_ms)), ("late", &time(texts, report.target.late_limit_ms))];
    let stamps = [
        ("kernel", &*noise.stamped_by_kernel.to_string()),
        ("all", &(noise.stamped_by_kernel + noise.stamped_by_us).to_string()),
    ];
    vec![
        (texts.get("fact-took"), time(texts, report.elapsed_s * 1e3)),
        (texts.get("fact-round-trip"), time(texts, report.target.round_trip_ms)),
        (texts.get("fact-limits"), texts.with("fact-limits-said", &limits)),
        (texts.get("fact-noise"), texts.with("fact-noise-said", &noise_said)),
        (texts.get("fact-stamps"), texts.with("fact-stamps-said", &stamps)),
        (texts.get("fact-again"), noise.runs_again.to_string()),
        (texts.get("fact-seed"), report.seed.to_string()),
        (texts.get("fact-version"), visible(&report.lab_version)),
        (texts.get("fact-rubric"), visible(&report.rubric)),
        (texts.get("fact-scenarios"), report.scenarios_digest.chars().take(12).collect()),
    ]
}

struct Maker<'a> {
    report: &'a Report,
    lab: &'a LabReport,
    texts: &'a Texts,
}

impl Maker<'_> {
    fn lab(&self) -> LabView {
        let (lab, texts) = (self.lab, self.texts);
        let mark = texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        let rules = || lab.scenarios.iter().flat_map(|s| s.rules.iter().map(move |rule| (s, rule)));
        let of = |verdict| {
            let chosen = rules().filter(move |(_, rule)| rule.verdict == verdict);
            chosen.map(|(scenario, rule)| self.rule(scenario, rule, true)).collect()
        };
        let advice = lab.scenarios.iter().flat_map(|s| s.advice.iter().map(move |rule| (s, rule)));
        let advice = advice.filter(|(_, rule)| rule.verdict == Verdict::Fail);
        let penalty = lab.penalty();
        let possible: f64 = lab.scenarios.iter().flat_map(|s| &s.bonus).map(|rule| rule.points).sum();
        let bonus = format!("+{} / {}", texts.points(lab.mark.bonus), texts.points(possible));
        let blocked = blocked(lab).into_iter().map(|(cause, of)| {
            let points: f64 = of.iter().map(|rule| rule.points).sum();
            let said = [("rule", &*texts.get(&cause)), ("points", &texts.points(points))];
            (texts.with("blocked-by", &said), of.iter().map(|rule| texts.get(&rule.id)).collect())
        });
        let verdict = match lab.verdict {
            RunVerdict::Pass => Verdict::Pass,
            RunVerdict::Fail => Verdict::Fail,
            RunVerdict::Unknown | RunVerdict::Unreachable => Verdict::Unknown,
        };
        let said = if self.report.complete { format!("said-{}", lab.verdict.as_str()) } else { "said-partial".into() };
        LabView {
            id: lab.lab.as_str().into(),
            name: texts.get(lab.lab.as_str()),
            mark,
            sign: self.sign(verdict),
            said: texts.get(&said),
            bonus: (possible > 0.0).then_some(bonus),
            penalty: (penalty > 0.0).then(|| format!("−{}", texts.points(penalty))),
            film: lab.pictures.iter().filter_map(|picture| self.picture(picture)).collect(),
            rows: lab.scenarios.iter().map(|scenario| self.scenario(scenario)).collect(),
            failures: of(Verdict::Fail),
            unknown: undecided(lab).iter().map(|group| self.undecided(group)).collect(),
            blocked: blocked.collect(),
            advice: advice.map(|(scenario, rule)| self.rule(scenario, rule, true)).collect(),
        }
    }

    /// A report may come from anywhere: what is no base64 is no picture.
    fn picture(&self, picture: &PictureReport) -> Option<(String, String, String)> {
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
        let moment = match picture.moment {
            Moment::Load => "film-load",
            Moment::Change => "film-change",
            Moment::Failure => "film-failure",
            Moment::After => "film-after",
        };
        let at = self.texts.time((picture.at_ms.max(0.0) * 1e6) as u64);
        let source = format!("data:image/webp;base64,{}", picture.webp);
        picture.webp.bytes().all(is_base64).then(|| (self.texts.get(moment), at, source))
    }

    fn scenario(&self, scenario: &ScenarioReport) -> ScenarioView {
        let streams: Vec<_> = self.lab.channels.iter().filter(|stream| stream.scenario == scenario.id).collect();
        let listed = |rules: &[RuleReport]| rules.iter().map(|rule| self.rule(scenario, rule, false)).collect();
        ScenarioView {
            id: scenario.id.clone(),
            title: self.text(&scenario.title),
            explanation: rich(&self.text(&scenario.explanation)),
            points: self.texts.range(scenario.earned, scenario.at_most, scenario.points),
            sign: self.sign(scenario.verdict()),
            rules: listed(&scenario.rules),
            bonus: listed(&scenario.bonus),
            drawings: self.drawings(&scenario.sample, false),
            streams: streams.iter().take(STREAMS).map(|stream| self.stream(stream)).collect(),
            audience: self.lab.audiences.iter().find(|one| one.scenario == scenario.id).map(|one| self.audience(one)),
        }
    }

    /// Those that were not decided for one reason, under the first of them.
    fn undecided(&self, group: &[Undecided]) -> RuleView {
        let mut views = group.iter().map(|(scenario, rule)| self.rule(scenario, rule, true));
        let first = views.next().expect("no group is empty");
        RuleView { alike: views.collect(), ..first }
    }

    /// In full where it is told why, else in short.
    fn rule(&self, scenario: &ScenarioReport, rule: &RuleReport, full: bool) -> RuleView {
        let texts = self.texts;
        let failed = rule.verdict == Verdict::Fail;
        let told = |names: &[&str]| -> Vec<(String, String)> {
            let chosen = names.iter().filter(|_| full && failed);
            let said = |name: &str| match name {
                "cause" | "hint" => stack::told(&rule.id, name, self.report.target.stack, texts),
                _ => texts.get(&format!("{}.{name}", rule.id)),
            };
            chosen.map(|name| (texts.get(&format!("field-{name}")), rich(&said(name)))).collect()
        };
        let excerpt = rule.excerpt.as_ref().filter(|_| full).map(|excerpt| {
            let column = usize::try_from(excerpt.column).unwrap_or(1).saturating_sub(1);
            let part = |from: usize, count: usize| -> String {
                visible(&excerpt.text.chars().skip(from).take(count).collect::<String>())
            };
            let (before, at) = (part(0, column), part(column, 1));
            ExcerptView {
                line: excerpt.line,
                caret: format!("{}^", " ".repeat(before.chars().count())),
                before,
                at: if at.is_empty() { "\u{a0}".into() } else { at },
                after: part(column + 1, usize::MAX),
            }
        });
        let timing = rule.timing.as_ref().map(|timing| {
            let [observed, limit, noise] =
                [timing.observed_ms, timing.limit_ms, timing.noise_ms].map(|ms| time(texts, ms));
            texts.with("timing-line", &[("observed", &observed), ("limit", &limit), ("noise", &noise)])
        });
        let points = texts.points(rule.penalty);
        let penalty = (full && rule.penalty > 0.0)
            .then(|| (texts.get("field-penalty"), rich(&texts.with("penalty-said", &[("points", &points)]))));
        let printed = (full && !rule.printed.is_empty()).then(|| (texts.get("field-printed"), lines(&rule.printed)));
        let drawn = full && !rule.evidence.is_empty();
        RuleView {
            id: rule.id.clone(),
            alike: vec![],
            anchor: format!("{}-{}", texts.lang.code(), rule.id),
            title: texts.get(&if failed && full { format!("{}.symptom", rule.id) } else { rule.id.clone() }),
            scenario: scenario.id.clone(),
            points: texts.range(rule.earned, rule.earned, rule.points),
            sign: self.sign(rule.verdict),
            observed: rich(&texts.say(&rule.message)),
            fields: penalty
                .into_iter()
                .chain(printed)
                .chain(told(&["text", "expected", "why", "cause", "hint"]))
                .collect(),
            waits_for: rule.blocked_by.as_ref().map(|rule| texts.with("waits-for", &[("rule", &texts.get(rule))])),
            timing,
            excerpt,
            distribution: rule.timing.as_ref().and_then(|timing| Distribution::new(timing, texts)),
            drawings: if drawn { self.drawings(&rule.evidence, failed) } else { vec![] },
            listed: if drawn { listed(&rule.evidence, &self.streams(), texts) } else { vec![] },
            again: if full { again::steps(rule).iter().map(|step| step_view(step, texts)).collect() } else { vec![] },
        }
    }

    fn audience(&self, audience: &Audience) -> AudienceView {
        let name = |client: &String| actor(client, self.texts);
        let row = |speaker: &crate::labs::Speaker| {
            let cells = speaker.heard.iter().map(|one| (hearing(*one), one.is_right()));
            (name(&speaker.client), speaker.said.to_string(), cells.collect())
        };
        AudienceView {
            listeners: audience.listeners.iter().map(name).collect(),
            rows: audience.speakers.iter().map(row).collect(),
        }
    }

    fn stream(&self, stream: &ChannelPanel) -> StreamView {
        let texts = self.texts;
        let times: Vec<f64> = stream.events.iter().map(|event| event.at_ms).collect();
        let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let least = gaps.iter().copied().fold(f64::INFINITY, f64::min);
        let most = gaps.iter().copied().fold(0.0, f64::max);
        let ids: Vec<String> = stream.events.iter().take(IDS).map(|event| visible(&event.id)).collect();
        let more = if stream.events.len() > IDS { " …" } else { "" };
        let none = || "—".to_owned();
        let first = times.first().map_or_else(none, |first| exact(texts, first - stream.asked_ms));
        let gaps = if gaps.is_empty() { none() } else { format!("{} – {}", time(texts, least), time(texts, most)) };
        let ids = if ids.iter().all(String::is_empty) { none() } else { format!("{}{more}", ids.join(" ")) };
        let end = stream.end.as_ref().map_or_else(none, |end| texts.get(&format!("stream-end-{end}")));
        let cell = |name: &str, value: String| (texts.get(&format!("stream-{name}")), value);
        // Events between clients have none.
        let ids = self.lab.audiences.is_empty().then(|| cell("ids", ids));
        let cells = [cell("events", stream.count.to_string()), cell("first", first), cell("gaps", gaps)];
        StreamView {
            name: actor(&stream.client, texts),
            cells: cells.into_iter().chain(ids).chain([cell("ended", end)]).collect(),
        }
    }

    fn streams(&self) -> Streams<'_> {
        self.lab.channels.iter().map(|stream| (stream.operation, stream)).collect()
    }

    fn drawings(&self, evidence: &Evidence, failed: bool) -> Vec<Drawing> {
        let beside = Beside { streams: self.streams(), stays: &self.lab.stays };
        drawings(evidence, failed, &beside, self.texts)
    }

    fn text(&self, text: &Text) -> String {
        match self.texts.lang {
            Lang::En => text.en.clone(),
            Lang::Fr => text.fr.clone(),
        }
    }

    fn sign(&self, verdict: Verdict) -> Sign {
        let class = match verdict {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Unknown => "unknown",
            Verdict::Blocked => "blocked",
        };
        Sign { class, sign: sign(verdict), word: self.texts.get(&format!("verdict-{class}")) }
    }
}

/// A command keeps its length; only what would turn it around, or hide something in it, is made visible.
fn inert(command: &str) -> String {
    let chars: Vec<char> = command.chars().collect();
    chars.chunks(150).map(|part| visible(&part.iter().collect::<String>())).collect()
}

fn step_view(step: &again::Step, texts: &Texts) -> AgainView {
    let commands = step.commands.iter().map(|command| inert(command)).collect();
    AgainView { label: step.label.map(|label| texts.get(label)), commands }
}
