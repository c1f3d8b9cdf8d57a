//! What may be the way to speak to a chat: what its page says, likeliest first, and what others say where it says nothing.

use super::classify::{SURE, WORTH_A_TRY};
use super::site::{Connection, PageEvent, Site};
use super::template::settled;
use crate::contract::Contract;
use crate::labs::socketio::contract::{
    Chat, Emitted, Handshake, JOIN_EVENT, MESSAGE_EVENT, Token, UPDATE_EVENT, has_placeholder,
};
use crate::labs::socketio::kin::{Kin, Sort};
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
/// And to that by which a board is changed.
pub const UPDATES: [&str; 9] = [
    UPDATE_EVENT,
    "content_change",
    "content-change",
    "contentChange",
    "modification",
    "edit",
    "change",
    "text-update",
    "update content",
];

/// Every key that a chat may look for. Unknown events and keys are ignored by every library.
pub fn any_join(event: &str) -> Emitted {
    Emitted { event: event.into(), arguments: vec![any_keys(&[]).into()] }
}

pub fn any_message(event: &str) -> Emitted {
    let text = ["message", "text", "msg", "content", "contenu", "texte", "body"];
    Emitted { event: event.into(), arguments: vec![any_keys(&text).into()] }
}

/// A handshake with every key that a board may look for, in both places.
pub fn any_handshake() -> Handshake {
    let mut all = any_keys(&[]);
    all.insert("token".into(), "$token".into());
    Handshake { auth: all.clone(), query: all }
}

fn any_keys(text: &[&str]) -> Map<String, Value> {
    let of = |keys: &[&str], value: &str| keys.iter().map(|key| ((*key).to_owned(), json!(value))).collect::<Vec<_>>();
    let users = of(&["username", "user", "pseudo", "name", "nickname"], "$user");
    let rooms = of(&["room", "roomName", "roomId", "salon", "channel"], "$room");
    users.into_iter().chain(rooms).chain(of(text, "$text")).collect()
}

/// Whether the pages say that the target is of this sort: that none is, or that one of another sort is, says that it is not.
/// A chat may have pages that say nothing.
pub fn is_there(site: &Site, sort: Sort) -> bool {
    let sorts: Vec<Sort> = site.connections.iter().filter_map(Connection::sort).collect();
    sorts.contains(&sort) || sort == Sort::Chat && sorts.is_empty()
}

/// The ways that a page and a contract file say, likeliest first.
pub fn plans(site: &Site, given: &Contract, kin: &Kin) -> Vec<Plan> {
    let default = [Connection::default()];
    let other = |one: &&Connection| one.sort().is_some_and(|sort| sort != kin.sort);
    // Where there is none of this sort, whatever there is may be meant.
    let (mut connections, others): (Vec<&Connection>, Vec<&Connection>) =
        site.connections.iter().partition(|one| !other(one));
    if connections.is_empty() {
        connections = if others.is_empty() { default.iter().collect() } else { others };
    }
    let mut all: Vec<Plan> =
        connections.iter().flat_map(|connection| of_connection(connection, site, given, kin)).collect();
    // The most that a page sends with its handshake is what its chat needs: a stable order keeps the page's own.
    all.sort_by_key(|plan| (-plan.score, -((plan.chat.handshake.auth.len() + plan.chat.handshake.query.len()) as i64)));
    all.dedup_by(|one, other| one.chat == other.chat);
    all
}

fn of_connection(connection: &Connection, site: &Site, given: &Contract, kin: &Kin) -> Vec<Plan> {
    let base = base(connection, given, kin);
    let (joins, messages) = (joins(connection, &base, given, kin), messages(connection, given, kin));
    let mut all = Vec::new();
    for (join, join_score) in &joins {
        for (message, message_score) in &messages {
            if join.as_ref().is_some_and(|join| join.event == message.event) {
                continue;
            }
            let mut chat = Chat { join: join.clone(), message: message.clone(), ..base.clone() };
            // A board is asked for a token, whether its page gives one or not.
            if kin.sort == Sort::Board && !needs_token(&chat) {
                chat.handshake.query.insert("token".into(), "$token".into());
            }
            let is_sure = *join_score >= SURE && *message_score >= SURE;
            let score = join_score.min(&GIVEN) + message_score.min(&GIVEN);
            if chat.token.is_some() || !needs_token(&chat) {
                all.push(Plan { chat, score, is_sure });
                continue;
            }
            for token in tokens(site, connection, kin) {
                all.push(Plan { chat: Chat { token: Some(token), ..chat.clone() }, score, is_sure });
            }
        }
    }
    all
}

