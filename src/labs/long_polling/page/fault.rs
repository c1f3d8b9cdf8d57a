//! How polls fail.

use crate::driver::page::Reply;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// With a page that says 500.
    Error,
    /// The connection is reset.
    Reset,
    /// It is closed, as by a server that is not there.
    Closed,
    /// Half of the answer comes.
    Cut,
    /// What comes is no JSON, though its head says so.
    Malformed,
    /// Nothing comes, and the connection stays.
    Silent,
}

impl Fault {
    /// What comes in place of the right answer.
    pub async fn of(self, right: Reply) -> Reply {
        let Reply::Whole { code, mut headers, mut body } = right else { return right };
        match self {
            Self::Reset => Reply::Reset,
            Self::Closed => Reply::Closed,
            Self::Error => {
                headers.retain(|(name, _)| name != "content-type");
                headers.push(("content-type".into(), "text/html; charset=utf-8".into()));
                Reply::Whole { code: 500, headers, body: b"<!doctype html><h1>Internal Server Error</h1>".to_vec() }
            }
            Self::Cut => Reply::Cut { code, headers, body },
            Self::Malformed => {
                body.truncate(body.len() / 2);
                Reply::Whole { code, headers, body }
            }
            Self::Silent => std::future::pending().await,
        }
    }
}
