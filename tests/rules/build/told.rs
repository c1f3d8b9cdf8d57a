use super::story::lab_of;
use super::{Story, ms};
use lab::checker::{Finding, Verdict};
use lab::message::Arg;
use lab::text::{Lang, Texts};

/// A story, and what the rule must find in it.
pub struct Told {
    story: Story,
    pub verdict: Verdict,
    share: f64,
    usable: bool,
    message: Option<String>,
    requires: Option<&'static str>,
    /// What the words must tell too.
    said: Vec<(&'static str, Arg)>,
    observed: Option<f64>,
    limit: Option<f64>,
    shown: Option<Vec<u32>>,
}

impl Told {
    pub fn new(story: Story, verdict: Verdict, share: f64, message: Option<String>) -> Self {
        let (usable, requires, said, observed, limit, shown) = (false, None, vec![], None, None, None);
        Self { story, verdict, share, usable, message, requires, said, observed, limit, shown }
    }

    /// The server can be used all the same.
    pub fn usable(mut self) -> Self {
        self.usable = true;
        self
    }

    /// Unless that is the doing of what this rule finds.
    pub fn requiring(mut self, rule: &'static str) -> Self {
        self.requires = Some(rule);
        self
    }

    /// The words tell so many of these.
    pub fn count(mut self, name: &'static str, count: u64) -> Self {
        self.said.push((name, Arg::Count(count)));
        self
    }

    /// The words tell this time.
    pub fn time(mut self, name: &'static str, time: impl Into<f64>) -> Self {
        self.said.push((name, Arg::Time(ms(time))));
        self
    }

    /// The words quote this.
    pub fn text(mut self, name: &'static str, text: &str) -> Self {
        self.said.push((name, Arg::Text(text.into())));
        self
    }

    /// The time that decided was so long.
    pub fn observed(mut self, time: impl Into<f64>) -> Self {
        self.observed = Some(time.into());
        self
    }

    /// And it might have been so long.
    pub fn limit(mut self, time: impl Into<f64>) -> Self {
        self.limit = Some(time.into());
        self
    }

    /// These operations show it, numbered from 1 as they ended.
    pub fn shows(mut self, operations: impl Into<Vec<u32>>) -> Self {
        self.shown = Some(operations.into());
        self
    }

    pub fn check(&self, rule: &str) {
        let lab = lab_of(rule);
        let history = self.story.recorded(lab);
        let finding = self.story.judged(&history, lab, rule);
        let message = &finding.message;
        assert_eq!((finding.verdict, finding.share), (self.verdict, self.share), "{rule} says {message:?}");
        assert_eq!(finding.is_usable, self.usable, "{rule} says {message:?}");
        assert_eq!(finding.requires, self.requires);
        let undecided = finding.verdict == Verdict::Unknown;
        assert_eq!(finding.undecided.is_some(), undecided, "{rule} does not say why it cannot tell: {message:?}");
        let is_one_of = |ids: &[&str]| ids.contains(&message.id.as_str());
        let measured = is_one_of(&["unknown-noise", "unknown-processor", "unknown-late-pong"]);
        assert_eq!(finding.is_worth_another_run(), measured, "{rule} says {message:?}");
        assert_eq!(finding.is_of_noise(), measured || is_one_of(&["unknown-unmeasured"]), "{rule} says {message:?}");
        let says_a_limit = message.args.contains_key("limit") || message.id == "unknown-noise";
        assert!(finding.timing.is_some() || !says_a_limit, "{rule} judged a time and does not tell it: {message:?}");
        if finding.verdict == Verdict::Pass {
            says_no_time_over_its_limit(rule, &finding);
        }
        if let Some(wanted) = &self.message {
            let wanted = if wanted.starts_with('-') { format!("{rule}{wanted}") } else { wanted.clone() };
            assert_eq!(message.id, wanted);
        }
        for (name, arg) in &self.said {
            assert_eq!(message.args.get(*name), Some(arg), "{rule} tells of {name} in {message:?}");
        }
        if let Some(observed) = self.observed {
            assert_eq!(finding.timing.map(|timing| timing.observed), Some(ms(observed)), "{rule} tells another time");
        }
        if let Some(limit) = self.limit {
            assert_eq!(finding.timing.map(|timing| timing.limit), Some(ms(limit)), "{rule} tells another limit");
        }
        if let Some(shown) = &self.shown {
            assert_eq!(finding.evidence, *shown, "{rule} shows other operations");
        }
        let known = |id: &u32| history.operations.iter().any(|o| o.id == *id);
        assert!(finding.evidence.iter().all(known), "{rule} shows {:?}, which are not all there", finding.evidence);
        for lang in Lang::ALL {
            let text = Texts::of(lang).say(message);
            assert!(!text.contains('⟨') && !text.contains("{$"), "{text}");
        }
    }
}

/// A reader would not understand why a rule passed that tells a time beyond the limit that it names. Delays of the machine
/// are allowed on top of it, where they are told too.
fn says_no_time_over_its_limit(rule: &str, finding: &Finding) {
    let message = &finding.message;
    let time = |name: &str| match message.args.get(name) {
        Some(Arg::Time(time)) => Some(*time),
        _ => None,
    };
    if let Some(limit) = time("limit") {
        let most = limit + time("noise").unwrap_or(0);
        let over = |(name, arg): (&String, &Arg)| matches!(arg, Arg::Time(time) if *time > most && name != "noise");
        assert!(!message.args.iter().any(over), "{rule} passed, and says {message:?}");
    }
    if let Some(timing) = finding.timing {
        assert!(timing.observed <= timing.limit + timing.noise, "{rule} passed, and shows {timing:?}");
    }
}
