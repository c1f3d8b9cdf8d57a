use super::caret::{lines, shorten};
use super::said::WatchEvent;
use crate::command::out;
use crate::history::Nanos;
use crate::labs::sse::event_stream::{Event, Trouble};
use crate::message::Message;
use crate::report::terminal::Style;
use crate::text::{Texts, visible};
use std::collections::BTreeMap;

/// What is said again and again is shown so often, and then only counted.
const MOST: u64 = 3;
/// An id or a type longer than this is cut.
const NAME: usize = 40;
/// A raw line is broken after so many bytes.
const RAW: usize = 4 << 10;
/// The columns of the two times.
const TIME: usize = 9;

/// Shows what comes, a line each.
pub struct View<'a> {
    pub texts: &'a Texts,
    style: Style,
    full: bool,
    /// How often something was said, and its last words.
    said: BTreeMap<String, (u64, String)>,
    /// The raw line that has not ended yet.
    raw: Vec<u8>,
    pub events: u64,
    /// Nobody reads what we write: the other end of a pipe was closed.
    pub closed: bool,
}

impl<'a> View<'a> {
    pub fn new(texts: &'a Texts, style: Style, full: bool) -> Self {
        Self { texts, style, full, said: BTreeMap::new(), raw: vec![], events: 0, closed: false }
    }

    pub fn line(&mut self, text: &str) {
        out::line(text);
        self.closed |= out::closed();
    }

    pub fn show(&mut self, said: WatchEvent) {
        match said {
            WatchEvent::Event { at, gap, event } => self.event(at, gap, &event),
            WatchEvent::Comment { at, text } => {
                // Some are thousands of spaces, to fill a buffer on the way.
                let text = format!(": {}", self.short(text.trim(), 2 * TIME + 6));
                let line = self.dim(&format!("{}  {text}", self.times(at, None)));
                self.seldom("comment", &line, text);
            }
            WatchEvent::Odd(message) => self.odd(&message),
            WatchEvent::Note { at, message } => {
                let text = self.texts.say(&message);
                let line = format!("{}  {}", self.times(at, None), self.paint(&text, "33"));
                self.seldom(&message.id, &line, text);
            }
            WatchEvent::Trouble(trouble) => self.trouble(&trouble),
        }
    }

    /// What is no stream to a browser, as it came: its lines, which may be no events at all.
    pub fn raw(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if byte == b'\n' || self.raw.len() >= RAW {
                let text = self.short(&String::from_utf8_lossy(&self.raw), 4);
                let line = self.dim(&format!("  | {text}"));
                self.line(&line);
                self.raw.clear();
            }
            if byte != b'\n' {
                self.raw.push(byte);
            }
        }
    }

    fn event(&mut self, at: Nanos, gap: Option<Nanos>, event: &Event) {
        self.events += 1;
        let mut words = vec![];
        if event.kind != "message" {
            words.push(shorten(&visible(&event.kind), NAME));
        }
        if event.own_id {
            words.push(self.texts.with("watch-id", &[("id", &shorten(&visible(&event.id), NAME))]));
        }
        let words: String = words.iter().map(|word| format!("{word}  ")).collect();
        let data = self.short(&event.data, 2 * TIME + 4 + words.chars().count());
        let line = format!("{}  {}{data}", self.dim(&self.times(at, gap)), self.paint(&words, "36"));
        self.line(&line);
    }

    /// Under what it is about.
    pub fn odd(&mut self, message: &Message) {
        let text = self.texts.say(message);
        let line = format!("{}  {}", " ".repeat(2 * TIME + 2), self.paint(&format!("! {text}"), "33"));
        self.seldom(&message.id, &line, text);
    }

    fn trouble(&mut self, trouble: &Trouble) {
        let kind = serde_json::to_value(trouble.kind).ok().and_then(|kind| kind.as_str().map(String::from));
        let id = format!("watch-trouble-{}", kind.unwrap_or_default());
        let line = trouble.line.to_string();
        let title = self.texts.with("watch-trouble", &[("line", &line), ("why", &self.texts.get(&id))]);
        let indent = " ".repeat(4);
        let (text, caret) = lines(trouble, usize::from(self.style.width).saturating_sub(indent.len() + 1));
        let shown = self.paint(&format!("  ! {title}"), "33");
        let caret = self.paint(&caret, "1;31");
        self.seldom(&id, &format!("{shown}\n{indent}{text}\n{indent}{caret}"), title);
    }

    /// A line that may come so often that it would hide the rest.
    fn seldom(&mut self, id: &str, line: &str, words: String) {
        let (count, last) = self.said.entry(id.to_owned()).or_default();
        *count += 1;
        let count = *count;
        if count <= MOST {
            self.line(line);
        } else {
            *last = words;
        }
        if count == MOST {
            let dim = self.dim(&format!("{}  {}", " ".repeat(2 * TIME + 2), self.texts.get("watch-counted")));
            self.line(&dim);
        }
    }

    /// What was not shown any more, in the end.
    pub fn counted(&mut self) {
        for (count, last) in std::mem::take(&mut self.said).into_values().filter(|(count, _)| *count > MOST) {
            let more = (count - MOST).to_string();
            let line = self.texts.with("watch-more", &[("count", &more), ("last", &last)]);
            self.line(&line);
        }
    }

    /// Since the start, and since the event before.
    pub fn times(&self, at: Nanos, gap: Option<Nanos>) -> String {
        let gap = gap.map(|gap| format!("+{}", self.texts.time(gap))).unwrap_or_default();
        format!("{:>TIME$}  {gap:>TIME$}", self.texts.time(at))
    }

    /// What a target said, visible, and no longer than what is left of the line.
    pub fn short(&self, text: &str, before: usize) -> String {
        if self.full {
            return whole(text);
        }
        let most = usize::from(self.style.width).saturating_sub(before).max(20);
        let start: String = text.chars().take(most + 1).collect();
        shorten(&whole(&start), most)
    }

    pub fn dim(&self, text: &str) -> String {
        self.paint(text, "2")
    }

    pub fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.into() }
    }
}

/// All of it, made visible: that alone would cut it.
fn whole(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(100).map(|part| visible(&part.iter().collect::<String>())).collect()
}
