//! The matrix of a class has a row for each submission. Its columns: what is known of the submission, then the rules of
//! each lab.

use crate::labs;
use crate::report::class::ClassReport;
use crate::report::class::words::labs;
use crate::text::Texts;

/// The columns of the matrix.
pub struct MatrixColumns {
    pub group: bool,
    pub former: bool,
    pub mark: String,
    pub labs: Vec<(String, String)>,
    /// The required rules of each lab.
    pub rules: Vec<LabRules>,
    /// How many columns there are in all.
    pub columns: usize,
    /// How many of them are rules.
    pub rule_columns: usize,
    /// How many are between the names and the rules.
    pub between: usize,
}

pub struct LabRules {
    pub name: String,
    pub about: String,
    pub rules: Vec<RuleHead>,
}

pub struct RuleHead {
    pub id: String,
    pub title: String,
    pub points: String,
    /// The first of its scenario.
    pub first: bool,
}

impl MatrixColumns {
    pub fn new(report: &ClassReport, texts: &Texts) -> Self {
        let group = report.submissions.iter().any(|one| !one.group.is_empty());
        let former = report.submissions.iter().any(|one| one.former.is_some());
        let labs: Vec<_> = labs(report).iter().map(|lab| (lab.to_string(), texts.get(lab.as_str()))).collect();
        let rules = labs::ALL.iter().filter_map(|lab| {
            let mut scenario = "";
            let of_lab = report.rules.iter().filter(|rule| rule.lab == lab.id);
            let head = of_lab.map(|rule| RuleHead {
                id: rule.id.clone(),
                title: texts.get(&rule.id),
                points: texts.points(rule.points),
                first: std::mem::replace(&mut scenario, &rule.scenario) != rule.scenario,
            });
            let rules: Vec<_> = head.collect();
            let name = texts.get(lab.id.as_str());
            let about = texts.with("class-rules-of", &[("lab", &name)]);
            (!rules.is_empty()).then_some(LabRules { name, about, rules })
        });
        let rules: Vec<_> = rules.collect();
        let rule_columns = rules.iter().map(|lab| lab.rules.len()).sum();
        let between = 3 + usize::from(group) + usize::from(former) + labs.len();
        Self {
            group,
            former,
            mark: texts.with("class-mark", &[("out", &texts.points(report.marking.out_of))]),
            labs,
            rules,
            columns: 1 + between + rule_columns,
            rule_columns,
            between,
        }
    }
}
