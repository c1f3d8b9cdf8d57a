//! What a client did over its link, as the rules read it.

use super::record::{ChatKind, ChatOperation, ChatRole, DoneDetail, What};
use crate::history::{Client, Nanos, Operation, Outcome};

/// A shorter word may be anybody's.
const MARK: usize = 6;

/// Something that a client did over its link.
pub struct Deed<'a> {
    pub operation: &'a Operation,
    pub kind: ChatKind,
    pub role: Option<ChatRole>,
    pub detail: DoneDetail,
}

impl AsRef<Operation> for Deed<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> Deed<'a> {
    pub fn of(operation: &ChatOperation<'a>) -> Option<Self> {
        let is_deed = matches!(operation.kind, ChatKind::Join | ChatKind::Say | ChatKind::Leave | ChatKind::Empty);
        let (kind, role, operation) = (operation.kind, operation.role, operation.operation());
        let detail = is_deed.then(|| DoneDetail::of(operation)).flatten()?;
        Some(Self { operation, kind, role, detail })
    }

    pub fn client(&self) -> &Client {
        &self.operation.client
    }

    /// Whether it took place: it was sent, or the client left, for which nothing need be sent.
    pub fn was_done(&self) -> bool {
        let is_leave = self.kind == ChatKind::Leave && !matches!(self.operation.outcome, Outcome::Refused(_));
        is_leave || self.operation.sent.is_some()
    }

    /// From when on others are to hear of it: it was wholly sent.
    pub fn due(&self) -> Nanos {
        self.operation.sent.unwrap_or(self.operation.started)
    }

    pub fn is(&self, what: What) -> bool {
        self.detail.what == Some(what)
    }

    /// What tells it from everything else that was said, whatever becomes of its accents: its first word in ASCII.
    pub fn mark(&self) -> &str {
        let text = self.detail.text.as_str();
        text.split_whitespace().find(|word| word.is_ascii() && word.len() >= MARK).unwrap_or(text)
    }
}
