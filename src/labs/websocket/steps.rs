//! What there is to do in a scenario of this lab.
//!
//! Clients have a role and a number, as in "talker 2". Steps for an exercise that the target does not have do nothing.

use super::exercise::Exercise;
use super::record::{How, NativeRole, OddFrame};
use crate::history::Client;
use crate::scenario::{Phase, Scenario};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::time::Duration;

/// One thing that is done to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WebSocketStep")]
pub enum Step {
    /// Clients connect, and wait until they are. Of a relay, the first one then says something until all others have
    /// heard it, a few times at most: a server may need a moment to have them in its list.
    Connect(Connect),
    /// One client says something.
    Say(Say),
    /// Wait until each of these clients has heard what was said since the last such step: what others said, of a relay;
    /// the answers to its own messages, of the server of capitals.
    Hear(Hear),
    /// Listen for a moment more, as long as three times the slowest delivery: what is sent twice shows.
    Listen(Listen),
    /// One client leaves.
    Leave(Leave),
    /// One client sends a frame that no page sends. Then it is looked whether the server is there.
    Frame(Frame),
    /// Do nothing, while what was started goes on.
    Wait(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
}

/// When a scenario of this lab is driven: all of them act, and those that may break the target come last.
pub fn phase(scenario: &Scenario) -> Phase {
    let breaks = |step: &Step| matches!(step, Step::Frame(Frame { frame, .. }) if *frame != OddFrame::Ping);
    let is_destructive = scenario.rounds_as::<Step>().iter().any(|round| round.steps.iter().any(breaks));
    if is_destructive { Phase::Destructive } else { Phase::Active }
}

/// One client by its role and its number, as in "talker 2".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Who(pub Client);

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let client = Client::from(text.as_str());
        if client.number > 0 && ROLES.iter().any(|role| role.name() == client.role) {
            return Ok(Self(client));
        }
        let roles = ROLES.map(|role| role.name().to_string()).join(", ");
        Err(D::Error::custom(format!(
            "{text:?} is no client; one has a role and a number, as in \"talker 2\" ({roles})"
        )))
    }
}

impl JsonSchema for Who {
    fn schema_name() -> Cow<'static, str> {
        "WebSocketClient".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let roles = ROLES.map(|role| role.name().to_string()).join("|");
        json_schema!({
            "type": "string",
            "pattern": format!("^({roles}) [1-9][0-9]*$"),
            "description": "A client by its role and its number, as in \"talker 2\"."
        })
    }
}

/// The roles that a client of a scenario may have.
const ROLES: [NativeRole; 4] = [NativeRole::Talker, NativeRole::Asker, NativeRole::Quitter, NativeRole::Stranger];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WebSocketRole")]
pub enum Role {
    Talker,
    Asker,
    Quitter,
    Stranger,
}

impl Role {
    pub fn of_record(self) -> NativeRole {
        ROLES[self as usize]
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketConnect")]
pub struct Connect {
    /// The role of the clients. They are numbered in the order in which they come.
    #[serde(rename = "as")]
    pub role: Role,
    /// Which server they connect to.
    pub to: Exercise,
    #[serde(default = "one")]
    pub count: u32,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketSay")]
pub struct Say {
    #[serde(rename = "as")]
    pub who: Who,
    #[serde(default)]
    pub text: SayText,
    /// How many, one right after the other.
    #[serde(default = "one")]
    pub count: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WebSocketText")]
pub enum SayText {
    /// A word that nothing else has in it, and plain ones behind it.
    #[default]
    Plain,
    /// The same with accents; for a relay, with quotes, `<`, `&` and an emoji too.
    Accents,
    /// One of many that are sent at once.
    Burst,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketHear")]
pub struct Hear {
    pub who: Vec<Who>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketListen")]
pub struct Listen {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketLeave")]
pub struct Leave {
    #[serde(rename = "as")]
    pub who: Who,
    pub how: How,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebSocketOddFrame")]
pub struct Frame {
    #[serde(rename = "as")]
    pub who: Who,
    pub frame: OddFrame,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(steps: &str) -> Result<Scenario, toml::de::Error> {
        let text = format!(
            "id = \"s\"\nlab = \"websocket\"\ntitle = {{ en = \"t\", fr = \"t\" }}\n\
             explanation = {{ en = \"e\", fr = \"e\" }}\n[[round]]\nsteps = [{steps}]\n"
        );
        crate::scenario::read_as::<Step>(&text)
    }

    #[test]
    fn each_role_stands_at_its_own_place() {
        for (role, name) in [(Role::Talker, "talker"), (Role::Asker, "asker"), (Role::Stranger, "stranger")] {
            assert_eq!(role.of_record().name(), name.into());
            assert_eq!(serde_json::to_value(role).unwrap(), name);
        }
    }

    #[test]
    fn what_may_break_the_target_comes_last() {
        let phase = |frame: &str| {
            phase(&read(&format!("{{ frame = {{ as = \"stranger 1\", frame = \"{frame}\" }} }}")).unwrap())
        };
        assert_eq!(phase("ping"), Phase::Active);
        assert_eq!(phase("empty"), Phase::Destructive);
    }

    #[test]
    fn a_client_that_cannot_be_is_refused_with_its_place() {
        for (steps, why) in [
            ("{ say = { as = \"talker\" } }", "talker 2"),
            ("{ say = { as = \"pirate 1\" } }", "stranger"),
            ("{ connect = { as = \"talker\" } }", "to"),
            ("{ frame = { as = \"talker 1\", frame = \"huge\" } }", "large"),
        ] {
            let error = read(steps).unwrap_err();
            assert!(error.to_string().contains(why) && error.span().is_some(), "{steps}: {error}");
        }
    }
}
