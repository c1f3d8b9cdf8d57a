use crate::driver::wire::Response;
use crate::message::Message;

/// What is at the other end, as far as its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Stream,
    /// Perhaps the answer to a long poll.
    Json,
    Page,
    /// Not a stream to a browser; its bytes are shown all the same.
    Other,
    /// Not 200: a browser gives up.
    Refused,
}

pub fn kind(head: &Response) -> Kind {
    let essence = essence(head);
    match (head.code, essence.as_str()) {
        (200, "text/event-stream") => Kind::Stream,
        (200, "text/html" | "application/xhtml+xml") => Kind::Page,
        (200, essence) if essence == "application/json" || essence.ends_with("+json") => Kind::Json,
        (200, _) => Kind::Other,
        _ => Kind::Refused,
    }
}

fn essence(head: &Response) -> String {
    let declared = head.header("content-type").unwrap_or_default();
    declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The headers that matter to a stream, in the order of their weight.
const NAMES: [&str; 6] =
    ["content-type", "cache-control", "x-accel-buffering", "content-encoding", "content-length", "transfer-encoding"];

/// Each header that matters: its name, its values, and what is odd about them.
pub fn headers(head: &Response, browser: bool) -> Vec<(&'static str, Option<String>, Option<Message>)> {
    let row = |name| {
        let values: Vec<&str> = head.headers.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect();
        let value = (!values.is_empty()).then(|| values.join(", "));
        let odd = odd(name, value.as_deref(), browser).map(|what| Message::new(format!("watch-head-{what}")));
        (name, value, odd)
    };
    NAMES.map(row).into_iter().filter(|(_, value, odd)| value.is_some() || odd.is_some()).collect()
}

fn odd(name: &str, value: Option<&str>, browser: bool) -> Option<&'static str> {
    let lower = value.map(str::to_ascii_lowercase);
    let lower = lower.as_deref();
    let essence = |value: &str| value.split(';').next().unwrap_or_default().trim().to_owned();
    match (name, lower) {
        ("content-type", None) => Some("type-missing"),
        ("content-type", Some(value)) if essence(value) != "text/event-stream" => Some("type-wrong"),
        ("content-type", Some(value)) if value.contains("charset") && !value.contains("utf-8") => Some("charset"),
        ("cache-control", None) => Some("cache-missing"),
        ("cache-control", Some(value)) => {
            let said = |word: &str| value.split(',').any(|one| one.trim() == word);
            (!said("no-cache") && !said("no-store")).then_some("cache-kept")
        }
        ("x-accel-buffering", None) => Some("accel-missing"),
        ("x-accel-buffering", Some(value)) => (value.trim() != "no").then_some("accel-on"),
        ("content-encoding", Some("gzip" | "x-gzip" | "deflate" | "br")) => (!browser).then_some("encoding-unasked"),
        ("content-encoding", Some(value)) => (value.trim() != "identity").then_some("encoding-unknown"),
        ("content-length", Some(_)) => Some("length"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(code: u16, headers: &[(&str, &str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Response { code, headers, ..Response::default() }
    }

    #[test]
    fn a_stream_is_told_from_what_else_there_may_be() {
        let of = |code, kind| super::kind(&head(code, &[("content-type", kind)]));
        assert_eq!(of(200, "Text/Event-Stream; charset=utf-8"), Kind::Stream);
        assert_eq!((of(200, "text/html; charset=utf-8"), of(200, "text/plain")), (Kind::Page, Kind::Other));
        assert_eq!((of(200, "application/json"), of(204, "text/event-stream")), (Kind::Json, Kind::Refused));
        assert_eq!(super::kind(&head(200, &[])), Kind::Other);
    }

    #[test]
    fn what_is_odd_about_a_head_is_told() {
        let told = |list: &[(&str, &str)], browser| {
            let rows = headers(&head(200, list), browser);
            rows.into_iter().filter_map(|(_, _, odd)| odd).map(|message| message.id).collect::<Vec<_>>().join(" ")
        };
        let good = [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-cache, no-transform"),
            ("x-accel-buffering", "no"),
        ];
        assert_eq!(told(&good, false), "");
        assert_eq!(told(&[], false), "watch-head-type-missing watch-head-cache-missing watch-head-accel-missing");
        let gzip = [&good[..], &[("content-encoding", "gzip")]].concat();
        assert_eq!((told(&gzip, true), told(&gzip, false)), (String::new(), "watch-head-encoding-unasked".into()));
    }
}
