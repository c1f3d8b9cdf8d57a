use crate::message::Message;
use crate::text::Texts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why there is nothing to grade: a sentence, and perhaps more of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TroubleReport {
    #[serde(default)]
    pub kind: TroubleKind,
    #[serde(flatten)]
    pub message: Message,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Message>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    /// No connection, no HTTP, or no answer.
    #[default]
    Unreachable,
    /// What was given is no address that may be gone to.
    Address,
    /// Something answers, and no lab that was looked for is there.
    NoLab,
    /// A lab is there and refuses what is asked: a contract file can help.
    Refuses,
    /// No server was there to be asked: what was handed in could not be started.
    NotStarted,
}

impl TroubleReport {
    pub fn new(kind: TroubleKind, message: Message) -> Self {
        Self { kind, message, more: vec![] }
    }

    pub fn say(&self, texts: &Texts) -> String {
        let sentences = std::iter::once(&self.message).chain(&self.more).map(|message| texts.say(message));
        sentences.collect::<Vec<_>>().join(" ")
    }
}
