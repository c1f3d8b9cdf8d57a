//! What becomes of an update, and of a form in which updates are sent.

use super::forms::Form;
use crate::driver::Missing;
use crate::driver::tried::ProbeResult;
use crate::driver::wire::ExchangeEnd;
use crate::labs::long_polling::contract::Method;
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
    pub fn of(end: &ExchangeEnd, method: Method) -> Self {
        match end {
            ExchangeEnd::Answered(response) => match ProbeResult::of(response) {
                came @ (ProbeResult::Page(200..300) | ProbeResult::Moved(..)) => Self::Elsewhere(came),
                ProbeResult::Code(200..300) => Self::Yes,
                came @ (ProbeResult::Code(404 | 405 | 410) | ProbeResult::Events(_)) => Self::NotHere(came),
                // It does not know the method (RFC 9110 §15.6.2). The one of the lab text it has to know.
                came @ ProbeResult::Code(501) if method != Method::Post => Self::NotHere(came),
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

impl Refusal {
    /// Its code, and how its body begins.
    fn shown(&self) -> String {
        let body: String = String::from_utf8_lossy(&self.body).chars().take(200).collect();
        format!("{} {body}", self.code)
    }
}

/// It refuses whatever is sent, and neither the file nor a page says what it wants.
pub fn refuses(path: &str, form: &Form, refusal: Option<&Refusal>) -> Missing {
    let answer = refusal.map_or_else(String::new, Refusal::shown);
    let message = Message::new("trouble-refuses-all").text("path", path).text("answer", answer);
    let message = message.text("field", &form.field).text("statuses", form.statuses.values.join(", "));
    Missing { message, is_refusal: true }
}

/// What a target asks for that no form can give: permission, or patience.
pub fn permission(path: &str, refusal: &Refusal) -> Option<Missing> {
    let id = match refusal.code {
        401 | 403 | 407 => "trouble-forbidden",
        429 => "trouble-too-many",
        _ => return None,
    };
    let message = Message::new(id).text("path", path).text("answer", refusal.shown());
    Some(Missing { message, is_refusal: true })
}
