use super::cookies::Cookies;
use super::edge::Edge;
use super::log::{After, Heard};
use super::shared::Shared;
use super::websocket::{SocketEvent, WebSocket};
use super::{LinkOptions, message};
use crate::driver::Context;
use crate::history::{ChannelEnd, FrameKind, Nanos};
use crate::labs::socketio::packet::payload::Part;
use crate::labs::socketio::packet::{EnginePacket, Handshake, Packet};
use crate::labs::socketio::record::How;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

/// Leaving in good order takes no longer than this.
pub const LEAVING: Duration = Duration::from_secs(1);

pub enum Command {
    Send(Vec<Outgoing>),
    Leave(How),
}

/// A packet that is to be sent.
pub struct Outgoing {
    pub part: Part,
    pub after: After,
}

impl Outgoing {
    fn engine(packet: EnginePacket, after: After) -> Self {
        Self { part: Part::Text(packet.encode()), after }
    }

    pub fn packet(packet: &Packet) -> Self {
        Self { part: message(packet), after: After::Nothing }
    }

    pub fn emit(packet: &Packet, index: usize) -> Self {
        Self { part: message(packet), after: After::Emit(index) }
    }
}

/// The task of one link.
pub struct Session {
    pub edge: Edge,
    pub shared: Arc<Shared>,
    pub options: LinkOptions,
    pub commands: UnboundedReceiver<Command>,
    pub cookies: Cookies,
    /// Where Engine.IO is, after any redirects.
    pub path: String,
    pub queue: VecDeque<Outgoing>,
    /// Since when the target has taken all that we sent.
    pub free: Nanos,
    /// What we want to send waits for the target.
    pub is_kept_waiting: bool,
    /// When a client gives up that hears no ping.
    pub silence: Pin<Box<Sleep>>,
}

/// No ping is missed before the target has said how often it sends one.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

impl Drop for Session {
    /// Whatever ends it, nobody waits for it any more.
    fn drop(&mut self) {
        let now = self.edge.now();
        let kept_waiting = self.is_kept_waiting;
        self.shared.tell(|log| {
            if !log.is_over() {
                log.ends(now, ChannelEnd::Left, kept_waiting);
            }
        });
    }
}

impl Session {
    pub fn new(
        context: Arc<Context>,
        shared: Arc<Shared>,
        options: LinkOptions,
        commands: UnboundedReceiver<Command>,
    ) -> Self {
        let path = options.path.clone();
        shared.tell(|log| log.asks_for(context.clock.now(), &options.namespace));
        Self {
            edge: Edge::new(context, options.instance),
            shared,
            options,
            commands,
            cookies: Cookies::default(),
            path,
            queue: VecDeque::new(),
            free: 0,
            is_kept_waiting: false,
            silence: Box::pin(sleep(NEVER)),
        }
    }

    pub fn handshake(&self) -> Handshake {
        self.shared.log().detail().handshake.clone().unwrap_or_default()
    }

    /// A packet came: what every transport does about it.
    pub fn hears(&mut self, at: Nanos, part: Part) -> Result<Heard, ChannelEnd> {
        let heard = self.shared.tell(|log| log.hear(at, part))?;
        match heard {
            Heard::Open => {
                let connect = Packet::connect(&self.options.namespace, self.options.auth.clone());
                self.queue.push_front(Outgoing::packet(&connect));
                self.awaits_ping();
            }
            Heard::Ping => {
                self.queue.push_front(Outgoing::engine(EnginePacket::Pong(""), After::Pong));
                self.awaits_ping();
            }
            Heard::Probed | Heard::Nothing => {}
        }
        Ok(heard)
    }

    fn awaits_ping(&mut self) {
        let Handshake { ping_interval, ping_timeout, .. } = self.handshake();
        self.silence.as_mut().reset(Instant::now() + Duration::from_millis(ping_interval + ping_timeout));
    }

    /// As the official client ends where no ping comes.
    pub fn no_ping(&self) -> ChannelEnd {
        let Handshake { ping_interval, ping_timeout, .. } = self.handshake();
        ChannelEnd::Cut(format!("no ping within {} ms", ping_interval + ping_timeout))
    }

    /// What this client sends before it leaves in good order: it disconnects from each namespace.
    pub fn goodbyes(&self) -> Vec<Outgoing> {
        let goodbye = |namespace: &String| message(&Packet::disconnect(namespace));
        let names = self.shared.log().namespaces();
        names.iter().map(|name| Outgoing { part: goodbye(name), after: After::Leave }).collect()
    }

    pub fn close_packet() -> Outgoing {
        Outgoing::engine(EnginePacket::Close, After::Leave)
    }

