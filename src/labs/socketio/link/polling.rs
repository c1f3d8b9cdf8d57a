//! Long polling: one request that waits for packets, one at most that brings some, and the probe of WebSocket beside them.

use super::cookies::Cookies;
use super::edge::Edge;
use super::log::After;
use super::session::{Command, LEAVING, Outgoing, Session};
use super::shared::Shared;
use super::websocket::{self, SocketEvent, WebSocket};
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::history::{ChannelEnd, Nanos, Reason, body_text};
use crate::labs::socketio::packet::payload::{self, Part};
use crate::labs::socketio::record::{How, OddAnswer};
use std::pin::Pin;
use std::sync::Arc;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

/// Something that goes on, or nothing.
type Pending<T> = Option<Pin<Box<dyn Future<Output = T> + Send>>>;

/// Waits for it; for ever if there is nothing.
async fn ready<T>(pending: &mut Pending<T>) -> T {
    let Some(future) = pending else { return std::future::pending().await };
    let done = future.await;
    *pending = None;
    done
}

/// So many characters of an answer are quoted.
const SHOWN: usize = 200;
/// No more packets are sent at once: python-engineio ends a session that brings more than 16, which is its default.
const PACKETS_MAX: usize = 16;

/// Goes on from the packets of the first answer to the end of the link, by whichever transport.
pub async fn run(session: &mut Session, came: Nanos, parts: Vec<Part>) -> ChannelEnd {
    if let Err(end) = hears_all(session, came, parts) {
        return end;
    }
    let mut probe: Pending<Result<WebSocket, String>> = None;
    if session.probes() {
        probe = Some(Box::pin(probes(
            session.edge.clone(),
            session.shared.clone(),
            ask(session, "websocket"),
            session.cookies.clone(),
        )));
    }
    let (mut poll, mut post): (Pending<Exchange>, Pending<Exchange>) = (None, None);
    // It has answered the probe: what is under way by polling comes to its end, and nothing new is begun.
    let mut answered: Option<WebSocket> = None;
    loop {
        if answered.is_none() {
            if poll.is_none() {
                poll = Some(polls(session));
            }
            if post.is_none() && !session.queue.is_empty() {
                post = Some(posts(session));
            }
        } else if poll.is_none()
            && post.is_none()
            && let Some(socket) = answered.take()
        {
            return session.upgraded(socket).await;
        }
        session.is_kept_waiting = post.is_some() || answered.is_some();
        tokio::select! {
            biased;
            exchange = ready(&mut post) => {
                session.free = exchange.arrived.unwrap_or(exchange.done);
                if let Err(end) = packets(session, "POST", &exchange) {
                    return end;
                }
            }
            exchange = ready(&mut poll) => {
                let came = exchange.arrived.unwrap_or(exchange.done);
                let heard = packets(session, "GET", &exchange).and_then(|body| {
                    let parts = payload::decode(&body).map_err(ChannelEnd::Cut)?;
                    hears_all(session, came, parts)
                });
                if let Err(end) = heard {
                    return end;
                }
            }
            probed = ready(&mut probe) => match probed {
                Ok(socket) => answered = Some(socket),
                Err(why) => session.shared.tell(|log| log.detail_mut().why_not_upgraded = Some(why)),
            },
            command = session.commands.recv() => match command {
                Some(Command::Send(packets)) => session.queue.extend(packets),
                Some(Command::Leave(How::Reset)) => {
                    session.edge.reset();
                    drop((poll, post));
                    session.left_by_reset();
                    return ChannelEnd::Left;
                }
                Some(Command::Leave(How::Clean)) => {
                    let _ = timeout(LEAVING, leave(session, post)).await;
                    return ChannelEnd::Left;
                }
                None => return ChannelEnd::Left,
            },
            () = session.silence.as_mut() => return session.no_ping(),
        }
    }
}

/// The path of a request of this session.
fn ask(session: &Session, transport: &str) -> String {
    session.edge.path(&session.path, &session.options, transport, Some(&session.handshake().sid))
}

fn polls(session: &Session) -> Pin<Box<dyn Future<Output = Exchange> + Send>> {
    let request = session.edge.request(ask(session, "polling"), None, &session.cookies);
    Box::pin(session.edge.clone().exchange(request, |_| ()))
}

