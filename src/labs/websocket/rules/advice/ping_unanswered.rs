use crate::checker::Finding;
use crate::history::{Direction, FrameKind, Nanos};
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::OddFrame;
use crate::message::Message;

/// So long the answer to a ping is waited for.
const PATIENCE: Nanos = 1_900_000_000;

/// A ping is answered by a pong with the same bytes.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("ping-unanswered-seen.{what}"));
    let scene = case.scene();
    let mut answered = 0;
    for ping in scene.odd_of(OddFrame::Ping) {
        let Some(link) = scene.link(ping) else { continue };
        let frames = link.operation.channel.iter().flat_map(|channel| &channel.frames);
        let pong = frames.filter(|frame| frame.kind == FrameKind::Pong && frame.direction == Direction::Received);
        if pong.into_iter().any(|frame| frame.bytes == ping.detail.text.as_bytes()) {
            answered += 1;
            continue;
        }
        let (from, to) = (ping.due(), ping.operation.done);
        let waited = to.saturating_sub(from);
        if waited < PATIENCE || case.limits.too_noisy_for(from, to, PATIENCE) {
            return case.noisy_for(from, to, PATIENCE);
        }
        return Finding::fail(id("fail").time("waited", waited)).showing([ping.operation, link.operation]);
    }
    if answered > 0 { Finding::pass(id("pass").count("pings", answered)) } else { case.nothing() }
}
