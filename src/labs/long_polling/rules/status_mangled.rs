use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A status comes back as it was sent, accents and all: to who reads it, and to who waited for it in whichever scenario.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("status-mangled-seen.{what}"));
    let read: Vec<_> = case.reads().filter_map(|read| Seen::of(case, read, case.due(read)?)).collect();
    let waits = |o: &&PollOperation| o.is(PollKind::Poll, PollRole::Waiter) && o.news().is_some();
    let woken = case.all().filter(waits).filter_map(|poll| Seen::of(case, poll, case.woken_by(poll)?));
    let woken: Vec<_> = woken.filter(|seen| seen.is_mangled).collect();
    let bad: Vec<_> = read.iter().filter(|seen| seen.is_mangled).collect();
    // After one update alone it may be somebody else's status.
    if let Some(seen) = twice(bad.iter().copied()) {
        let message = id(how(seen.sent, seen.got)).text("who", "reader");
        return Finding::fail(seen.told(message)).showing([seen.update, seen.answer]);
    }
    if !bad.is_empty() {
        return case.foreign();
    }
    if let Some(seen) = twice(&woken) {
        let message = id(how(seen.sent, seen.got)).text("who", "waiter");
        return Finding::fail(seen.told(message)).showing([seen.update, seen.answer]);
    }
    if read.len() < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", read.len()))
}

/// An update, and the answer that showed its status.
struct Seen<'a> {
    update: &'a PollOperation<'a>,
    answer: &'a PollOperation<'a>,
    sent: &'a str,
    got: &'a str,
    is_mangled: bool,
}

impl<'a> Seen<'a> {
    fn of(case: &PollCase, answer: &'a PollOperation<'a>, update: &'a PollOperation<'a>) -> Option<Self> {
        let (sent, got) = (update.status()?, answer.state()?.status.as_str());
        // Another status that was sent is an old one, not a mangled one: that is for another rule to say.
        let is_known = case.contract().statuses.values.iter().any(|other| same_status(other, got));
        Some(Self { update, answer, sent, got, is_mangled: !same_status(sent, got) && !is_known })
    }

    fn told(&self, message: Message) -> Message {
        let declared = self.answer.answer().and_then(|answer| answer.header("content-type")).unwrap_or_default();
        message.text("sent", self.sent).text("got", self.got).text("type", declared)
    }
}

/// The first that was seen after another update than the first of all.
fn twice<'s, 'a: 's>(seen: impl IntoIterator<Item = &'s Seen<'a>>) -> Option<&'s Seen<'a>> {
    let mut seen = seen.into_iter();
    let first = seen.next()?;
    seen.find(|other| other.update.id != first.update.id)
}

/// What was done to a status on its way, as far as that can be told.
fn how(sent: &str, got: &str) -> &'static str {
    let (sent, got): (String, String) = (sent.nfc().collect(), got.nfc().collect());
    if got.contains('\u{fffd}') {
        "not-utf8"
    } else if [encoding_rs::WINDOWS_1252.decode_without_bom_handling(sent.as_bytes()).0, latin_1(&sent).into()]
        .contains(&got.as_str().into())
    {
        "read-as-latin1"
    } else if is_escaped(&sent, &got) {
        "html"
    } else if serde_json::from_str::<String>(&got).is_ok_and(|inner| inner.nfc().eq(sent.chars())) {
        "json"
    } else if url::form_urlencoded::parse(format!("x={got}").as_bytes()).any(|(_, value)| value == sent) {
        "percent"
    } else if without_accents(&sent, &got) {
        "ascii"
    } else if !got.is_empty() && sent.starts_with(&got) {
        "short"
    } else {
        "fail"
    }
}

/// The bytes of a text, each read as a character.
fn latin_1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Whether the letters beyond ASCII became others, question marks, or nothing.
fn without_accents(sent: &str, got: &str) -> bool {
    let bare = |text: &str| text.nfd().filter(|character| !is_combining_mark(*character)).collect::<String>();
    let with = |other: fn(char) -> Option<char>| -> String {
        sent.chars()
            .filter_map(|character| if character.is_ascii() { Some(character) } else { other(character) })
            .collect()
    };
    !sent.is_ascii() && (bare(sent) == bare(got) || with(|_| Some('?')) == got || with(|_| None) == got)
}

/// Whether one text is the other with references of HTML for some of its characters: `Termin&eacute;e`.
fn is_escaped(sent: &str, got: &str) -> bool {
    static REFERENCE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);").expect("a pattern"));
    let parts: Vec<String> = REFERENCE.split(got).map(regex::escape).collect();
    parts.len() > 1 && Regex::new(&format!("^(?s){}$", parts.join("."))).is_ok_and(|pattern| pattern.is_match(sent))
}

#[cfg(test)]
mod tests {
    use super::how;

    #[test]
    fn what_was_done_to_a_status_has_its_name() {
        let cases = [
            ("Termin\u{fffd}e", "not-utf8"),
            ("TerminÃ©e", "read-as-latin1"),
            ("Termin&eacute;e", "html"),
            ("Termin&#233;e", "html"),
            ("Termin&#xE9;e", "html"),
            ("\"Terminée\"", "json"),
            (r#""Termin\u00e9e""#, "json"),
            ("Termin%C3%A9e", "percent"),
            ("Termin", "short"),
            ("Terminee", "ascii"),
            ("Termin?e", "ascii"),
            ("Termine", "ascii"),
            ("terminée", "fail"),
            ("", "fail"),
            ("&amp;", "fail"),
            ("Terminée!", "fail"),
        ];
        for (got, wanted) in cases {
            assert_eq!(how("Terminée", got), wanted, "{got}");
        }
        assert_eq!(how("Échec", "Ã\u{89}chec"), "read-as-latin1");
        assert_eq!(how("Échec", "Ã‰chec"), "read-as-latin1");
        assert_eq!(how("En cours", "En+cours"), "percent");
        assert_eq!(how("En cours", "En"), "short");
    }
}
