//! What a student types at a server of this lab. Versions are read first: one of yesterday would show something else.

use crate::history::{Nanos, RequestRecord};
use crate::labs::again::{ByHand, Shown, at_once, curl};
use crate::labs::long_polling::case::PollRun;
use crate::labs::long_polling::contract::{LongPolling, PARAMETER};
use crate::labs::long_polling::discover::usual_answer;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation};
use crate::labs::long_polling::sends::Sends;
use crate::labs::long_polling::sent::with_query;
use std::time::Duration;

/// Writes down after an answer how long it took.
pub const TIMED: &str = r"-w '\n%{time_total} s\n'";
/// Beyond a hold, an answer is waited for so long.
const BEYOND: u64 = 5;
/// `lab watch` shows the same again and again.
const WATCHED: &str = "10s";

pub struct Terminal<'a> {
    origin: &'a str,
    contract: &'a LongPolling,
    /// How long a poll is held, in milliseconds.
    hold: u64,
    /// The names in an answer are those that others guess.
    has_usual_names: bool,
}

impl<'a> Terminal<'a> {
    pub fn new(shown: &Shown<'a>, contract: &'a LongPolling) -> Self {
        let run = PollRun::new(shown.history, contract.clone());
        let hold = run.hold.map_or(contract.hold.max, Duration::from_nanos);
        let first = run.operations.iter().find(|o| o.kind == PollKind::Read && o.state().is_some());
        let names = first.and_then(|o| o.answer()).and_then(|answer| usual_answer(&answer.body.bytes));
        let has_usual_names = names.as_ref() == Some(&contract.answer) && contract.poll.header.is_none();
        let hold = u64::try_from(hold.as_millis()).unwrap_or(u64::MAX);
        Self { origin: shown.origin, contract, hold, has_usual_names }
    }

    /// An answer that does not come is not waited for any longer, in seconds.
    pub fn patience(&self) -> u64 {
        self.hold.div_ceil(1000) + BEYOND
    }

    /// The options of a request whose answer is looked at, with its head and its time.
    fn shown(&self) -> String {
        format!("-i -m {} {TIMED}", self.patience())
    }

    fn ask(&self, path: String, headers: Vec<(String, String)>, options: &str) -> String {
        curl(self.origin, &RequestRecord { method: "GET".into(), path, headers, ..RequestRecord::default() }, options)
    }

    /// Asked by a client that has no version yet.
    fn first(&self, options: &str) -> String {
        self.read_often(options, 1)
    }

    /// The same so many times, one after another.
    pub fn read_often(&self, options: &str, times: usize) -> String {
        let header = self.contract.poll_header(None);
        let header = header.map(|(name, value)| (name.into_owned(), value));
        self.ask(self.contract.read_path(None) + &often(times), header.into_iter().collect(), options)
    }

    pub fn read(&self) -> String {
        self.first(&self.shown())
    }

    /// Its body only.
    pub fn read_quietly(&self) -> String {
        self.first(&format!("-s -m {} {TIMED}", self.patience()))
    }

    /// Puts the current version into a variable of the shell.
    pub fn version(&self) -> String {
        self.version_in(|options| self.first(options))
    }

    /// Waits as a client that has the version of that variable, and puts the next one into it.
    pub fn version_from_poll(&self) -> String {
        self.version_in(|options| self.waits(options))
    }