/// All but the events.
fn base(connection: &Connection, given: &Contract, kin: &Kin) -> Chat {
    let table = kin.table.name;
    let text = |key: &str| given.get::<String>(table, key);
    let usual = Chat::default();
    let found = |found: &Option<String>, usual: String| found.clone().unwrap_or(usual);
    let named = Some(connection.transports.clone()).filter(|all| !all.is_empty()).unwrap_or(usual.transports);
    Chat {
        url_path: text("url_path").unwrap_or_else(|| found(&connection.url_path, usual.url_path)),
        namespace: text("namespace").unwrap_or_else(|| found(&connection.namespace, usual.namespace)),
        page: text("page").unwrap_or_else(|| found(&connection.page, usual.page)),
        transports: given.get(table, "transports").unwrap_or(named),
        handshake: given.get(table, "handshake").unwrap_or_else(|| connection.handshake.clone()),
        token: given.get(table, "token"),
        status: text("status"),
        heard: given.get(table, "heard").unwrap_or_default(),
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

/// What a script sends as a token, and that of the lab text where none does. A board's may stand in the page for another
/// use: of several, each is tried.
fn tokens(site: &Site, connection: &Connection, kin: &Kin) -> Vec<Token> {
    let mut all = site.tokens.clone();
    if kin.sort == Sort::Board || all.is_empty() {
        all.push(TOKEN.into());
    }
    let mut distinct: Vec<String> = Vec::new();
    all.into_iter().for_each(|one| {
        if !distinct.contains(&one) {
            distinct.push(one)
        }
    });
    let few = if kin.sort == Sort::Board { FEW } else { 1 };
    let token = |good| Token { good, ticket: connection.ticket.clone(), ..Token::default() };
    distinct.into_iter().take(few).map(token).collect()
}

type Scored<T> = Vec<(T, i32)>;

/// How a client may join: by an event of the page, by its handshake, or, if the page knows no rooms, as the lab text has it
/// or not at all.
fn joins(connection: &Connection, base: &Chat, given: &Contract, kin: &Kin) -> Scored<Option<Emitted>> {
    if let Some(given) = given.get::<Emitted>(kin.table.name, "join") {
        return vec![(Some(completed(given, connection, "$room", any_join)), GIVEN)];
    }
    if base.handshake.joins() && given.get::<Value>(kin.table.name, "handshake").is_some() {
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
        if kin.sort == Sort::Chat {
            all.push((Some(any_join(JOIN_EVENT)), WORTH_A_TRY));
        }
        all.push((None, WORTH_A_TRY));
    }
    all
}

fn messages(connection: &Connection, given: &Contract, kin: &Kin) -> Scored<Emitted> {
    if let Some(given) = given.get::<Emitted>(kin.table.name, "message") {
        return vec![(completed(given, connection, "$text", any_message), GIVEN)];
    }
    let score = |event: &PageEvent| match kin.sort {
        Sort::Chat => event.likelihood.message,
        Sort::Board => event.likelihood.update,
    };
    let mut likely: Vec<&PageEvent> = connection.events.iter().filter(|event| score(event) >= WORTH_A_TRY).collect();
    // Of two that are as likely, what only a chat says of itself comes first there.
    likely.sort_by_key(|event| kin.sort == Sort::Chat && !event.likelihood.talks);
    let with_text = likely.into_iter().filter_map(|event| {
        let arguments = settled(&event.arguments, "$text");
        let has_text = arguments.iter().any(|argument| has_placeholder(argument, "$text"));
        has_text.then(|| (Emitted { event: event.event.clone(), arguments }, score(event)))
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
    use crate::labs::socketio::{board, chat};

    fn of_page(code: &str) -> Site {
        let text = format!("<script>{code}</script>");
        site(&[Document { path: "/".into(), text, is_script: false }])
    }

    fn of(code: &str, given: &str) -> Vec<Plan> {
        let given = crate::contract::parse("c.toml", given, &[&chat::contract::PART]).unwrap();
        plans(&of_page(code), &given, &chat::KIN)
    }

    fn of_board(code: &str, given: &str) -> Vec<Plan> {
        let given = crate::contract::parse("c.toml", given, &[&board::contract::PART]).unwrap();
        plans(&of_page(code), &given, &board::KIN)
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

    const BOARD: &str = "const socket = io({ query: { pseudo, room, token: '4711' } });
        area.oninput = () => socket.emit('update', area.value); socket.emit('typing');";

    #[test]
    fn a_page_that_updates_and_does_not_talk_is_a_board() {
        let sorts = |code: &str| [Sort::Chat, Sort::Board].map(|sort| is_there(&of_page(code), sort));
        assert_eq!(sorts(BOARD), [false, true]);
        assert_eq!(sorts(TEXT), [true, false]);
        let both = format!("{BOARD} socket.emit('chat message', {{ message }})");
        assert_eq!(sorts(&both), [true, false]);
        assert_eq!(sorts("socket.emit('go')"), [true, false]);
        for event in ["content_change", "modification texte", "edit"] {
            assert_eq!(sorts(&format!("socket.emit('{event}', {{ content: area.value }})")), [false, true], "{event}");
        }
    }

    #[test]
    fn a_board_is_joined_by_its_handshake_and_asked_for_each_token_of_the_page() {
        let all = of_board(BOARD, "");
        assert_eq!((events(&all[0]), all[0].is_sure), ((None, "update"), true));
        let good = |plan: &Plan| plan.chat.token.as_ref().map(|token| token.good.clone());
        assert_eq!(all.iter().map(good).collect::<Vec<_>>(), [Some("4711".into()), Some("12345".into())]);
        assert_eq!(all[0].chat.handshake.query["token"], "$token");
    }

    #[test]
    fn a_board_whose_page_gives_no_token_is_asked_for_one_all_the_same() {
        let code = "socket.emit('join', { pseudo, room }); socket.emit('update', { room, content: area.value })";
        let all = of_board(code, "");
        assert_eq!(events(&all[0]), (Some("join"), "update"));
        assert_eq!(all[0].chat.handshake.query["token"], "$token");
        let code = code.replace("room }", "room, token: '7' }");
        let all = of_board(&code, "");
        assert!(all[0].chat.handshake.is_empty(), "the token goes with the event: {:?}", all[0]);
    }

    #[test]
    fn a_page_that_does_both_is_read_as_what_is_asked_for() {
        let both = format!("{BOARD} socket.emit('chat message', {{ message }})");
        assert_eq!(events(&of_board(&both, "")[0]).1, "update");
        assert_eq!(events(&of(&both, "")[0]).1, "chat message");
    }
}
