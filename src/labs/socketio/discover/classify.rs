//! Which of the events that a page emits joins a room, and which one says something there: by the words of its name, in
//! French and in English, and by what goes with it.

use super::meaning::{is_any, words};
use crate::labs::socketio::contract::has_placeholder;
use serde_json::Value;

/// How likely an event is the one or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likelihood {
    pub join: i32,
    pub message: i32,
    /// It sends a content that takes the place of another one.
    pub update: i32,
    /// By its name alone, it says something to others.
    pub talks: bool,
}

/// From this on, an event is taken for what it seems, even if nothing comes of it.
pub const SURE: i32 = 5;
/// Below this it is not even tried.
pub const WORTH_A_TRY: i32 = 0;

const JOIN: &[&str] = &[
    "join",
    "rejoin",
    "=enter",
    "entrer",
    "=entre",
    "entree",
    "subscribe",
    "inscri",
    "connexion",
    "adduser",
    "newuser",
    "=switch",
    "changer",
    "arriv",
    "=go",
];
const LOGIN: &[&str] =
    &["=login", "=register", "=user", "=username", "=pseudo", "=nickname", "=auth", "=new", "=set", "=init"];
const PLACE: &[&str] = &["room", "salon", "salle", "channel", "canal", "=group", "=groupe", "=phong"];
const MESSAGE: &[&str] = &[
    "message",
    "=msg",
    "=chat",
    "chatmsg",
    "send",
    "envoi",
    "envoy",
    "=say",
    "=dire",
    "=dis",
    "text",
    "publish",
    "publi",
    "=post",
    "broadcast",
    "diffus",
    "parler",
    "=talk",
    "=sms",
    "content",
    "contenu",
    "update",
    "modif",
    "=tin",
    "=nachricht",
];
const NEITHER: &[&str] = &[
    "leave",
    "unsub",
    "desinscri",
    "quit",
    "sortir",
    "=exit",
    "disconnect",
    "deconnexion",
    "typing",
    "ecrit",
    "ecrire",
    "saisie",
    "frappe",
    "=stop",
    "private",
    "prive",
    "=dm",
    "=mp",
    "whisper",
    "delete",
    "supprim",
    "remove",
    "=list",
    "liste",
    "=get",
    "history",
    "historique",
    "=load",
    "fetch",
    "=seen",
    "=read",
    "=lu",
    "reaction",
    "=ping",
    "logout",
    "=kick",
    "=ban",
    "rename",
    "renommer",
    "=mute",
    "=file",
    "fichier",
    "image",
    "photo",
    "=call",
    "audio",
    "video",
    "=edit",
    "clear",
    "effacer",
    "request",
    "=search",
    "latency",
    "status",
    "statut",
    "cursor",
    "curseur",
];

/// What changes a content that several see, on a board.
const UPDATE: &[&str] = &[
    "update",
    "=maj",
    "miseajour",
    "modif",
    "edit",
    "change",
    "=delta",
    "=patch",
    "sync",
    "content",
    "contenu",
    "=text",
    "=texte",
    "=document",
    "=doc",
    "=code",
    "=note",
    "=notes",
    "=write",
    "=save",
];
/// What only a chat says of itself.
const TALK: &[&str] = &["message", "=msg", "chat", "=say", "=dire", "=dis", "parler", "=talk", "=sms", "=nachricht"];
/// The words of `NEITHER` that an update may be named by.
const EDITS: &[&str] = &["=edit"];

/// What makes a room joins it too, where its name says both: "create or join".
const CREATE: &[&str] = &["create", "creer", "creation"];

