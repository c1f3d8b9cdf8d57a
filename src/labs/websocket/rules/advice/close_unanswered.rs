use crate::checker::Finding;
use crate::history::{Direction, FrameKind, Nanos};
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::How;
use crate::message::Message;

/// So long the answer to a close frame is waited for.
const PATIENCE: Nanos = 900_000_000;

/// A close frame is answered by one.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("close-unanswered-seen.{what}"));
    let scene = case.scene();
    let left = scene.links.iter().filter_map(|link| match link.detail.left {
        Some((at, How::Clean)) if link.is_open() => Some((link, at)),
        _ => None,
    });
    let mut answered = 0;
    let mut finding = None;
    for (link, at) in left {
        let frames = link.operation.channel.iter().flat_map(|channel| &channel.frames);
        let is_close = |frame: &&crate::history::Frame| frame.kind == FrameKind::Close;
        let has_answer = frames.filter(is_close).any(|frame| frame.direction == Direction::Received);
        let (to, waited) = (link.operation.done, link.operation.done.saturating_sub(at));
        // Who closes the connection at once keeps nobody waiting.
        if has_answer || waited < PATIENCE {
            answered += 1;
            continue;
        }
        let unsure = case.limits.too_noisy_for(at, to, PATIENCE);
        let found = if unsure {
            case.noisy_for(at, to, PATIENCE)
        } else {
            Finding::fail(id("fail").time("waited", waited)).showing([link.operation])
        };
        finding = finding.or(Some(found));
    }
    match finding {
        Some(finding) => finding,
        None if answered > 0 => Finding::pass(id("pass").count("clients", answered)),
        None => case.nothing(),
    }
}
