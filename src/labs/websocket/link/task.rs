use super::log::Shared;
use super::{Command, Outgoing};
use crate::driver::Context;
use crate::driver::wire::{SocketEvent, Upgrade, WebSocket, dial};
use crate::history::{ChannelEnd, FrameKind, Nanos};
use crate::labs::websocket::place::Place;
use crate::labs::websocket::record::How;
use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::frame::Frame as RawFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message};

/// Leaving in good order takes no longer than this: so long the answer to our close is waited for.
pub const LEAVING: Duration = Duration::from_secs(1);
/// The most that is read of one message: what we send is relayed with a little around it.
const MESSAGE_MAX: usize = 4 << 20;

/// What goes over a connection, from the first request to its end.
struct Session {
    context: Arc<Context>,
    shared: Arc<Shared>,
    commands: UnboundedReceiver<Command>,
    queue: VecDeque<(usize, Outgoing)>,
    /// What is on its way to the system.
    sending: Option<(usize, Outgoing)>,
}

impl Drop for Session {
    /// Whatever ends it, nobody waits for it any more.
    fn drop(&mut self) {
        let now = self.context.clock.now();
        self.shared.tell(|log| log.ends(now, ChannelEnd::Left));
    }
}

pub async fn run(
    context: Arc<Context>,
    place: Place,
    subprotocols: Vec<String>,
    shared: Arc<Shared>,
    commands: UnboundedReceiver<Command>,
) {
    let mut session = Session { context, shared, commands, queue: VecDeque::new(), sending: None };
    let end = match session.connect(&place, &subprotocols).await {
        Some(socket) => session.goes_on(socket).await,
        None => ChannelEnd::Cut("there is no WebSocket".into()),
    };
    let now = session.context.clock.now();
    session.shared.tell(|log| log.ends(now, end));
}

/// What a message of ours is on the wire.
fn message(outgoing: &Outgoing) -> Message {
    match outgoing {
        Outgoing::Text(text) => Message::text(text.clone()),
        Outgoing::Binary(bytes) => Message::binary(bytes.clone()),
        Outgoing::Ping(bytes) => Message::Ping(bytes.clone().into()),
        Outgoing::BadText(bytes) => Message::Frame(RawFrame::message(bytes.clone(), OpCode::Data(Data::Text), true)),
    }
}

fn kept(outgoing: &Outgoing) -> (FrameKind, &[u8]) {
    match outgoing {
        Outgoing::Text(text) => (FrameKind::Text, text.as_bytes()),
        Outgoing::BadText(bytes) => (FrameKind::Text, bytes),
        Outgoing::Binary(bytes) => (FrameKind::Binary, bytes),
        Outgoing::Ping(bytes) => (FrameKind::Ping, bytes),
    }
}

impl Session {
    /// Nothing if there is no WebSocket, or it was left before there was one.
    async fn connect(&mut self, place: &Place, subprotocols: &[String]) -> Option<WebSocket> {
        self.context.may_leave().await;
        let asked = (!subprotocols.is_empty()).then(|| ("sec-websocket-protocol", subprotocols.join(", ")));
        let upgrade = Upgrade { path: place.path.clone(), headers: asked.into_iter().collect(), most: MESSAGE_MAX };
        let mut dialling = pin!(dial(&*place.connector, self.context.clock, &upgrade));
        loop {
            tokio::select! {
                biased;
                (exchange, socket) = &mut dialling => {
                    self.shared.tell(|log| log.answered(&exchange, socket.is_ok()));
                    return socket.ok();
                }
                command = self.commands.recv() => match command {
                    Some(Command::Send(index, outgoing)) => self.queue.push_back((index, outgoing)),
                    Some(Command::Leave(_)) | None => return None,
                },
            }
        }
    }

    async fn goes_on(&mut self, mut socket: WebSocket) -> ChannelEnd {
        loop {
            if let Err(end) = self.begin(&mut socket) {
                return end;
            }
            tokio::select! {
                biased;
                event = socket.event() => if let Err(end) = self.happens(event) {
                    // The other side's close is answered before the connection is given up.
                    let _ = timeout(LEAVING / 10, socket.event()).await;
                    return end;
                },
                command = self.commands.recv() => match command {
                    Some(Command::Send(index, outgoing)) => self.queue.push_back((index, outgoing)),
                    Some(Command::Leave(how)) => {
                        let now = self.context.clock.now();
                        self.shared.tell(|log| log.leaves(now, how));
                        match how {
                            How::Reset => socket.reset(),
                            How::Clean => drop(timeout(LEAVING, self.leave(socket)).await),
                        }
                        return ChannelEnd::Left;
                    }
                    None => return ChannelEnd::Left,
                },
            }
        }
    }

    /// Begins to send what is next, if nothing is being sent.
    fn begin(&mut self, socket: &mut WebSocket) -> Result<(), ChannelEnd> {
        if socket.is_sending() {
            return Ok(());
        }
        let Some(next) = self.queue.pop_front() else { return Ok(()) };
        let message = message(&next.1);
        self.sending = Some(next);
        socket.begin(message)
    }

    fn happens(&mut self, event: SocketEvent) -> Result<(), ChannelEnd> {
        match event {
            SocketEvent::Sent(at) => {
                let sent = self.sending.take();
                self.shared.tell(|log| match &sent {
                    Some((index, outgoing)) => {
                        let (kind, bytes) = kept(outgoing);
                        log.sends(Some(*index), at, kind, bytes);
                    }
                    None => log.sends(None, at, FrameKind::Close, &[]),
                });
                Ok(())
            }
            SocketEvent::Came(at, Message::Text(text)) => self.hears(at, FrameKind::Text, text.as_bytes()),
            SocketEvent::Came(at, Message::Binary(bytes)) => self.hears(at, FrameKind::Binary, &bytes),
            SocketEvent::Came(at, Message::Ping(bytes)) => self.hears(at, FrameKind::Ping, &bytes),
            SocketEvent::Came(at, Message::Pong(bytes)) => self.hears(at, FrameKind::Pong, &bytes),
            SocketEvent::Came(at, Message::Close(why)) => {
                let why = why.map(|why| [&u16::from(why.code).to_be_bytes(), why.reason.as_bytes()].concat());
                self.hears(at, FrameKind::Close, &why.unwrap_or_default())?;
                Err(ChannelEnd::Ended)
            }
            // Only what is written by hand has such a form.
            SocketEvent::Came(_, Message::Frame(_)) => Ok(()),
            SocketEvent::Over(end) => Err(end),
        }
    }

    fn hears(&mut self, at: Nanos, kind: FrameKind, bytes: &[u8]) -> Result<(), ChannelEnd> {
        self.shared.tell(|log| log.hears(at, kind, bytes))
    }

    /// Leaves in good order: what is queued, then the close frame, as of a tab that is closed; and waits for that of the
    /// target.
    async fn leave(&mut self, mut socket: WebSocket) {
        let mut is_closed = false;
        loop {
            if self.begin(&mut socket).is_err() {
                return;
            }
            if !socket.is_sending() && !is_closed {
                is_closed = true;
                let away = CloseFrame { code: CloseCode::Away, reason: "".into() };
                if socket.begin(Message::Close(Some(away))).is_err() {
                    return;
                }
            }
            let event = socket.event().await;
            if self.happens(event).is_err() {
                return;
            }
        }
    }
}
