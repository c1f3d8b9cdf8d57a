//! What becomes of an update, and of a form in which updates are sent.

use crate::driver::Missing;
use crate::driver::tried::ProbeResult;
use crate::driver::wire::ExchangeEnd;
use crate::message::Message;

/// What became of an update.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    Yes,
    /// It was answered with a page or a redirect: whether it was taken shows in the state.
    Elsewhere(ProbeResult),
    /// It was answered with an error of the server, or not as HTTP wants it, or not at all.
    Failed,
    Refused,
    NotHere(ProbeResult),
}

impl Taken {
    pub fn of(end: &ExchangeEnd) -> Self {
        match end {
            ExchangeEnd::Answered(response) => match ProbeResult::of(response) {
                came @ (ProbeResult::Page(200..300) | ProbeResult::Moved(..)) => Self::Elsewhere(came),
                ProbeResult::Code(200..300) => Self::Yes,
                came @ (ProbeResult::Code(404 | 405 | 410) | ProbeResult::Events(_)) => Self::NotHere(came),
                ProbeResult::Code(400..=499) => Self::Refused,
                _ => Self::Failed,
            },
            ExchangeEnd::Refused(why) => Self::NotHere(ProbeResult::Unreadable(why.clone())),
            ExchangeEnd::Indeterminate(_) => Self::Failed,
        }
    }
}

/// What became of a form, the best last.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    NotHere(ProbeResult),
    Refused,
    /// It was answered with a page or a redirect, and no read showed its status.
    Elsewhere(ProbeResult),
    /// It was answered with an error of the server, or not at all.
    Failed,
    /// It was answered as if it was taken, and no read showed its status.
    Unseen,
    Believed,
}

impl Outcome {
    pub fn rank(&self) -> u8 {
        match self {
            Self::NotHere(_) => 0,
            Self::Refused => 1,
            Self::Elsewhere(_) => 2,
            Self::Failed => 3,
            Self::Unseen => 4,
            Self::Believed => 5,
        }
    }
}

/// An update that was refused.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub code: u16,
    pub body: Vec<u8>,
}

/// What a target asks for that no form can give: permission, or patience.
pub fn permission(path: &str, refusal: &Refusal) -> Option<Missing> {
    let id = match refusal.code {
        401 | 403 | 407 => "trouble-forbidden",
        429 => "trouble-too-many",
        _ => return None,
    };
    let body: String = String::from_utf8_lossy(&refusal.body).chars().take(200).collect();
    let message = Message::new(id).text("path", path).text("answer", format!("{} {body}", refusal.code));
    Some(Missing { message, is_refusal: true })
}
