//! What may be the way to speak to a chat: what its page says, likeliest first, and what others say where it says nothing.

use super::classify::{SURE, WORTH_A_TRY};
use super::site::{Connection, Site};
use super::template::settled;
use crate::contract::Contract;
use crate::labs::socketio::contract::{Chat, Emitted, JOIN_EVENT, MESSAGE_EVENT, Token, has_placeholder};
use serde_json::{Map, Value, json};

/// One way, and how much speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub chat: Chat,
    pub score: i32,
    /// It is graded by this, even if nothing comes of it.
    pub is_sure: bool,
}

/// So many events of a page are tried for the same thing.
const FEW: usize = 3;
/// What a file says is so.
const GIVEN: i32 = 100;
/// The token of the lab text, where one is asked for that no script says.
const TOKEN: &str = "12345";

/// Names that chats give to the two events, those of the lab text first.
pub const JOINS: [&str; 9] = [
    JOIN_EVENT,
    "joinRoom",
    "join_room",
    "join",
    "join-room",
    "rejoindre",
    "rejoindre salon",
    "enter room",
    "new user",
];
pub const MESSAGES: [&str; 9] = [
    MESSAGE_EVENT,
    "chatMessage",
    "chat_message",
    "message",
    "chat-message",
    "send message",
    "sendMessage",
    "send_message",
    "msg",
];

/// Every key that a chat may look for. Unknown events and keys are ignored by every library.
pub fn any_join(event: &str) -> Emitted {
    Emitted { event: event.into(), arguments: vec![any_keys(&[]).into()] }
}

pub fn any_message(event: &str) -> Emitted {
    let text = ["message", "text", "msg", "content", "contenu", "texte", "body"];
    Emitted { event: event.into(), arguments: vec![any_keys(&text).into()] }
}

fn any_keys(text: &[&str]) -> Map<String, Value> {
    let of = |keys: &[&str], value: &str| keys.iter().map(|key| ((*key).to_owned(), json!(value))).collect::<Vec<_>>();
    let users = of(&["username", "user", "pseudo", "name", "nickname"], "$user");
    let rooms = of(&["room", "roomName", "roomId", "salon", "channel"], "$room");
    users.into_iter().chain(rooms).chain(of(text, "$text")).collect()
}

/// The ways that a page and a contract file say, likeliest first.
pub fn plans(site: &Site, given: &Contract) -> Vec<Plan> {
    let default = [Connection::default()];
    let connections = if site.connections.is_empty() { &default[..] } else { &site.connections };
    let mut all: Vec<Plan> = connections.iter().flat_map(|connection| of_connection(connection, site, given)).collect();
    // The most that a page sends with its handshake is what its chat needs: a stable order keeps the page's own.
    all.sort_by_key(|plan| (-plan.score, -((plan.chat.handshake.auth.len() + plan.chat.handshake.query.len()) as i64)));
    all.dedup_by(|one, other| one.chat == other.chat);
    all
}

fn of_connection(connection: &Connection, site: &Site, given: &Contract) -> Vec<Plan> {
    let base = base(connection, given);
    let (joins, messages) = (joins(connection, &base, given), messages(connection, given));
    let mut all = Vec::new();
    for (join, join_score) in &joins {
        for (message, message_score) in &messages {
            if join.as_ref().is_some_and(|join| join.event == message.event) {
                continue;
            }
            let mut chat = Chat { join: join.clone(), message: message.clone(), ..base.clone() };
            if chat.token.is_none() && needs_token(&chat) {
                chat.token = Some(token(site, connection));
            }
            let is_sure = *join_score >= SURE && *message_score >= SURE;
            all.push(Plan { chat, score: join_score.min(&GIVEN) + message_score.min(&GIVEN), is_sure });
        }
    }
    all
}

/// All but the events.
fn base(connection: &Connection, given: &Contract) -> Chat {
    let text = |key: &str| given.get::<String>("socketio", key);
    let usual = Chat::default();
    let found = |found: &Option<String>, usual: String| found.clone().unwrap_or(usual);
    let named = Some(connection.transports.clone()).filter(|all| !all.is_empty()).unwrap_or(usual.transports);
    Chat {
        url_path: text("url_path").unwrap_or_else(|| found(&connection.url_path, usual.url_path)),
        namespace: text("namespace").unwrap_or_else(|| found(&connection.namespace, usual.namespace)),
        page: text("page").unwrap_or_else(|| found(&connection.page, usual.page)),
        transports: given.get("socketio", "transports").unwrap_or(named),
        handshake: given.get("socketio", "handshake").unwrap_or_else(|| connection.handshake.clone()),
        token: given.get("socketio", "token"),
        heard: given.get("socketio", "heard").unwrap_or_default(),
        ..Chat::default()
    }
}

fn handshake_has(chat: &Chat, name: &str) -> bool {
    chat.handshake.auth.values().chain(chat.handshake.query.values()).any(|value| has_placeholder(value, name))
}

fn needs_token(chat: &Chat) -> bool {
    let events = chat.join.iter().chain([&chat.message]).flat_map(|emitted| &emitted.arguments);
    handshake_has(chat, "$token") || events.into_iter().any(|argument| has_placeholder(argument, "$token"))
}

fn token(site: &Site, connection: &Connection) -> Token {
    let good = site.tokens.first().cloned().unwrap_or_else(|| TOKEN.into());
    Token { good, ticket: connection.ticket.clone(), ..Token::default() }
}

type Scored<T> = Vec<(T, i32)>;

