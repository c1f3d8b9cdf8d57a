use super::LinkOptions;
use crate::history::{Channel, ChannelEnd, Direction, Frame, FrameKind, Nanos};
use crate::labs::socketio::packet::payload::Part;
use crate::labs::socketio::packet::{Assembler, EnginePacket, Handshake, Packet, PacketKind};
use crate::labs::socketio::record::{LinkDetail, NamespaceDetail, OddAnswer, Transport, Unopened};
use std::collections::VecDeque;

/// So much is kept of one link, where there are not very many.
pub const SIZE_MAX: usize = 8 << 20;
/// What a frame takes beside its bytes: a flood of empty ones is one too.
const FRAME: usize = 64;
/// So many odd answers are kept.
const ODD_MAX: usize = 8;

/// What has come and gone over a link.
#[derive(Debug, Default)]
pub struct LinkLog {
    started: Nanos,
    frames: Vec<Frame>,
    size: usize,
    most: usize,
    assembler: Assembler,
    detail: LinkDetail,
    emits: Vec<EmitState>,
    next_id: u64,
    /// Pings of the target that are not answered yet, by when they came.
    pings: VecDeque<Nanos>,
    left: Option<Nanos>,
    over: Option<(Nanos, ChannelEnd)>,
}

/// What became of an event of ours.
#[derive(Debug, Clone, Default)]
pub struct EmitState {
    pub id: Option<u64>,
    pub sent: Option<Nanos>,
    /// When the acknowledgement came, and its JSON.
    pub ack: Option<(Nanos, String)>,
}

/// What is to be told once a packet has been handed to the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Nothing,
    Pong,
    Emit(usize),
    /// WebSocket is the transport from here on.
    Upgrade,
    /// The target has been told that we leave.
    Leave,
}

/// What follows from a packet that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The open packet: the handshake is known.
    Open,
    /// A pong is due.
    Ping,
    /// The probe is answered.
    Probed,
    Nothing,
}

impl LinkLog {
    pub(super) fn new(started: Nanos, options: &LinkOptions) -> Self {
        let (instance, transport) = (options.instance, options.transport);
        let detail = LinkDetail { instance, transport, ..LinkDetail::default() };
        Self { detail, started, most: options.most, ..Self::default() }
    }

