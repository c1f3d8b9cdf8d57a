use crate::history::{Nanos, Operation};
use crate::labs::websocket::exercise::Exercise;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What only this lab knows of something that a client did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoneDetail {
    pub exercise: Exercise,
    /// What was said, without what stands around it in the message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<What>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<OddFrame>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// To find out whether all who are connected are there for the server too. Nothing is concluded from it.
    Trial,
    Plain,
    Accents,
    Burst,
}

/// A frame that no page sends, or hardly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WebSocketFrame")]
pub enum OddFrame {
    /// Some bytes.
    Binary,
    /// A text of no length.
    Empty,
    /// A text of a megabyte.
    Large,
    /// A text that is no UTF-8.
    BadText,
    Ping,
}

impl OddFrame {
    pub fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::Large => "large",
            Self::BadText => "bad-text",
            Self::Ping => "ping",
        }
    }
}

/// How a client leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WebSocketLeaving")]
pub enum How {
    /// As a tab does that is closed: it says so, and waits for the answer.
    Clean,
    /// Its connection is reset.
    Reset,
}

/// What came of looking whether a server is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookDetail {
    pub exercise: Exercise,
    /// It was not there for the first time then, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_since: Option<Nanos>,
}

impl DoneDetail {
    pub fn of(operation: &Operation) -> Option<Self> {
        serde_json::from_value(operation.detail.clone()).ok()
    }
}

impl LookDetail {
    pub fn of(operation: &Operation) -> Option<Self> {
        serde_json::from_value(operation.detail.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_so_is_not_written() {
        assert_eq!(serde_json::to_string(&DoneDetail::default()).unwrap(), r#"{"exercise":"relay"}"#);
        let said = DoneDetail { text: "a".into(), what: Some(What::Burst), ..DoneDetail::default() };
        let written = serde_json::to_string(&said).unwrap();
        assert_eq!(written, r#"{"exercise":"relay","text":"a","what":"burst"}"#);
        assert_eq!(serde_json::from_str::<DoneDetail>(&written).unwrap(), said);
    }
}