/// Brings what is queued, as much of it as the target takes at once.
fn posts(session: &mut Session) -> Pin<Box<dyn Future<Output = Exchange> + Send>> {
    let most = session.handshake().max_payload.unwrap_or(u64::MAX);
    let (mut batch, mut size): (Vec<Outgoing>, u64) = (Vec::new(), 0);
    while let Some(next) = session.queue.front() {
        // With what stands between two packets.
        size += 1 + payload::encode(std::slice::from_ref(&next.part)).len() as u64;
        if batch.len() == PACKETS_MAX || !batch.is_empty() && size > most {
            break;
        }
        batch.extend(session.queue.pop_front());
    }
    let (now, free, shared) = (session.edge.now(), session.free, session.shared.clone());
    for _ in batch.iter().filter(|packet| packet.after == After::Pong) {
        shared.tell(|log| log.pong_begins(now, free));
    }
    let parts: Vec<Part> = batch.iter().map(|packet| packet.part.clone()).collect();
    let request = session.edge.request(ask(session, "polling"), Some(payload::encode(&parts)), &session.cookies);
    let sent = move |at| {
        shared.tell(|log| batch.iter().for_each(|packet| log.sent(at, &packet.part, packet.after)));
    };
    Box::pin(session.edge.clone().exchange(request, sent))
}

/// The body of an answer, if the link goes on after it.
fn packets(session: &mut Session, method: &str, exchange: &Exchange) -> Result<String, ChannelEnd> {
    let (code, text) = match &exchange.end {
        ExchangeEnd::Answered(response) => {
            let text = body_text(&response.body);
            if response.code == 200 {
                session.cookies.keep(&session.edge.host(), &session.path, response);
                return Ok(text.into_owned());
            }
            (Some(response.code), text.chars().take(SHOWN).collect())
        }
        ExchangeEnd::Refused(why) => (None, why.clone()),
        ExchangeEnd::Indeterminate(Reason::TooLarge(_)) => return Err(ChannelEnd::Flood),
        ExchangeEnd::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why)) => (None, why.clone()),
        ExchangeEnd::Indeterminate(Reason::NoAnswer | Reason::Left) => (None, "no answer".into()),
    };
    let end = match code {
        Some(code) => format!("{method} was answered {code} {text}"),
        None => format!("{method}: {text}"),
    };
    let odd = OddAnswer { at: exchange.done, method: method.into(), code, text };
    session.shared.tell(|log| log.odd(odd));
    Err(ChannelEnd::Cut(end))
}

fn hears_all(session: &mut Session, at: Nanos, parts: Vec<Part>) -> Result<(), ChannelEnd> {
    parts.into_iter().try_for_each(|part| session.hears(at, part).map(|_| ()))
}

/// Leaves in good order while a poll still waits: what is queued, the goodbyes, and the close packet.
async fn leave(session: &mut Session, post: Pending<Exchange>) {
    if let Some(post) = post {
        post.await;
    }
    session.queue.extend(session.goodbyes());
    while !session.queue.is_empty() {
        posts(session).await;
    }
    session.queue.push_back(Session::close_packet());
    posts(session).await;
}

/// Tries WebSocket: connects, and sends the probe. The WebSocket, once it is answered, or why there is none.
async fn probes(edge: Edge, shared: Arc<Shared>, path: String, mut cookies: Cookies) -> Result<WebSocket, String> {
    let probe = Part::Text("2probe".into());
    let (_, socket) = websocket::dial(edge, path, &mut cookies).await;
    let mut socket = socket?;
    let told = |end: ChannelEnd| match end {
        ChannelEnd::Cut(why) => why,
        _ => "closed before the probe was answered".into(),
    };
    socket.begin(Message::text("2probe")).map_err(told)?;
    loop {
        match socket.event().await {
            SocketEvent::Sent(at) => shared.tell(|log| log.sent(at, &probe, After::Nothing)),
            SocketEvent::Came(at, Message::Text(text)) if text == "3probe" => {
                shared.tell(|log| log.hear(at, Part::Text(text.to_string()))).map_err(told)?;
                return Ok(socket);
            }
            SocketEvent::Came(_, Message::Text(text)) => {
                let text: String = text.chars().take(SHOWN).collect();
                return Err(format!("the probe was answered with {text:?}"));
            }
            SocketEvent::Came(_, Message::Close(why)) => {
                let why = why.map(|why| format!(": {} {}", u16::from(why.code), why.reason)).unwrap_or_default();
                return Err(format!("closed before the probe was answered{why}"));
            }
            SocketEvent::Came(_, Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => {}
            SocketEvent::Came(_, Message::Binary(_)) => return Err("the probe was answered with bytes".into()),
            SocketEvent::Over(end) => return Err(told(end)),
        }
    }
}
