//! A server that is not there any more, and what it ended of.

use super::exercise::Exercise;
use super::record::{How, LookDetail, NativeKind, NativeOperation, OddFrame, SocketDetail};
use super::scene::Deed;
use crate::history::{Nanos, Operation, Outcome};

/// What was done last before it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Somebody sent this.
    Frame(OddFrame),
    /// Somebody left.
    Left(How),
    /// Nothing but what a server is there for.
    Nothing,
}

/// The end of a server.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    pub exercise: Exercise,
    /// When it was first seen not to be there.
    pub at: Nanos,
    pub cause: Cause,
    pub seen: &'a Operation,
}

/// The servers of a run that ended.
pub fn ends<'a>(operations: &[NativeOperation<'a>]) -> Vec<End<'a>> {
    let mut ends: Vec<End> = Vec::new();
    for look in operations.iter().filter(|o| o.kind == NativeKind::Look) {
        let operation = look.operation();
        let Some(LookDetail { exercise, dead_since: Some(at) }) = LookDetail::of(operation) else { continue };
        let is_refused = matches!(operation.outcome, Outcome::Refused(_));
        if is_refused && ends.iter().all(|end| end.exercise != exercise) {
            ends.push(End { exercise, at, cause: cause(operations, exercise, at), seen: operation });
        }
    }
    ends
}

/// Of several things that happened before, the last odd frame of its scenario comes first; who left is next.
fn cause(operations: &[NativeOperation], exercise: Exercise, at: Nanos) -> Cause {
    let before = || operations.iter().filter(|o| o.started <= at);
    let odd = before().filter_map(Deed::of).filter(|deed| deed.detail.exercise == exercise).filter_map(|deed| {
        let frame = deed.detail.frame.filter(|frame| *frame != OddFrame::Ping && deed.was_done())?;
        Some((deed.started(), frame))
    });
    if let Some((_, frame)) = odd.max_by_key(|(at, _)| *at) {
        return Cause::Frame(frame);
    }
    let left = before().filter(|o| o.kind == NativeKind::Socket).filter_map(|o| {
        let detail = SocketDetail::of(o.operation()).filter(|detail| detail.exercise == exercise)?;
        detail.left.filter(|(left, _)| *left <= at)
    });
    left.max_by_key(|(at, _)| *at).map_or(Cause::Nothing, |(_, how)| Cause::Left(how))
}
