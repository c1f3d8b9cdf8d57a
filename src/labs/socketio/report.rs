//! What reports show of this lab.

use super::case::ChatRun;
use super::contract::{Emitted, Ticket, Token, Transport};
use super::kin::{Kin, Sort};
use super::packet::Packet;
use super::record::{ChatKind, ChatOperation, DoneDetail, How};
use super::scene::Link;
use crate::contract::Contract;
use crate::history::{ChannelEnd, DISCOVERY, History, Nanos, Operation};
use crate::labs::lab::{ChannelEvent, ChannelPanel, EventGist, Gist, Measured, Row, Shape};
use crate::message::Message;
use crate::names::Name;
use serde_json::Value;

/// Of each link, so many events are shown.
const EVENTS: usize = 50;
/// Of each event, so many characters of its arguments.
const DATA: usize = 120;

pub fn measured<'a>(history: &'a History, contract: &Contract, kin: &'static Kin) -> Measured<'a> {
    let run = ChatRun::new(history, kin.table.of(contract).unwrap_or_default(), kin);
    Measured { limits: run.limits, hold: None, version_kind: None }
}

/// A link goes on and on; what a client does is what others are to hear of.
pub const SHAPES: &[(Name, Shape)] = &[
    (ChatKind::Link.name(), Shape::Streams),
    (ChatKind::Join.name(), Shape::Enters),
    (ChatKind::Say.name(), Shape::Says),
    (ChatKind::Leave.name(), Shape::Leaves),
    (ChatKind::Empty.name(), Shape::Says),
    (ChatKind::Quiet.name(), Shape::Listens),
];

pub fn gist(operation: &Operation, kin: &Kin) -> Gist {
    let chat = ChatOperation::of(operation, &kin.id);
    Gist {
        waits: operation.kind == ChatKind::Link.name(),
        event: chat.and_then(|chat| event(&chat)),
        ..Gist::default()
    }
}

/// What a client did over its link, as a page has it.
fn event(operation: &ChatOperation) -> Option<EventGist> {
    let gist = |verb: &str| EventGist { verb: verb.into(), ..EventGist::default() };
    match operation.kind {
        ChatKind::Leave => Some(match DoneDetail::of(operation.operation())?.how {
            Some(How::Reset) => gist("reset"),
            _ => gist("disconnect"),
        }),
        ChatKind::Join | ChatKind::Say | ChatKind::Empty => {
            // Who joins by its handshake emits nothing.
            let Some(body) = operation.request.body.as_deref() else { return Some(gist("connect")) };
            let packet = Packet::decode(body.strip_prefix('4')?).ok()?;
            let (name, arguments) = packet.as_event()?;
            let data: Vec<String> = arguments.iter().map(Value::to_string).collect();
            let data = (!data.is_empty()).then(|| data.join(", "));
            Some(EventGist { name: format!("{name:?}"), data, ..gist("emit") })
        }
        ChatKind::Link | ChatKind::Quiet | ChatKind::Page | ChatKind::Status => None,
    }
}

/// The contract in words.
pub fn rows(contract: &Contract, kin: &Kin) -> Vec<Row> {
    let Some(chat) = kin.table.of(contract) else { return vec![] };
    let text = |label: &'static str, value: String| Row { label, value: Message::new("verbatim").text("text", value) };
    let transport = |one: &Transport| match one {
        Transport::Polling => "polling",
        Transport::WebSocket => "websocket",
    };
    let transports: Vec<&str> = chat.transports.iter().map(transport).collect();
    let place = if chat.namespace == "/" { String::new() } else { format!("  {}", chat.namespace) };
    let join = chat.join.as_ref().map(emitted);
    let without = if chat.handshake.joins() { "contract-by-handshake" } else { "contract-no-rooms" };
    let without = Row { label: "contract-join", value: Message::new(without) };
    let joining = join.map_or(without, |join| text("contract-join", join));
    let saying = match kin.sort {
        Sort::Chat => "contract-message",
        Sort::Board => "contract-editing",
    };
    let mut rows = vec![
        text("contract-engine", format!("{}{place}  ({})", chat.url_path, transports.join(", "))),
        joining,
        text(saying, emitted(&chat.message)),
    ];
    if kin.sort == Sort::Board {
        rows.extend(chat.token.as_ref().map(|token| text("contract-token", token_in_words(token))));
        rows.extend(chat.status.map(|path| text("contract-status", path)));
    }
    rows
}

