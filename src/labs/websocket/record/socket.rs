use crate::history::{Nanos, Operation};
use crate::labs::websocket::exercise::Exercise;
use crate::labs::websocket::record::How;
use serde::{Deserialize, Serialize};

/// What only this lab knows of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SocketDetail {
    pub exercise: Exercise,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<Nanos>,
    /// Why there is no WebSocket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_opened: Option<NotOpened>,
    /// When we began to leave, and how; none if we stay, or were left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<(Nanos, How)>,
}

/// Why there is no WebSocket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotOpened {
    /// An ordinary answer with this code, and its start.
    Status(u16, String),
    /// What came does not follow the protocol.
    Bad(String),
    /// No connection.
    Refused(String),
    /// No answer in time.
    Silent,
}

impl SocketDetail {
    pub fn of(operation: &Operation) -> Option<Self> {
        serde_json::from_value(operation.detail.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_survives_being_written() {
        let detail = SocketDetail {
            exercise: Exercise::Capitals,
            opened: Some(7),
            not_opened: Some(NotOpened::Status(404, "no".into())),
            left: Some((9, How::Reset)),
        };
        let written = serde_json::to_string(&detail).unwrap();
        assert_eq!(serde_json::from_str::<SocketDetail>(&written).unwrap(), detail);
        assert_eq!(serde_json::from_str::<SocketDetail>("{}").unwrap(), SocketDetail::default());
    }
}
