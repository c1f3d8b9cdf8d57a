//! Every sentence that people read, in French and English (Project Fluent); names and numbers are put in here.

pub use crate::inert::visible;

use crate::history::Nanos;
use crate::inert;
use crate::labs;
use crate::message::{Arg, Message};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    En,
    Fr,
}

impl Lang {
    /// The language of the environment: French where it says so, English elsewhere.
    pub fn of_locale(locale: Option<&str>) -> Self {
        if locale.is_some_and(|l| l.to_ascii_lowercase().starts_with("fr")) { Lang::Fr } else { Lang::En }
    }

    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// Those that every lab shares.
    fn shared(self) -> &'static [&'static str] {
        match self {
            Lang::En => &[
                include_str!("en/class.ftl"),
                include_str!("en/explain.ftl"),
                include_str!("en/grade.ftl"),
                include_str!("en/handin.ftl"),
                include_str!("en/html.ftl"),
                include_str!("en/report.ftl"),
                include_str!("en/ui.ftl"),
                include_str!("en/unknown.ftl"),
                include_str!("en/usage.ftl"),
                include_str!("en/watch.ftl"),
            ],
            Lang::Fr => &[
                include_str!("fr/class.ftl"),
                include_str!("fr/explain.ftl"),
                include_str!("fr/grade.ftl"),
                include_str!("fr/handin.ftl"),
                include_str!("fr/html.ftl"),
                include_str!("fr/report.ftl"),
                include_str!("fr/ui.ftl"),
                include_str!("fr/unknown.ftl"),
                include_str!("fr/usage.ftl"),
                include_str!("fr/watch.ftl"),
            ],
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }
}