    fn version_in(&self, ask: impl Fn(&str) -> String) -> String {
        let fields = &self.contract.answer;
        let limit = self.patience();
        if let Some(name) = &fields.version_header {
            let ask = ask(&format!("-s -m {limit} -D - -o /dev/null"));
            return format!(r"v=$({ask} | grep -i '^{name}:' | cut -d ' ' -f 2- | tr -d '\r')");
        }
        let name = fields.version.rsplit('.').next().unwrap_or_default();
        let ask = ask(&format!("-s -m {limit}"));
        format!(r#"v=$({ask} | sed -n 's/.*"{name}" *: *"\{{0,1\}}\([^",}} ]*\).*/\1/p')"#)
    }

    /// Asked by a client that has the version of that variable, so many times.
    fn current(&self, parameter: &str, options: &str, times: usize) -> String {
        let (poll, often) = (&self.contract.poll, often(times));
        let bare = || shell_words::quote(&format!("{}{}{often}", self.origin, poll.path)).into_owned();
        let version = match poll.sends {
            Sends::Version => "$v",
            Sends::Next => "$((v+1))",
            Sends::Nothing => return format!("curl {options} {}", bare()),
        };
        if let Some(name) = &poll.header {
            return format!(r#"curl {options} -H "{name}: {version}" {}"#, bare());
        }
        let url = format!("{}{}", self.origin, with_query(&poll.path, parameter, ""));
        format!(r#"curl {options} {}"{version}{often}""#, shell_words::quote(&url))
    }

    /// A client that has the version of that variable.
    pub fn waits(&self, options: &str) -> String {
        self.wait_often(options, 1)
    }

    /// So many of them, as `options` say.
    pub fn wait_often(&self, options: &str, times: usize) -> String {
        self.current(&self.contract.poll.parameter, options, times)
    }

    pub fn poll(&self) -> String {
        self.waits(&self.shown())
    }

    /// The same without its head: of many, the lines would mix.
    pub fn wait(&self) -> String {
        self.waits(&format!("-s -m {} {TIMED}", self.patience()))
    }

    /// Clients that leave while they wait, one that stays, and an update then.
    pub fn beside_leavers(&self, count: usize) -> String {
        let leave = at_once(count, &self.waits("-s -m 1"));
        // It comes while they are there: a server that tells all in turn comes to them first.
        format!("( {leave} & sleep 0.4; {} & sleep 1; {}; wait)", self.wait(), self.update(1))
    }

    pub fn poll_by_the_text(&self) -> String {
        self.current(PARAMETER, &self.shown(), 1)
    }

    /// `lab watch` on this poll, if it knows the names.
    pub fn watched(&self) -> Option<ByHand> {
        let path = self.contract.poll_path(None);
        let url = format!("{}{path}", self.origin);
        let command = format!("lab watch {} --poll --for {WATCHED}", shell_words::quote(&url));
        let is_usual = self.has_usual_names && self.contract.poll.sends.is_usual();
        is_usual.then(|| ByHand::alone([command]))
    }

    /// How a status is sent, and a body in place of its own.
    fn sent(&self, status: &str, options: &str, times: usize, other: Option<&str>) -> String {
        let (path, content_type, body) = self.contract.update_request(status);
        let headers = self.contract.update_headers().into_iter().map(|(name, value)| (name.into_owned(), value));
        let ask = RequestRecord {
            method: self.contract.update.method.as_str().into(),
            path: path + &often(times),
            headers: headers.collect(),
            content_type: content_type.map(String::from),
            body: other.map(String::from).or(body),
        };
        curl(self.origin, &ask, options)
    }

    /// An update with one of the statuses, taken in turn.
    pub fn update(&self, nth: usize) -> String {
        self.update_often(nth, &self.shown(), 1)
    }

    /// The same so many times, one after another.
    pub fn update_often(&self, nth: usize, options: &str, times: usize) -> String {
        let values = &self.contract.statuses.values;
        self.sent(&values[nth % values.len()], options, times, None)
    }

    /// An update with the status that is read from standard input; nothing where updates have no body. `mark` is nothing
    /// that a body has beside its status.
    pub fn update_from_input(&self, mark: &str, options: &str) -> Option<String> {
        let (_, _, body) = self.contract.update_request(mark);
        let body = body?;
        let escaped: String =
            body.chars().flat_map(|c| [r"\/&".contains(c).then_some('\\'), Some(c)]).flatten().collect();
        let escaped = escaped.replace(mark, "&");
        let wrapped = shell_words::quote(&format!("s/.*/{escaped}/")).into_owned();
        Some(format!("sed {wrapped} | {}", self.sent(mark, options, 1, Some("@-"))))
    }

    pub fn update_quietly(&self, nth: usize) -> String {
        self.update_often(nth, &format!("-s -m {} -o /dev/null", self.patience()), 1)
    }

    /// An update with a status that is not of ASCII alone, if there is one.
    pub fn accents(&self) -> String {
        let values = &self.contract.statuses.values;
        let status = values.iter().find(|value| !value.is_ascii()).unwrap_or(&values[0]);
        self.sent(status, &self.shown(), 1, None)
    }

    /// How long what a poll has begun may go on, in nanoseconds.
    pub fn hold_and_more(&self) -> Nanos {
        (self.hold + 1000 * BEYOND) * 1_000_000
    }

    /// Waits until a hold that began before is over.
    pub fn beyond_the_hold(&self) -> String {
        format!("sleep {}", self.hold.div_ceil(1000) + 1)
    }

    /// One poll whose hold ends, one that was sent later and waits still, and an update then.
    pub fn after_a_hold(&self) -> [String; 2] {
        let [half, quarter] = [2, 4].map(|part| format!("{}", (self.hold / part) as f64 / 1000.0));
        let (wait, update) = (self.wait(), self.update(1));
        let staggered = format!("({wait} & sleep {half}; {wait} & sleep {half}; sleep {quarter}; {update}; wait)");
        [self.version(), staggered]
    }

    /// An operation as it was asked, with the version of the moment in place of that of then.
    pub fn asked(&self, operation: &PollOperation) -> Vec<String> {
        match (operation.kind, operation.knows()) {
            (PollKind::Poll, Some(ClientVersion::Current | ClientVersion::Last)) => vec![self.version(), self.poll()],
            (PollKind::Read, Some(ClientVersion::Old)) => vec![self.read()],
            _ => vec![curl(self.origin, &operation.request, &self.shown())],
        }
    }
}

/// What stands behind an address so that curl asks so many times.
fn often(times: usize) -> String {
    if times == 1 { String::new() } else { format!("#[1-{times}]") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::history::{Header, History, Tolerance};

    fn typed(contract: &LongPolling) -> [String; 2] {
        let history = History::new(Header::new(1, "http://h".into(), Tolerance::default()));
        let whole = Contract::of(contract);
        let shown = Shown { rule: "not-held", origin: "http://h", evidence: &[], history: &history, contract: &whole };
        let terminal = Terminal::new(&shown, contract);
        [terminal.version(), terminal.poll()]
    }

    /// What a shell makes of the command that reads the version, where the answer is this.
    fn read(contract: &LongPolling, answer: &str) -> String {
        let [version, _] = typed(contract);
        let (_, reads) = version.split_once(" | ").expect("something reads the answer");
        let script = format!("printf '%s' \"$1\" | {}; ", reads.trim_end_matches(')'));
        let output = std::process::Command::new("sh").args(["-c", &script, "sh", answer]).output().expect("a shell");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    #[test]
    fn a_version_is_read_and_sent_as_it_is_now() {
        let [version, poll] = typed(&LongPolling::default());
        assert!(version.starts_with("v=$(curl -s ") && version.contains("last_version=0"), "{version}");
        assert!(poll.ends_with(r#"last_version='"$v""#), "{poll}");
        for (answer, expected) in [
            (r#"{"status":"a","version":12}"#, "12"),
            (r#"{"version": "12-a", "status": "b"}"#, "12-a"),
            ("{\n  \"status\": \"a\",\n  \"version\": 1.5\n}", "1.5"),
        ] {
            assert_eq!(read(&LongPolling::default(), answer), expected, "{answer}");
        }
    }

    #[test]
    fn the_version_after_it_is_sent_or_none_where_the_contract_says_so() {
        let mut contract = LongPolling::default();
        contract.poll.sends = Sends::Next;
        assert!(typed(&contract)[1].ends_with(r#"last_version='"$((v+1))""#), "{:?}", typed(&contract));
        contract.poll.sends = Sends::Nothing;
        assert!(typed(&contract)[1].ends_with(" http://h/poll-status"), "{:?}", typed(&contract));
    }

    #[test]
    fn a_long_status_is_read_where_it_belongs() {
        let mut contract = LongPolling::default();
        contract.update.fields.insert("a/b".into(), r"c&d".into());
        let history = History::new(Header::new(1, "http://h".into(), Tolerance::default()));
        let whole = Contract::of(&contract);
        let shown = Shown { rule: "", origin: "http://h", evidence: &[], history: &history, contract: &whole };
        let update = Terminal::new(&shown, &contract).update_from_input("LONG", "-s").expect("a body");
        let (makes, sends) = update.split_once(" | ").expect("two commands");
        assert!(sends.contains("-d @-"), "{sends}");
        let script = format!("printf 'xx' | {makes}");
        let output = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
        let body: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(body, serde_json::json!({ "a/b": "c&d", "status": "xx" }));
    }

    #[test]
    fn a_version_in_a_header_is_read_and_sent_there() {
        let mut contract = LongPolling::default();
        (contract.answer.version_header, contract.poll.header) = (Some("ETag".into()), Some("If-None-Match".into()));
        assert_eq!(read(&contract, "HTTP/1.1 200 OK\r\nETag: \"7\"\r\n\r\n"), "\"7\"");
        let [_, poll] = typed(&contract);
        assert!(poll.contains(r#"-H "If-None-Match: $v""#), "{poll}");
    }
}
