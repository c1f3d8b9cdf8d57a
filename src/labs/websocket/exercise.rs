use serde::{Deserialize, Serialize};

/// What a server does with what it is sent. Some servers do both, at two paths or at two ports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exercise {
    /// It passes each message on to all others.
    #[default]
    Relay,
    /// It answers each message in capitals.
    Capitals,
}

impl Exercise {
    pub const ALL: [Self; 2] = [Self::Relay, Self::Capitals];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Capitals => "capitals",
        }
    }
}