/// How a client may join: by an event of the page, by its handshake, or, if the page knows no rooms, as the lab text has it
/// or not at all.
fn joins(connection: &Connection, base: &Chat, given: &Contract) -> Scored<Option<Emitted>> {
    if let Some(given) = given.get::<Emitted>("socketio", "join") {
        return vec![(Some(completed(given, connection, "$room", any_join)), GIVEN)];
    }
    if base.handshake.joins() && given.get::<Value>("socketio", "handshake").is_some() {
        return vec![(None, GIVEN)];
    }
    let likely = connection.events.iter().filter(|event| event.likelihood.join >= WORTH_A_TRY);
    let mut all: Scored<Option<Emitted>> = likely
        .map(|event| {
            let arguments = settled(&event.arguments, "$room");
            (Some(Emitted { event: event.event.clone(), arguments }), event.likelihood.join)
        })
        .collect();
    all.sort_by_key(|(_, score)| -score);
    all.truncate(FEW);
    if base.handshake.joins() {
        all.insert(0, (None, SURE + 2));
    } else if all.iter().all(|(_, score)| *score < SURE) {
        all.push((Some(any_join(JOIN_EVENT)), WORTH_A_TRY));
        all.push((None, WORTH_A_TRY));
    }
    all
}

fn messages(connection: &Connection, given: &Contract) -> Scored<Emitted> {
    if let Some(given) = given.get::<Emitted>("socketio", "message") {
        return vec![(completed(given, connection, "$text", any_message), GIVEN)];
    }
    let likely = connection.events.iter().filter(|event| event.likelihood.message >= WORTH_A_TRY);
    let with_text = likely.filter_map(|event| {
        let arguments = settled(&event.arguments, "$text");
        let has_text = arguments.iter().any(|argument| has_placeholder(argument, "$text"));
        has_text.then(|| (Emitted { event: event.event.clone(), arguments }, event.likelihood.message))
    });
    let mut all: Scored<Emitted> = with_text.collect();
    all.sort_by_key(|(_, score)| -score);
    all.truncate(FEW);
    all
}

/// An event of a file that may leave out what goes with it: what the page sends with it then, or every key there may be.
fn completed(given: Emitted, connection: &Connection, wanted: &str, any: fn(&str) -> Emitted) -> Emitted {
    if !given.arguments.is_empty() {
        return given;
    }
    match connection.events.iter().find(|event| event.event == given.event) {
        Some(event) => Emitted { arguments: settled(&event.arguments, wanted), ..given },
        None => any(&given.event),
    }
}

#[cfg(test)]
mod tests {
    use super::super::site::site;
    use super::*;
    use crate::driver::documents::Document;

    fn of(code: &str, given: &str) -> Vec<Plan> {
        let text = format!("<script>{code}</script>");
        let site = site(&[Document { path: "/".into(), text, is_script: false }]);
        let given = crate::contract::parse("c.toml", given, &[&crate::labs::socketio::contract::PART]).unwrap();
        plans(&site, &given)
    }

    fn events(plan: &Plan) -> (Option<&str>, &str) {
        (plan.chat.join.as_ref().map(|join| join.event.as_str()), plan.chat.message.event.as_str())
    }

    const TEXT: &str = "const socket = io(); socket.emit('join room', { username, room });
        socket.emit('chat message', { username, room, message }); socket.emit('typing', { username, room });";

    #[test]
    fn what_the_page_says_comes_first_and_is_sure() {
        let all = of(TEXT, "");
        assert_eq!((events(&all[0]), all[0].is_sure), ((Some("join room"), "chat message"), true));
        assert!(all[0].chat.token.is_none() && all.iter().all(|plan| plan.chat.message.event != "typing"));
    }

    #[test]
    fn what_a_file_says_is_so_and_the_rest_is_found() {
        let all = of(TEXT, "[socketio]\nnamespace = \"/chat\"\n[socketio.join]\nevent = \"entrer\"\n");
        assert_eq!(all.len(), 1);
        assert_eq!((events(&all[0]), all[0].chat.namespace.as_str()), ((Some("entrer"), "chat message"), "/chat"));
        assert!(has_placeholder(&all[0].chat.join.as_ref().unwrap().arguments[0], "$room"));
        let all = of(TEXT, "[socketio.message]\nevent = \"typing\"\narguments = [\"$text\"]\n");
        assert_eq!(events(&all[0]), (Some("join room"), "typing"));
    }

    #[test]
    fn a_room_in_the_handshake_is_joined_by_it() {
        let code = "const socket = io({ auth: { token: '42', pseudo, salon } }); socket.emit('message', input.value)";
        let all = of(code, "");
        assert_eq!((events(&all[0]), all[0].is_sure), ((None, "message"), true));
        assert_eq!(all[0].chat.token.as_ref().unwrap().good, "42");
    }

    #[test]
    fn a_page_without_rooms_is_tried_as_the_text_has_it_and_then_without() {
        let all = of("const socket = io(); socket.emit('chat message', input.value)", "");
        let all: Vec<_> = all.iter().map(events).collect();
        assert_eq!(all, [(Some("join room"), "chat message"), (None, "chat message")]);
    }

    #[test]
    fn names_of_another_language_are_not_sure() {
        let all = of("const socket = io(); socket.emit('tao-room', phong.q); socket.emit('noi', e.value)", "");
        assert!(all.iter().any(|plan| events(plan) == (Some("tao-room"), "noi")), "{all:?}");
        assert!(all.iter().all(|plan| !plan.is_sure));
        assert!(of("", "").is_empty());
    }
}
