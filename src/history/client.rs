use crate::names::Name;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// One client of ours: its role, and which of those with this role it is. 0 if there is only one.
///
/// Written as "waiter 3"; a client without a role is the driver itself, and written as nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client {
    pub role: Name,
    pub number: u32,
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            0 => self.role.fmt(f),
            number => f.pad(&format!("{} {number}", self.role.as_str())),
        }
    }
}

impl From<&str> for Client {
    fn from(text: &str) -> Self {
        let numbered = text.rsplit_once(' ').and_then(|(role, number)| Some((role, number.parse().ok()?)));
        let (role, number) = numbered.filter(|(_, number)| *number > 0).unwrap_or((text, 0));
        Self { role: role.into(), number }
    }
}

impl Serialize for Client {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Client {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_survives_being_written_and_read() {
        for (text, role, number) in [("waiter 3", "waiter", 3), ("put-back", "put-back", 0), ("", "", 0)] {
            let client = Client { role: role.into(), number };
            assert_eq!(client.to_string(), text);
            assert_eq!(Client::from(text), client);
        }
    }
}