/// The token that is accepted, or the request that gives one.
fn token_in_words(token: &Token) -> String {
    match &token.ticket {
        Some(Ticket { method, path, .. }) => format!("{method} {path}"),
        None => format!("{:?}", token.good),
    }
}

/// As it is written in a page: `emit("join room", {"username": …})`.
fn emitted(emitted: &Emitted) -> String {
    let arguments = emitted.arguments.iter().map(Value::to_string);
    let all: Vec<String> = std::iter::once(format!("{:?}", emitted.event)).chain(arguments).collect();
    format!("emit({})", all.join(", "))
}

/// The links of the last attempt of each scenario.
pub fn panels(history: &History, kin: &Kin) -> Vec<ChannelPanel> {
    let operations = history.operations.iter().filter_map(|o| ChatOperation::of(o, &kin.id));
    let links: Vec<_> = operations.filter(|o| o.kind == ChatKind::Link && o.scenario != DISCOVERY).collect();
    let last = |scenario: &str| links.iter().filter(|o| o.scenario == scenario).map(|o| o.attempt).max();
    let mut shown: Vec<Link> =
        links.iter().filter(|o| last(&o.scenario) == Some(o.attempt)).filter_map(Link::of).collect();
    // They were written down as they ended, which is no order to read them in.
    let first = |scenario: &str| links.iter().filter(|o| o.scenario == scenario).map(|o| o.started).min();
    shown.sort_by_cached_key(|link| (first(&link.operation.scenario), link.client().clone(), link.operation.started));
    shown.iter().map(panel).collect()
}

fn panel(link: &Link) -> ChannelPanel {
    let operation = link.operation;
    let shown = link.heard.iter().take(EVENTS).map(|heard| ChannelEvent {
        at_ms: ms(heard.at),
        kind: heard.name.chars().take(DATA).collect(),
        id: String::new(),
        data: heard.data.chars().take(DATA).collect(),
    });
    ChannelPanel {
        operation: operation.id,
        scenario: operation.scenario.clone(),
        client: operation.client.to_string(),
        asked_ms: ms(operation.sent.unwrap_or(operation.started)),
        head_ms: link.detail.connected().map(ms),
        done_ms: ms(operation.done),
        end: operation.channel.as_ref().map(|channel| end(&channel.end).into()),
        events: shown.collect(),
        count: link.heard.len() as u64,
    }
}

/// Milliseconds, to the microsecond.
pub(super) fn ms(time: Nanos) -> f64 {
    (time as f64 / 1e3).round() / 1e3
}

fn end(end: &ChannelEnd) -> &'static str {
    match end {
        ChannelEnd::Left => "left",
        ChannelEnd::Ended => "ended",
        ChannelEnd::Cut(_) => "cut",
        ChannelEnd::Flood => "flood",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::socketio::chat::KIN;
    use crate::labs::socketio::contract::Chat;
    use crate::text::{Lang, Texts};

    #[test]
    fn the_contract_of_the_text_is_shown_as_a_page_has_it() {
        let shown = |chat: &Chat| {
            let rows = rows(&KIN.table.contract(chat), &KIN);
            rows.iter().map(|row| Texts::of(Lang::En).say(&row.value)).collect::<Vec<_>>()
        };
        let mut chat = Chat::of_the_text();
        let expected = [
            "/socket.io/  (polling, websocket)",
            r#"emit("join room", {"username":"$user","room":"$room"})"#,
            r#"emit("chat message", {"username":"$user","room":"$room","message":"$text"})"#,
        ];
        assert_eq!(shown(&chat), expected);
        (chat.join, chat.namespace) = (None, "/chat".into());
        assert_eq!(shown(&chat)[..2], ["/socket.io/  /chat  (polling, websocket)", "there are no rooms"]);
        chat.handshake.query.insert("room".into(), "$room".into());
        assert_eq!(shown(&chat)[1], "by its handshake");
    }
}
