//! What an answer says while the contract is still being found.

use crate::driver::wire::End;
use unicode_normalization::UnicodeNormalization;

pub enum Verdict {
    Taken,
    Refused(String),
    NotHere(String),
}

/// Whether an update was taken.
pub fn verdict(end: &End) -> Verdict {
    match end {
        End::Answered(response) => {
            let code = response.code;
            let html = response.header("content-type").is_some_and(|t| t.starts_with("text/html"));
            let page = html && response.body.trim_ascii_start().starts_with(b"<");
            match code {
                200..300 if page => Verdict::NotHere(format!("{code}, a web page")),
                200..300 => Verdict::Taken,
                404 | 405 | 501 | 300..400 => Verdict::NotHere(code.to_string()),
                _ => {
                    let body: String = String::from_utf8_lossy(&response.body).chars().take(200).collect();
                    Verdict::Refused(format!("{code} {body}"))
                }
            }
        }
        End::Refused(why) => Verdict::NotHere(why.clone()),
        End::Unclear(lost) => Verdict::NotHere(format!("{lost:?}")),
    }
}

/// The field that carries the status: the one with the status that was sent, else one with a usual name.
pub fn status_field(sent: Option<&str>, fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let sent: String = sent.unwrap_or_default().nfc().collect();
    let is_sent = |raw: &str| serde_json::from_str::<String>(raw).is_ok_and(|s| s.nfc().collect::<String>() == sent);
    let text = |raw: &str| raw.starts_with('"');
    let with_sent: Vec<_> = fields.iter().filter(|(_, raw)| is_sent(raw)).map(|(path, _)| path).collect();
    let named = |paths: &[&String]| {
        names.iter().find_map(|name| paths.iter().find(|path| last(path) == *name).map(ToString::to_string))
    };
    let texts: Vec<_> = fields.iter().filter(|(_, raw)| text(raw)).map(|(path, _)| path).collect();
    named(&with_sent).or_else(|| with_sent.first().map(ToString::to_string)).or_else(|| named(&texts))
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// A field with a name of its own, else the first number that is there.
pub fn version_field(fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let named = names.iter().find_map(|name| fields.iter().find(|(path, _)| last(path) == *name));
    let number = || fields.iter().find(|(_, raw)| !raw.starts_with('"'));
    named.or_else(number).map(|(path, _)| path.clone())
}