/// The sentences of one language.
pub struct Texts {
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The sentences of this language, read once.
    pub fn of(lang: Lang) -> &'static Self {
        static ALL: LazyLock<[Texts; 2]> = LazyLock::new(|| Lang::ALL.map(Texts::read));
        &ALL[lang as usize]
    }

    fn read(lang: Lang) -> Self {
        let language = lang.code().parse().expect("the code is a language");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks would show in terminals; what comes from a target is made visible instead.
        bundle.set_use_isolating(false);
        for source in lang.shared().iter().chain(labs::ALL.iter().flat_map(|lab| lab.texts[lang as usize])) {
            let resource = FluentResource::try_new((*source).into())
                .unwrap_or_else(|(_, errors)| panic!("the {} texts do not parse: {errors:?}", lang.code()));
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("a text is there twice: {errors:?}"));
        }
        Self { lang, bundle }
    }

    /// The sentence of a name (`message` or `message.attribute`), if there is one.
    fn find(&self, id: &str, args: Option<&FluentArgs>) -> Option<String> {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Some(text.into_owned())
    }

    /// A sentence that takes nothing. A missing one is a fault of ours, and shows as its name.
    pub fn get(&self, id: &str) -> String {
        self.find(id, None).unwrap_or_else(|| missing(id))
    }

    pub fn has(&self, id: &str) -> bool {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        self.bundle.get_message(name).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }

    /// A sentence with words put in. Whoever wrote them, they are made harmless: a sentence is one line.
    pub fn with(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            // Words agree with a number, and with no text that looks like one.
            let value: FluentValue = match count(value) {
                Some(count) => count.into(),
                None => inert::line(value).into(),
            };
            fluent.set(*name, value);
        }
        self.find(id, Some(&fluent)).unwrap_or_else(|| missing(id))
    }

    /// What a rule observed. Whatever came from a target is made visible, and harmless.
    pub fn say(&self, message: &Message) -> String {
        let mut fluent = FluentArgs::new();
        for (name, arg) in &message.args {
            let value: FluentValue = match arg {
                Arg::Count(count) => (*count as f64).into(),
                Arg::Time(time) => self.time(*time).into(),
                Arg::Text(text) => visible(text).into(),
            };
            fluent.set(name.as_str(), value);
        }
        self.find(&message.id, Some(&fluent)).unwrap_or_else(|| missing(&message.id))
    }

    pub fn time(&self, time: Nanos) -> String {
        let ms = time as f64 / 1e6;
        let (number, unit) = match ms {
            ms if ms < 10.0 => (format!("{ms:.1}"), "ms"),
            ms if ms < 1000.0 => (format!("{ms:.0}"), "ms"),
            ms if ms < 10_000.0 => {
                (format!("{:.2}", ms / 1000.0).trim_end_matches('0').trim_end_matches('.').into(), "s")
            }
            ms => (format!("{:.1}", ms / 1000.0).trim_end_matches(".0").into(), "s"),
        };
        format!("{}\u{a0}{unit}", self.decimal(&number))
    }

    /// To the microsecond; what takes seconds, to the millisecond.
    pub fn exact(&self, time: Nanos) -> String {
        let ms = time as f64 / 1e6;
        if ms < 1000.0 {
            return format!("{}\u{a0}ms", self.decimal(&format!("{ms:.3}")));
        }
        format!("{}\u{a0}s", self.decimal(&format!("{:.3}", ms / 1e3)))
    }

    /// As one says how long something may take: whole seconds, and minutes where there are several.
    pub fn about(&self, time: Duration) -> String {
        let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
        match seconds {
            ..600 => format!("{seconds}\u{a0}s"),
            _ => format!("{}\u{a0}min", seconds.div_ceil(60)),
        }
    }

    /// Points of a mark, without needless zeros.
    pub fn points(&self, points: f64) -> String {
        let text = format!("{points:.2}");
        self.decimal(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// "12 / 20", or "12–14 / 20" where it is not known which.
    pub fn range(&self, earned: f64, at_most: f64, out_of: f64) -> String {
        let most = if at_most > earned { format!("–{}", self.points(at_most)) } else { String::new() };
        format!("{}{most} / {}", self.points(earned), self.points(out_of))
    }

    fn decimal(&self, number: &str) -> String {
        if self.lang == Lang::Fr { number.replace('.', ",") } else { number.into() }
    }
}

/// The number that a text is, if it is shown as the same text.
fn count(text: &str) -> Option<f64> {
    let is_count = text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if is_count || text == "0" { text.parse().ok() } else { None }
}

/// A text that there is none of. Its name may come from a file, so it is shown as carefully as any other text.
fn missing(id: &str) -> String {
    format!("⟨{}⟩", visible(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::sse::event_stream::TroubleKind;
    use std::collections::{BTreeMap, BTreeSet};

    /// Every sentence of one language as its file has it, by its name: `message` or `message.attribute`.
    fn sentences(lang: Lang) -> BTreeMap<String, String> {
        let mut sentences: BTreeMap<String, String> = BTreeMap::new();
        let of_labs = labs::ALL.iter().flat_map(|lab| lab.texts[lang as usize]);
        for source in lang.shared().iter().chain(of_labs) {
            let (mut message, mut current) = (String::new(), String::new());
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) = line.split_once(" =") {
                    match name.trim_start().strip_prefix('.') {
                        Some(attribute) => current = format!("{message}.{attribute}"),
                        None if name.starts_with(|c: char| c.is_ascii_lowercase()) => {
                            (message, current) = (name.to_owned(), name.to_owned());
                        }
                        None => {}
                    }
                }
                let sentence = sentences.entry(current.clone()).or_default();
                sentence.push_str(line);
                sentence.push('\n');
            }
        }
        sentences.remove("");
        sentences
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let [en, fr] = [Lang::En, Lang::Fr].map(|lang| sentences(lang).into_keys().collect::<BTreeSet<_>>());
        assert!(en.len() > 300, "only {} texts were found", en.len());
        assert_eq!(en.difference(&fr).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
        assert_eq!(fr.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    }

    #[test]
    fn every_rule_is_explained_in_every_language() {
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            for rule in labs::ALL.iter().flat_map(|lab| lab.vocabulary.rules) {
                let attributes =
                    ["", ".symptom", ".text", ".expected", ".why", ".cause", ".hint"].map(|a| format!("{rule}{a}"));
                for id in attributes.iter().chain([&format!("{rule}-seen.pass")]) {
                    assert!(texts.has(id), "{} lacks {id}", lang.code());
                }
            }
        }
    }

    #[test]
    fn every_trouble_of_a_line_is_explained() {
        let error = serde_json::from_value::<TroubleKind>("?".into()).expect_err("no kind is named so").to_string();
        // The error quotes what was given, and then every name that there is.
        let kinds: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
        assert!(kinds.contains(&"one-newline") && kinds.len() > 15, "{error}");
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            let said = |kind: &str| texts.say(&Message::new("line-trouble").text("trouble", kind).count("line", 7));
            for kind in &kinds {
                assert!(
                    said(kind).contains('7') && said(kind) != said("?"),
                    "{} says of {kind}: {}",
                    lang.code(),
                    said(kind)
                );
            }
        }
    }

    /// In French zero is singular too: where "one" is said in words, it must be one.
    #[test]
    fn no_sentence_says_of_zero_what_it_says_of_one() {
        let counted = regex::Regex::new(r"\{ \$([a-z-]+) ->\s*\[(?:0|1|one)\]").unwrap();
        let named = regex::Regex::new(r"\$([a-z-]+)").unwrap();
        let mut tried = 0;
        for lang in Lang::ALL {
            let sentences = sentences(lang);
            // A sentence may be made of others.
            let names = sentences.values().flat_map(|sentence| named.captures_iter(sentence));
            let names: BTreeSet<String> = names.map(|found| found[1].to_owned()).collect();
            for (id, sentence) in &sentences {
                for count in counted.captures_iter(sentence).map(|found| found[1].to_owned()) {
                    let all = names.iter().fold(Message::new(id), |message, name| message.count(name, 7));
                    let said = |number| Texts::of(lang).say(&all.clone().count(&count, number));
                    assert_ne!(said(0), said(1), "{} {id}", lang.code());
                    tried += 1;
                }
            }
        }
        assert!(tried > 100, "{tried}");
    }

    /// Whoever gives it, and in whichever way.
    #[test]
    fn words_agree_with_numbers() {
        let (en, fr) = (Texts::of(Lang::En), Texts::of(Lang::Fr));
        for (count, english, french) in
            [(0, "0 graded", "0 noté"), (1, "1 graded", "1 noté"), (2, "2 graded", "2 notés")]
        {
            let message = Message::new("class-total-graded").count("count", count);
            assert_eq!((&*en.say(&message), &*fr.say(&message)), (english, french));
            assert_eq!(fr.with("class-total-graded", &[("count", &count.to_string())]), french);
        }
        let bytes = |count| fr.with("watch-no-event.why", &[("bytes", count)]);
        assert!(bytes("1").starts_with("1 octet,") && bytes("12").starts_with("12 octets,"), "{}", bytes("1"));
        // These are no numbers, and stay as they are.
        for text in ["007", "1.50", "-1", "", "99999999999999999999", "٣"] {
            assert_eq!(fr.with("verbatim", &[("text", text)]), text);
        }
        assert_eq!(fr.with("verbatim", &[("text", "999999999999999")]), "999999999999999");
        assert!(fr.say(&Message::new("grade-plan").text("class", "x").count("count", 0)).contains("aucun travail"));
    }

    #[test]
    fn numbers_follow_the_language() {
        let (en, fr) = (Texts::of(Lang::En), Texts::of(Lang::Fr));
        assert_eq!(en.points(1.5), "1.5");
        assert_eq!(fr.points(0.25), "0,25");
        assert_eq!(fr.points(20.0), "20");
        assert_eq!(fr.time(1_234_000_000), "1,23\u{a0}s");
        assert_eq!(en.time(25_000_000_000), "25\u{a0}s");
        assert_eq!(en.time(420_000), "0.4\u{a0}ms");
        assert_eq!((en.exact(2_001_445_000), fr.exact(1_445_000)), ("2.001\u{a0}s".into(), "1,445\u{a0}ms".into()));
        let about = [9_000, 90_300, 601_000].map(|ms| en.about(Duration::from_millis(ms)));
        assert_eq!(about, ["9\u{a0}s", "91\u{a0}s", "11\u{a0}min"]);
    }
}
