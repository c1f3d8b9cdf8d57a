//! What there is to do in a scenario of this lab.
//!
//! Clients have a role and a number, as in "member 2"; rooms have labels. Which pseudo a client has and what the room is
//! called is made up anew each time that a scenario is driven.

use super::record::{ChatRole, How, TokenGiven, Transport};
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
#[schemars(rename = "SocketIoStep")]
pub enum Step {
    /// Clients connect, and wait until they are.
    Connect(Connect),
    /// One client joins a room, and waits for a sign of it: an acknowledgement, or whatever it is sent then. Where a
    /// client joins by its handshake, it connects now.
    Join(Join),
    /// One client says something in its room.
    Say(Say),
    /// Wait until each of these clients has heard what was done since the step before that waited for it.
    Hear(Hear),
    /// Show that these clients are sent nothing any more of what was done so far: another one says something in its room,
    /// those of them that are there hear it, and a moment more is listened.
    Quiet(Quiet),
    /// One client leaves.
    Leave(Leave),
    /// One client emits an event without anything in it, not even a request for an acknowledgement.
    Empty(Empty),
    /// Ask for the page.
    Read(Read),
    /// Ask for the page that tells how many are connected, until it answers something else than the last time, for a moment.
    Status(Status),
    /// Do nothing, while what was started goes on.
    Wait(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
}

/// When a scenario of this lab is driven: all of them act, and one that may break the target comes last.
pub fn phase(scenario: &Scenario) -> Phase {
    let breaks = |step: &Step| matches!(step, Step::Empty(_));
    let is_destructive = scenario.rounds_as::<Step>().iter().any(|round| round.steps.iter().any(breaks));
    if is_destructive { Phase::Destructive } else { Phase::Active }
}

/// One client by its role and its number, as in "member 2".
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
            "{text:?} is no client; one has a role and a number, as in \"member 2\" ({roles})"
        )))
    }
}

impl JsonSchema for Who {
    fn schema_name() -> Cow<'static, str> {
        "SocketIoClient".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let roles = ROLES.map(|role| role.name().to_string()).join("|");
        json_schema!({
            "type": "string",
            "pattern": format!("^({roles}) [1-9][0-9]*$"),
            "description": "A client by its role and its number, as in \"member 2\"."
        })
    }
}

/// The roles that a client of a scenario may have.
const ROLES: [ChatRole; 7] = [
    ChatRole::Member,
    ChatRole::Neighbour,
    ChatRole::Outsider,
    ChatRole::Leaver,
    ChatRole::Witness,
    ChatRole::Namesake,
    ChatRole::Intruder,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SocketIoRole")]
pub enum Role {
    Member,
    Neighbour,
    Outsider,
    Leaver,
    Witness,
    /// All of these have one pseudo.
    Namesake,
    /// Should not be let in: it has no good token.
    Intruder,
}

impl Role {
    pub fn of_record(self) -> ChatRole {
        ROLES[self as usize]
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "SocketIoConnect", deny_unknown_fields)]
pub struct Connect {
    /// The role of the clients. They are numbered in the order in which they come.
    #[serde(rename = "as")]
    pub role: Role,
    #[serde(default = "one")]
    pub count: u32,
    /// As a browser connects if nothing else is said: by polling, then by WebSocket.
    #[serde(default)]
    pub transport: Transport,
    /// Intruders have a bad one or none, all others a good one.
    #[serde(default, skip_serializing_if = "TokenGiven::is_good")]
    pub token: TokenGiven,
    /// With which of several instances of the server, from 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub instance: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(value: &u32) -> bool {
    *value == 1
}

/// The same as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyConnect {
    #[serde(rename = "as")]
    role: Role,
    #[serde(default = "one")]
    count: u32,
    #[serde(default)]
    transport: Transport,
    #[serde(default)]
    token: TokenGiven,
    #[serde(default = "one")]
    instance: u32,
}

