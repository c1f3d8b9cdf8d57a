//! What is said to many clients at once.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use socketioxide::SocketIo;

/// An event for everybody in a room, as it is told here and as it travels to the other instances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Events of one namespace are not heard in another, even in a room of the same name.
    pub namespace: String,
    /// Without a room it is for the whole namespace.
    pub room: Option<String>,
    pub event: String,
    pub data: Value,
}

impl Notice {
    /// Tells those who are connected to this instance.
    pub async fn tell(&self, io: &SocketIo) {
        let Some(namespace) = io.of(&self.namespace) else { return };
        let members = match &self.room {
            Some(room) => namespace.within(room.clone()),
            None => namespace,
        };
        // An error concerns a client that has left or takes nothing any more. The others have the event.
        let _ = members.emit(&self.event, &self.data).await;
    }
}
