use serde::{Deserialize, Serialize};

/// What a page came to that could not be looked at any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageEnd {
    /// A script of it does not come to an end, or waits for somebody: nothing else of the page goes on.
    Hung,
    Crashed,
    /// It went to where nobody answers.
    Left,
    /// It closed itself.
    Closed,
}

impl PageEnd {
    /// As messages call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hung => "hung",
            Self::Crashed => "crashed",
            Self::Left => "left",
            Self::Closed => "closed",
        }
    }
}
