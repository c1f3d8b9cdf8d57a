//! The table of one lab of the family in a contract.

use super::{Chat, written};
use crate::contract::Contract;
use serde_json::{Map, Value};

/// Its name, and those of the tables in it, as an error of a file names them.
pub struct Table {
    pub name: &'static str,
    pub join: &'static str,
    pub message: &'static str,
    pub handshake: &'static str,
    pub token: &'static str,
    /// What the lab text says.
    pub text: fn() -> Chat,
}

impl Table {
    /// What a contract says of the lab, as far as that can be read. What is said of nothing is not: a client that is not
    /// said to join by an event does not.
    pub fn of(&self, contract: &Contract) -> Option<Chat> {
        let given = contract.0.get(self.name)?.as_object()?;
        let unsaid = Chat { message: (self.text)().message, ..Chat::default() };
        let Ok(Value::Object(mut all)) = serde_json::to_value(unsaid) else { return None };
        all.extend(given.clone());
        serde_json::from_value(Value::Object(all)).ok()
    }

    /// The contract that says this.
    pub fn contract(&self, chat: &Chat) -> Contract {
        let chat = serde_json::to_value(chat).expect("plain data");
        Contract(Map::from_iter([(self.name.to_owned(), chat)]))
    }

    /// As the text of a file.
    pub fn toml(&self, contract: &Contract) -> Result<String, String> {
        let chat = self.of(contract).ok_or_else(|| format!("it says nothing of [{}]", self.name))?;
        written::toml(self.name, &chat)
    }
}
