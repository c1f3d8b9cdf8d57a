//! What is known of a request, in a sentence.

use crate::labs::{ChannelPanel, Shape};
use crate::message::Message;
use crate::report::who::{acknowledged, actor as actor_in, asked as asked_in};
use crate::report::{End, Evidence, Request};
use crate::text::{Texts, visible};
use std::collections::BTreeMap;

/// The streams of a report, by their places in the history.
pub type Streams<'a> = BTreeMap<u32, &'a ChannelPanel>;

/// A time to the microsecond.
pub fn exact(texts: &Texts, ms: f64) -> String {
    texts.exact((ms.max(0.0) * 1e6) as u64)
}

/// The requests that the finding rests on, each in a sentence.
pub fn listed(evidence: &Evidence, streams: &Streams, texts: &Texts) -> Vec<String> {
    let from = evidence.requests.iter().map(|r| r.sent_ms).fold(f64::INFINITY, f64::min);
    evidence.shown().map(|r| about(r, streams.get(&r.operation).copied(), from, texts)).collect()
}

/// Everything that is known of a request, in a sentence.
pub fn about(request: &Request, stream: Option<&ChannelPanel>, from: f64, texts: &Texts) -> String {
    let end = match request.end {
        End::Answered => texts.with("end-answered", &[("code", &request.code.unwrap_or_default().to_string())]),
        End::NoAnswer => texts.get("no-answer"),
        End::Left => texts.get("we-left"),
        End::Refused => texts.get("end-refused"),
        End::Cut => texts.get("end-cut"),
        End::Done => String::new(),
    };
    if request.shape().is_some_and(Shape::is_unanswered) {
        return event(request, from, texts);
    }
    let asked: String = request.path.chars().take(80).collect();
    let mut about = texts.with(
        "bar-about",
        &[
            ("actor", &actor_in(&request.client, texts)),
            ("asked", &format!("{} {}", request.method, visible(&asked))),
            ("sent", &exact(texts, request.sent_ms - from)),
            ("took", &exact(texts, request.took_ms())),
            ("end", &end),
        ],
    );
    if let Some(body) = &request.body {
        about += &format!(" ← {}", visible(body));
    }
    if !request.answer.is_empty() {
        about += &format!(" → {}", visible(&request.answer));
    }
    if let Some(stream) = stream {
        let heard = Message::new("bar-events").count("count", stream.count as usize);
        let heard = heard.text("lasted", exact(texts, stream.done_ms - stream.asked_ms));
        about += &format!(" · {}", texts.say(&heard));
    }
    about
}

/// What a client sent over its link, or did without being answered.
fn event(request: &Request, from: f64, texts: &Texts) -> String {
    let (actor, sent) = (actor_in(&request.client, texts), exact(texts, request.sent_ms - from));
    if request.shape() == Some(Shape::Listens) {
        let lasted = exact(texts, request.done_ms - request.sent_ms);
        return texts.with("bar-about-listens", &[("actor", &*actor), ("sent", &sent), ("lasted", &lasted)]);
    }
    let came = acknowledged(request, &exact(texts, request.took_ms()), texts);
    let args = [("actor", &*actor), ("asked", &asked_in(request)), ("sent", &sent), ("came", &came)];
    texts.with("bar-about-event", &args)
}