    pub fn left_by_reset(&mut self) {
        let now = self.edge.now();
        self.shared.tell(|log| log.leaves(now));
    }

    /// Goes on by a WebSocket that has answered the probe.
    pub async fn upgraded(&mut self, socket: WebSocket) -> ChannelEnd {
        self.queue.push_front(Outgoing::engine(EnginePacket::Upgrade, After::Upgrade));
        self.is_kept_waiting = false;
        self.over_websocket(socket).await
    }

    pub async fn over_websocket(&mut self, mut socket: WebSocket) -> ChannelEnd {
        let mut sending = None;
        loop {
            if let Err(end) = self.begin(&mut socket, &mut sending) {
                return end;
            }
            self.is_kept_waiting = sending.is_some();
            tokio::select! {
                biased;
                event = socket.event() => if let Err(end) = self.happens(event, &mut sending) {
                    // The other side's close is answered before the connection is given up.
                    let _ = timeout(LEAVING / 10, socket.event()).await;
                    return end;
                },
                command = self.commands.recv() => match command {
                    Some(Command::Send(packets)) => self.queue.extend(packets),
                    Some(Command::Leave(How::Reset)) => {
                        socket.reset();
                        self.left_by_reset();
                        return ChannelEnd::Left;
                    }
                    Some(Command::Leave(How::Clean)) => {
                        let _ = timeout(LEAVING, self.leave(socket, sending)).await;
                        return ChannelEnd::Left;
                    }
                    None => return ChannelEnd::Left,
                },
                () = self.silence.as_mut() => return self.no_ping(),
            }
        }
    }

    /// Begins to send what is next, if nothing is being sent.
    fn begin(&mut self, socket: &mut WebSocket, sending: &mut Option<Outgoing>) -> Result<(), ChannelEnd> {
        if socket.is_sending() {
            return Ok(());
        }
        let Some(next) = self.queue.pop_front() else { return Ok(()) };
        if next.after == After::Pong {
            let (now, free) = (self.edge.now(), self.free);
            self.shared.tell(|log| log.pong_begins(now, free));
        }
        let message = match &next.part {
            Part::Text(text) => Message::text(text.clone()),
            Part::Binary(bytes) => Message::binary(bytes.clone()),
        };
        *sending = Some(next);
        socket.begin(message)
    }

    fn happens(&mut self, event: SocketEvent, sending: &mut Option<Outgoing>) -> Result<(), ChannelEnd> {
        match event {
            SocketEvent::Sent(at) => {
                self.free = at;
                let sent = sending.take();
                self.shared.tell(|log| match sent {
                    Some(sent) => log.sent(at, &sent.part, sent.after),
                    None => log.closes(at),
                });
                Ok(())
            }
            SocketEvent::Came(at, Message::Text(text)) => self.hears(at, Part::Text(text.to_string())).map(|_| ()),
            SocketEvent::Came(at, Message::Binary(bytes)) => self.hears(at, Part::Binary(bytes.to_vec())).map(|_| ()),
            SocketEvent::Came(at, Message::Ping(bytes)) => self.control(at, FrameKind::Ping, bytes.to_vec()),
            SocketEvent::Came(at, Message::Pong(bytes)) => self.control(at, FrameKind::Pong, bytes.to_vec()),
            SocketEvent::Came(at, Message::Close(why)) => {
                let why = why.map(|why| [&u16::from(why.code).to_be_bytes(), why.reason.as_bytes()].concat());
                self.control(at, FrameKind::Close, why.unwrap_or_default())?;
                Err(ChannelEnd::Ended)
            }
            // Only what is written by hand has such a form.
            SocketEvent::Came(_, Message::Frame(_)) => Ok(()),
            SocketEvent::Over(end) => Err(end),
        }
    }

    fn control(&mut self, at: Nanos, kind: FrameKind, bytes: Vec<u8>) -> Result<(), ChannelEnd> {
        self.shared.tell(|log| log.control(at, kind, bytes))
    }

    /// Leaves in good order: what is queued, the goodbyes, the close frame; and waits for that of the target.
    async fn leave(&mut self, mut socket: WebSocket, mut sending: Option<Outgoing>) {
        self.queue.extend(self.goodbyes());
        let mut is_closed = false;
        loop {
            if self.begin(&mut socket, &mut sending).is_err() {
                return;
            }
            if !socket.is_sending() && !is_closed {
                is_closed = true;
                if socket.begin(Message::Close(None)).is_err() {
                    return;
                }
            }
            let event = socket.event().await;
            if self.happens(event, &mut sending).is_err() {
                return;
            }
        }
    }

    /// Whether WebSocket is to be tried beside polling.
    pub fn probes(&self) -> bool {
        self.shared.log().is_to_be_upgraded()
    }
}