pub fn likelihood(event: &str, arguments: &[Value]) -> Likelihood {
    // "new user" is `newUser`.
    let mut words = words(event);
    words.push(words.concat());
    let named = |list: &[&str]| i32::from(words.iter().any(|word| is_any(word, list)));
    let given = |name: &str| i32::from(arguments.iter().any(|argument| has_placeholder(argument, name)));
    let (join, message, neither) = (named(JOIN), named(MESSAGE), named(NEITHER));
    let (user, room, text) = (given("$user"), given("$room"), given("$text"));
    let (updates, talks, edits) = (named(UPDATE), named(TALK), named(EDITS));
    let only_edits = words.iter().filter(|word| is_any(word, NEITHER)).all(|word| is_any(word, EDITS));
    let neither_update = if edits == 1 && only_edits { 0 } else { 8 * neither.max(named(CREATE) * (1 - join)) };
    let neither = 8 * neither.max(named(CREATE) * (1 - join));
    let nothing = i32::from(arguments.is_empty());
    Likelihood {
        join: 4 * join + named(LOGIN) + named(PLACE) + 2 * room + user - 4 * text - neither - 2 * message * (1 - join),
        message: 3 * message + 3 * text + room - 4 * join * (1 - text) - 2 * join - neither - 6 * nothing,
        update: 3 * updates + 3 * text + room - 4 * join - 3 * talks * (1 - updates) - neither_update - 6 * nothing,
        talks: talks == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(event: &str, argument: &Value) -> Likelihood {
        likelihood(event, std::slice::from_ref(argument))
    }

    #[test]
    fn what_joins_is_known_in_both_languages() {
        let both = json!({ "username": "$user", "room": "$room" });
        for event in [
            "join room",
            "joinRoom",
            "join_room",
            "join",
            "rejoindre",
            "rejoindreSalon",
            "entrer",
            "entrer dans le salon",
            "subscribe",
            "changerSalon",
            "create or join",
            "joinChat",
        ] {
            let found = of(event, &both);
            assert!(found.join >= SURE && found.message < SURE && found.join > found.message, "{event}: {found:?}");
        }
        for (event, argument) in [
            ("join", json!("$room")),
            ("joinRoom", json!("$room")),
            ("new user", json!({ "pseudo": "$user", "salon": "$room" })),
        ] {
            assert!(of(event, &argument).join >= SURE, "{event}: {:?}", of(event, &argument));
        }
    }

    #[test]
    fn what_says_something_is_known_in_both_languages() {
        let all = json!({ "username": "$user", "room": "$room", "message": "$text" });
        for event in [
            "chat message",
            "chatMessage",
            "message",
            "msg",
            "sendMessage",
            "send_message",
            "envoyer",
            "envoyer message",
            "nouveauMessage",
            "room message",
            "say",
            "texte",
        ] {
            for argument in [&all, &json!("$text")] {
                let found = of(event, argument);
                assert!(found.message >= SURE && found.join < SURE && found.message > found.join, "{event}: {found:?}");
            }
        }
    }

    #[test]
    fn what_changes_a_content_is_known_in_both_languages() {
        for event in [
            "update",
            "content_change",
            "contentUpdate",
            "modification texte",
            "modification",
            "edit",
            "change",
            "mise à jour",
            "text-update",
            "code change",
            "sync",
        ] {
            let found = of(event, &json!({ "room": "$room", "content": "$text" }));
            assert!(found.update >= SURE && found.join < SURE && !found.talks, "{event}: {found:?}");
        }
        for (event, argument) in [
            ("chat message", json!("$text")),
            ("message", json!({ "message": "$text", "room": "$room" })),
            ("typing", json!({ "room": "$room" })),
            ("cursor", json!({ "x": 1 })),
            ("update user", json!({ "pseudo": "$user" })),
            ("join", json!({ "pseudo": "$user", "room": "$room" })),
        ] {
            let found = of(event, &argument);
            assert!(found.update < SURE, "{event}: {found:?}");
        }
    }

    #[test]
    fn what_does_neither_is_not_tried() {
        let both = json!({ "username": "$user", "room": "$room" });
        for event in [
            "leave room",
            "typing",
            "stop typing",
            "quitter",
            "get users",
            "deleteMessage",
            "create room",
            "historique",
            "ecrit",
        ] {
            let found = of(event, &both);
            assert!(found.join < WORTH_A_TRY && found.message < WORTH_A_TRY, "{event}: {found:?}");
        }
        assert!(of("private message", &json!({ "to": "x", "message": "$text" })).message < WORTH_A_TRY);
    }

    #[test]
    fn names_of_another_language_are_tried_and_not_sure() {
        let found = of("tao-room", &json!("x"));
        assert!(found.join >= WORTH_A_TRY && found.join < SURE, "{found:?}");
        let found = of("user-chat", &json!("$text"));
        assert!(found.message >= SURE, "{found:?}");
    }
}
