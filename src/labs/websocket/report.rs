//! What reports show of this lab.

use super::case::NativeRun;
use super::contract::{Endpoint, Native};
use super::exercise::Exercise;
use super::record::{NativeKind, NativeOperation};
use super::scene::Link;
use crate::contract::Contract;
use crate::history::{ChannelEnd, DISCOVERY, Direction, FrameKind, History, Nanos, Operation};
use crate::labs::lab::{ChannelEvent, ChannelPanel, Gist, Measured, Row, Shape};
use crate::message::Message;
use crate::names::Name;
use serde_json::Value;

/// Of each connection, so many messages are shown.
const EVENTS: usize = 50;
/// Of each message, so many characters.
const DATA: usize = 120;

pub fn measured<'a>(history: &'a History, contract: &Contract) -> Measured<'a> {
    let run = NativeRun::new(history, Native::of(contract).unwrap_or_default().websocket);
    Measured { limits: run.limits, hold: None, version_kind: None }
}

/// A connection goes on and on; what a client does is what others are to hear of.
pub const SHAPES: &[(Name, Shape)] = &[
    (NativeKind::Socket.name(), Shape::Streams),
    (NativeKind::Send.name(), Shape::Updates),
    (NativeKind::Odd.name(), Shape::Updates),
    (NativeKind::Close.name(), Shape::Updates),
];

pub fn gist(operation: &Operation) -> Gist {
    Gist { waits: operation.kind == NativeKind::Socket.name(), ..Gist::default() }
}

/// The contract in words.
pub fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let Some(Native { websocket }) = Native::of(contract) else { return vec![] };
    let label = |exercise| match exercise {
        Exercise::Relay => "contract-relay",
        Exercise::Capitals => "contract-capitals",
    };
    let shown = |endpoint: &Endpoint| Message::new("verbatim").text("text", shown(endpoint));
    websocket.all().map(|(exercise, endpoint)| Row { label: label(exercise), value: shown(endpoint) }).collect()
}

/// As it is written in a page.
fn shown(endpoint: &Endpoint) -> String {
    let form = match &endpoint.send {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let subprotocols = endpoint.subprotocols.join(", ");
    format!("{}  {subprotocols}  send({form})", endpoint.url).replace("    ", "  ")
}

/// Where the target has one of the exercises only, the mark is out of less.
pub fn remark(contract: &Contract) -> Option<Message> {
    let Native { websocket } = Native::of(contract)?;
    match (&websocket.relay, &websocket.capitals) {
        (Some(_), None) => Some(Message::new("remark-relay-only")),
        (None, Some(_)) => Some(Message::new("remark-capitals-only")),
        _ => None,
    }
}

/// The connections of the last attempt of each scenario.
pub fn panels(history: &History) -> Vec<ChannelPanel> {
    let operations = history.operations.iter().filter_map(|o| NativeOperation::of(o));
    let links: Vec<_> = operations.filter(|o| o.kind == NativeKind::Socket && o.scenario != DISCOVERY).collect();
    let last = |scenario: &str| links.iter().filter(|o| o.scenario == scenario).map(|o| o.attempt).max();
    let of_last = links.iter().filter(|o| last(&o.scenario) == Some(o.attempt));
    of_last.filter_map(Link::of).map(|link| panel(&link)).collect()
}

fn panel(link: &Link) -> ChannelPanel {
    let operation = link.operation;
    let channel = operation.channel.as_deref();
    let received = channel.into_iter().flat_map(|channel| &channel.frames);
    let received: Vec<_> = received.filter(|frame| frame.direction == Direction::Received).collect();
    let shown = received.iter().take(EVENTS).map(|frame| ChannelEvent {
        at_ms: ms(frame.at),
        kind: kind(frame.kind).into(),
        id: String::new(),
        data: String::from_utf8_lossy(&frame.bytes).chars().take(DATA).collect(),
    });
    ChannelPanel {
        operation: operation.id,
        scenario: operation.scenario.clone(),
        client: operation.client.to_string(),
        asked_ms: ms(operation.started),
        head_ms: link.detail.opened.map(|opened| ms(opened.max(operation.started))),
        done_ms: ms(operation.done),
        end: channel.map(|channel| end(&channel.end).into()),
        events: shown.collect(),
        count: received.len() as u64,
    }
}

fn kind(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Text => "text",
        FrameKind::Binary => "binary",
        FrameKind::Ping => "ping",
        FrameKind::Pong => "pong",
        FrameKind::Close => "close",
        FrameKind::Chunk => "chunk",
    }
}

/// Milliseconds, to the microsecond.
fn ms(time: Nanos) -> f64 {
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
    use serde_json::json;

    #[test]
    fn the_contract_is_shown_as_a_page_has_it() {
        let mut contract = Native::of_the_text();
        let relay = contract.websocket.relay.as_mut().unwrap();
        (relay.send, relay.subprotocols) = (json!({ "type": "message", "text": "$text" }), vec!["chat".into()]);
        let values: Vec<_> =
            rows(&Contract::of(&contract), None).into_iter().map(|row| (row.label, row.value)).collect();
        let said = |text: &str| Message::new("verbatim").text("text", text);
        let relay = said(r#"/  chat  send({"type":"message","text":"$text"})"#);
        assert_eq!(values, [("contract-relay", relay), ("contract-capitals", said("/capitals  send($text)"))]);
        assert_eq!(remark(&Contract::of(&contract)), None);
        contract.websocket.capitals = None;
        assert_eq!(remark(&Contract::of(&contract)).unwrap().id, "remark-relay-only");
    }
}
