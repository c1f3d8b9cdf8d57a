use crate::history::Operation;
use serde::{Deserialize, Serialize};

/// What a client did over its link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoneDetail {
    /// Its pseudo.
    pub user: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub room: String,
    /// The text as it was sent, of a `say`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<What>,
    /// Which one of a burst, from 1; 0 otherwise.
    #[serde(skip_serializing_if = "is_zero")]
    pub number: u32,
    /// Which token it gave, if that was not a good one.
    #[serde(skip_serializing_if = "TokenGiven::is_good")]
    pub token: TokenGiven,
    /// How it left, of a `leave`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A text of its own, to be heard in its room.
    Nonce,
    /// Has accents, quotes and characters of many bytes.
    Accents,
    /// One of many that are sent at once.
    Burst,
    /// Must not be heard by some client, and a later canary shows that it was not.
    Secret,
    /// Is heard by that client: what was sent before would have come before.
    Canary,
}

/// Which token a client gives to be let in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TokenGiven {
    /// One that is accepted, if the target asks for one.
    #[default]
    Good,
    /// One that nobody was given.
    Bad,
    /// Not even a field for it.
    None,
}

impl TokenGiven {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub fn is_good(&self) -> bool {
        *self == Self::Good
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::None => "none",
        }
    }
}

/// How a client leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Disconnects from its namespaces, then closes: as a page does that calls `socket.disconnect()`.
    Clean,
    /// The connection is reset: as where a network breaks, but told to the target at once.
    Reset,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl DoneDetail {
    pub fn of(operation: &Operation) -> Option<Self> {
        serde_json::from_value(operation.detail.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_so_is_not_written() {
        assert_eq!(serde_json::to_string(&DoneDetail::default()).unwrap(), r#"{"user":""}"#);
        let said = DoneDetail { user: "ada".into(), what: Some(What::Canary), number: 3, ..DoneDetail::default() };
        let written = serde_json::to_string(&said).unwrap();
        assert_eq!(written, r#"{"user":"ada","what":"canary","number":3}"#);
        assert_eq!(serde_json::from_str::<DoneDetail>(&written).unwrap(), said);
    }
}
