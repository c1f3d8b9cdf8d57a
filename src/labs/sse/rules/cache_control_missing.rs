use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// Nobody on the way keeps the stream: `no-cache`, or the stricter `no-store`.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("cache-control-missing-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let values: Vec<&str> = stream
        .answer
        .headers
        .iter()
        .filter(|(name, _)| name == "cache-control")
        .map(|(_, value)| value.as_str())
        .collect();
    let said = values.join(", ");
    let says = |word: &str| word == "no-cache" || word == "no-store";
    if said.split(',').any(|word| says(&word.trim().to_ascii_lowercase())) {
        return Finding::pass(id("pass").text("value", said));
    }
    let message = if values.is_empty() { id("none") } else { id("fail").text("value", said) };
    Finding::fail(message).showing([stream.operation])
}