    /// All packets in both directions so far, in the order in which they became known.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    pub fn detail(&self) -> &LinkDetail {
        &self.detail
    }

    /// When a frame that has come, this one or a later one, contains this text.
    pub fn heard(&self, text: &str, from: usize) -> Option<Nanos> {
        let contains = |frame: &&Frame| {
            frame.direction == Direction::Received
                && std::str::from_utf8(&frame.bytes).is_ok_and(|frame| frame.contains(text))
        };
        self.frames.get(from..)?.iter().find(contains).map(|frame| frame.at)
    }

    /// The link has ended, and why.
    pub fn end(&self) -> Option<&ChannelEnd> {
        self.over.as_ref().map(|(_, end)| end)
    }

    pub fn is_over(&self) -> bool {
        self.over.is_some()
    }

    pub fn over_at(&self) -> Option<Nanos> {
        self.over.as_ref().map(|(at, _)| *at)
    }

    /// The transport will not change any more.
    pub fn is_settled(&self) -> bool {
        let LinkDetail { handshake, upgraded, why_not_upgraded, .. } = &self.detail;
        handshake.is_some() && (upgraded.is_some() || why_not_upgraded.is_some() || !self.is_to_be_upgraded())
    }

    /// Whether a browser would try WebSocket: the target has said that it can be.
    pub(super) fn is_to_be_upgraded(&self) -> bool {
        let mut upgrades = self.detail.handshake.iter().flat_map(|handshake| &handshake.upgrades);
        self.detail.transport == Transport::Browser && upgrades.any(|name| name == "websocket")
    }

    pub fn is_connected(&self, namespace: &str) -> bool {
        let asked = self.detail.namespaces.iter().rev().find(|asked| asked.name == namespace);
        !self.is_over() && asked.is_some_and(|asked| asked.connected.is_some() && asked.ended.is_none())
    }

    /// The namespaces that are connected now.
    pub fn namespaces(&self) -> Vec<String> {
        let names = self.detail.namespaces.iter().map(|asked| &asked.name);
        names.filter(|name| self.is_connected(name)).cloned().collect()
    }

    pub fn emit(&self, index: usize) -> &EmitState {
        &self.emits[index]
    }

    pub(super) fn detail_mut(&mut self) -> &mut LinkDetail {
        &mut self.detail
    }

    pub(super) fn started(&self) -> Nanos {
        self.started
    }

    pub(super) fn next_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id - 1
    }

    pub(super) fn emits(&mut self, id: Option<u64>) -> usize {
        self.emits.push(EmitState { id, ..EmitState::default() });
        self.emits.len() - 1
    }

    pub(super) fn asks_for(&mut self, at: Nanos, namespace: &str) {
        let asked = NamespaceDetail { name: namespace.into(), asked: at, ..NamespaceDetail::default() };
        self.detail.namespaces.push(asked);
    }

    pub(super) fn odd(&mut self, odd: OddAnswer) {
        if self.detail.odd.len() < ODD_MAX {
            self.detail.odd.push(odd);
        }
    }

    /// A packet came. An error is the end of the link.
    pub(super) fn hear(&mut self, at: Nanos, part: Part) -> Result<Heard, ChannelEnd> {
        let text = match part {
            Part::Binary(bytes) => {
                self.keep(at, Direction::Received, FrameKind::Binary, bytes.clone())?;
                let whole = self.assembler.binary(bytes).map_err(ChannelEnd::Cut)?;
                return whole.map_or(Ok(()), |whole| self.hear_packet(at, &whole.packet)).map(|()| Heard::Nothing);
            }
            Part::Text(text) => text,
        };
        self.keep(at, Direction::Received, FrameKind::Text, text.clone().into_bytes())?;
        match EnginePacket::decode(&text).map_err(ChannelEnd::Cut)? {
            EnginePacket::Open(json) => {
                self.detail.handshake = Some(Handshake::decode(json).map_err(ChannelEnd::Cut)?);
                Ok(Heard::Open)
            }
            EnginePacket::Close => Err(ChannelEnd::Ended),
            EnginePacket::Ping(_) => {
                self.pings.push_back(at);
                Ok(Heard::Ping)
            }
            EnginePacket::Pong("probe") => Ok(Heard::Probed),
            EnginePacket::Message(text) => {
                let whole = self.assembler.text(text).map_err(ChannelEnd::Cut)?;
                whole.map_or(Ok(()), |whole| self.hear_packet(at, &whole.packet)).map(|()| Heard::Nothing)
            }
            EnginePacket::Pong(_) | EnginePacket::Upgrade | EnginePacket::Noop => Ok(Heard::Nothing),
        }
    }

    fn hear_packet(&mut self, at: Nanos, packet: &Packet) -> Result<(), ChannelEnd> {
        // A namespace may have been asked for with a query, which the answer does not repeat.
        let is_it = |asked: &&mut NamespaceDetail| asked.name.split('?').next() == Some(&*packet.namespace);
        let asked = self.detail.namespaces.iter_mut().rev().find(is_it);
        match packet.kind {
            PacketKind::Connect => {
                // The official client has the same sign.
                if !packet.data.as_ref().is_some_and(|data| data["sid"].is_string()) {
                    self.detail.unopened = Some(Unopened::Protocol3);
                    return Err(ChannelEnd::Cut("connected without a sid, as version 2 of Socket.IO does".into()));
                }
                asked.into_iter().for_each(|asked| asked.connected = asked.connected.or(Some(at)));
            }
            PacketKind::ConnectError => asked.into_iter().for_each(|asked| asked.refused = packet.as_refusal()),
            PacketKind::Disconnect => asked.into_iter().for_each(|asked| asked.ended = Some(at)),
            PacketKind::Ack | PacketKind::BinaryAck => {
                let acked = packet.as_ack().and_then(|(id, data)| {
                    let emit = self.emits.iter_mut().find(|emit| emit.id == Some(id) && emit.ack.is_none())?;
                    Some((emit, data))
                });
                if let Some((emit, data)) = acked {
                    emit.ack = Some((at, data.to_string()));
                }
            }
            PacketKind::Event | PacketKind::BinaryEvent => {}
        }
        Ok(())
    }

    /// A frame of WebSocket that is none of the packets.
    pub(super) fn control(&mut self, at: Nanos, kind: FrameKind, bytes: Vec<u8>) -> Result<(), ChannelEnd> {
        self.keep(at, Direction::Received, kind, bytes)
    }

    /// A packet of ours has been handed to the system.
    pub(super) fn sent(&mut self, at: Nanos, part: &Part, after: After) {
        let (kind, bytes) = match part {
            Part::Text(text) => (FrameKind::Text, text.clone().into_bytes()),
            Part::Binary(bytes) => (FrameKind::Binary, bytes.clone()),
        };
        self.frames.push(Frame { at, direction: Direction::Sent, kind, bytes });
        match after {
            After::Emit(index) => self.emits[index].sent = Some(at),
            After::Upgrade => self.detail.upgraded = Some(at),
            After::Leave => self.leaves(at),
            After::Pong | After::Nothing => {}
        }
    }

    /// Our close frame has been handed to the system.
    pub(super) fn closes(&mut self, at: Nanos) {
        self.frames.push(Frame { at, direction: Direction::Sent, kind: FrameKind::Close, bytes: vec![] });
        self.leaves(at);
    }

    /// Our answer to the oldest ping begins to be sent. The way to the target was free since then: what it kept us waiting
    /// is no delay of ours.
    pub(super) fn pong_begins(&mut self, now: Nanos, free: Nanos) {
        if let Some(came) = self.pings.pop_front() {
            let took = now.saturating_sub(came.max(free));
            self.detail.slowest_pong = self.detail.slowest_pong.max(Some(took));
        }
    }

    /// The target's system has been told that we leave.
    pub(super) fn leaves(&mut self, at: Nanos) {
        self.left = self.left.or(Some(at));
    }

    pub(super) fn left(&self) -> Option<Nanos> {
        self.left
    }

    /// It is over. A ping that was not answered counts unless the target kept its answer waiting.
    pub(super) fn ends(&mut self, at: Nanos, end: ChannelEnd, kept_waiting: bool) {
        self.detail.unanswered_ping = self.pings.front().copied().filter(|_| !kept_waiting);
        if self.is_to_be_upgraded() && !self.is_settled() {
            self.detail.why_not_upgraded = Some("no answer as long as the link lasted".into());
        }
        self.over = Some((at, end));
    }

    /// What is written down of it.
    pub(super) fn take(&mut self) -> (Channel, LinkDetail) {
        let mut frames = std::mem::take(&mut self.frames);
        frames.sort_by_key(|frame| frame.at);
        let end = self.end().cloned().unwrap_or(ChannelEnd::Left);
        (Channel { frames, end }, self.detail.clone())
    }

    fn keep(&mut self, at: Nanos, direction: Direction, kind: FrameKind, bytes: Vec<u8>) -> Result<(), ChannelEnd> {
        self.size += bytes.len() + FRAME;
        if self.size > self.most {
            return Err(ChannelEnd::Flood);
        }
        // The kernel's clock is read anew for each frame, to some nanoseconds: what came later is not earlier for that.
        let last = self.frames.iter().rfind(|frame| frame.direction == direction).map_or(0, |frame| frame.at);
        self.frames.push(Frame { at: at.max(last), direction, kind, bytes });
        Ok(())
    }
}