impl<'de> Deserialize<'de> for Connect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let AnyConnect { role, count, transport, token, instance } = AnyConnect::deserialize(deserializer)?;
        match (role == Role::Intruder, token.is_good()) {
            (true, true) => Err(D::Error::custom("an intruder has a token that is \"bad\", or \"none\"")),
            (false, false) => Err(D::Error::custom("who has no good token is an \"intruder\"")),
            _ => Ok(Self { role, count, transport, token, instance }),
        }
    }
}

fn one() -> u32 {
    1
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoJoin")]
pub struct Join {
    #[serde(rename = "as")]
    pub who: Who,
    /// A label: clients that join the same one meet there.
    pub room: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoSay")]
pub struct Say {
    #[serde(rename = "as")]
    pub who: Who,
    #[serde(default)]
    pub text: SayText,
    /// How many, one right after the other.
    #[serde(default = "one")]
    pub count: u32,
    /// Another room than the one that it joined last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Under a pseudo that is not its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub forged: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SocketIoText")]
pub enum SayText {
    /// A word that nothing else has in it.
    #[default]
    Nonce,
    /// The same with accents, quotes, `<`, `&` and an emoji.
    Accents,
    /// One of many that are sent at once.
    Burst,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoHear")]
pub struct Hear {
    pub who: Vec<Who>,
    /// Who has come too, themselves included: where that is not waited for, it may be heard all the same.
    #[serde(default, skip_serializing_if = "is_false")]
    pub arrivals: bool,
    /// How long at most: as long as it takes to call something lost, if nothing else is said.
    #[serde(default, with = "humantime_serde::option", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub patience: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoQuiet")]
pub struct Quiet {
    pub who: Vec<Who>,
    /// Who says something.
    pub witness: Who,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoLeave")]
pub struct Leave {
    #[serde(rename = "as")]
    pub who: Who,
    pub how: How,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoEmpty")]
pub struct Empty {
    #[serde(rename = "as")]
    pub who: Who,
    pub event: EmptyEvent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SocketIoEmptyEvent")]
pub enum EmptyEvent {
    Join,
    Message,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "SocketIoRead")]
pub struct Read {
    /// And for the client library that it names, if that is to come from the target itself.
    pub library: bool,
}

impl Default for Read {
    fn default() -> Self {
        Self { library: true }
    }
}

/// Nothing is to be chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SocketIoStatus")]
pub struct Status {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(steps: &str) -> Result<Scenario, toml::de::Error> {
        let text = format!(
            "id = \"s\"\nlab = \"socketio\"\ntitle = {{ en = \"t\", fr = \"t\" }}\n\
             explanation = {{ en = \"e\", fr = \"e\" }}\n[[round]]\nsteps = [{steps}]\n"
        );
        crate::scenario::read_as::<Step>(&text)
    }

    #[test]
    fn each_role_stands_at_its_own_place() {
        for (role, name) in [
            (Role::Member, "member"),
            (Role::Leaver, "leaver"),
            (Role::Namesake, "namesake"),
            (Role::Intruder, "intruder"),
        ] {
            assert_eq!(role.of_record().name(), name.into());
            assert_eq!(serde_json::to_value(role).unwrap(), name);
        }
    }

    #[test]
    fn what_may_break_the_target_comes_last() {
        let phase = |steps: &str| phase(&read(steps).unwrap());
        assert_eq!(phase("{ connect = { as = \"member\" } }"), Phase::Active);
        assert_eq!(phase("{ empty = { as = \"member 1\", event = \"join\" } }"), Phase::Destructive);
    }

    #[test]
    fn a_client_that_cannot_be_is_refused_with_its_place() {
        for (steps, why) in [
            ("{ join = { as = \"member\", room = \"a\" } }", "member 2"),
            ("{ join = { as = \"pirate 1\", room = \"a\" } }", "neighbour"),
            ("{ say = { as = \"member 1\", text = \"shout\" } }", "accents"),
            ("{ say = { as = \"member 1\", rom = \"a\" } }", "rom"),
            ("{ connect = { as = \"member\", token = \"bad\" } }", "intruder"),
            ("{ connect = { as = \"intruder\" } }", "none"),
        ] {
            let error = read(steps).unwrap_err();
            assert!(error.to_string().contains(why) && error.span().is_some(), "{steps}: {error}");
        }
    }
}
