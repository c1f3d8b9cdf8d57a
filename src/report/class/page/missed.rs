//! The rules that most of the class miss.

use crate::checker::Verdict;
use crate::message::Message;
use crate::report::class::{ClassReport, RuleColumn};
use crate::text::Texts;

/// So many are shown at once; the others can be opened.
const FIRST: usize = 6;

pub struct MissedRules {
    pub first: Vec<MissedRule>,
    pub rest: Vec<MissedRule>,
    /// How many more there are.
    pub more: String,
    /// How many rules no submission has failed.
    pub met: Option<String>,
}

pub struct MissedRule {
    pub id: String,
    pub title: String,
    pub lab: String,
    pub points: String,
    pub share: String,
    pub width: String,
    pub said: String,
    pub blocked: Option<String>,
}

impl MissedRules {
    pub fn new(report: &ClassReport, texts: &Texts) -> Self {
        let mut counted: Vec<_> = report.rules.iter().map(|rule| MissCount::new(rule, report)).collect();
        counted.retain(|count| count.judged > 0);
        let met = counted.iter().filter(|count| count.failed == 0).count();
        let met = (!counted.is_empty()).then(|| texts.say(&Message::new("class-missed-met").count("count", met)));
        counted.retain(|count| count.failed > 0);
        // Rules with equal shares stay in the order of the lab text.
        counted.sort_by(|a, b| b.share().total_cmp(&a.share()));
        let mut first: Vec<_> = counted.iter().map(|count| count.view(texts)).collect();
        let rest = first.split_off(first.len().min(FIRST));
        Self { more: texts.say(&Message::new("class-missed-more").count("count", rest.len())), first, rest, met }
    }
}

struct MissCount<'a> {
    rule: &'a RuleColumn,
    judged: usize,
    failed: usize,
    blocked: usize,
}

impl<'a> MissCount<'a> {
    fn new(rule: &'a RuleColumn, report: &ClassReport) -> Self {
        let verdicts = || report.submissions.iter().filter_map(|one| one.rules.get(&rule.id));
        let of = |verdict| verdicts().filter(|one| **one == verdict).count();
        Self { rule, judged: verdicts().count(), failed: of(Verdict::Fail), blocked: of(Verdict::Blocked) }
    }

    fn share(&self) -> f64 {
        self.failed as f64 / self.judged.max(1) as f64
    }

    fn view(&self, texts: &Texts) -> MissedRule {
        let percent = self.share() * 100.0;
        let of = [("failed", &*self.failed.to_string()), ("graded", &self.judged.to_string())];
        let blocked = || texts.with("class-missed-blocked", &[("blocked", &self.blocked.to_string())]);
        MissedRule {
            id: self.rule.id.clone(),
            title: texts.get(&self.rule.id),
            lab: texts.get(self.rule.lab.as_str()),
            points: texts.points(self.rule.points),
            share: format!("{percent:.0}\u{a0}%"),
            width: format!("{percent:.1}%"),
            said: texts.with("class-missed-of", &of),
            blocked: (self.blocked > 0).then(blocked),
        }
    }
}
