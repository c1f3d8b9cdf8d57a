//! One subscription: opened, listened to, left.

use super::buffer::StreamBuffer;
use crate::driver::wire::{Exchange, ExchangeEnd, RawConnection, Request, Response, StreamChunk};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::{Channel, ChannelEnd, EXCERPT, Frame, Operation, Reason};
use crate::labs::sse::record::StreamKind;
use crate::labs::sse::state::StreamState;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub struct Subscriber {
    buffer: Arc<Mutex<StreamBuffer>>,
    close: oneshot::Sender<Reason>,
    task: JoinHandle<Operation>,
}

impl Subscriber {
    pub fn start(context: Arc<Context>, caller: Caller, request: Request) -> Self {
        let buffer = Arc::new(Mutex::new(StreamBuffer::new(context.clock.now())));
        let (close, closed) = oneshot::channel();
        let task = tokio::spawn(listen(context, caller, request, buffer.clone(), closed));
        Self { buffer, close, task }
    }

    pub fn buffer(&self) -> MutexGuard<'_, StreamBuffer> {
        self.buffer.lock().expect("no holder panics")
    }

    pub fn has_event(&self) -> bool {
        self.buffer().has_event()
    }

    /// It has its head, or never will.
    pub fn has_begun(&self) -> bool {
        self.buffer().opened || self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.task.is_finished()
    }

    pub async fn leave(self, state: &StreamState) {
        let _ = self.close.send(Reason::Left);
        let _ = self.task.await;
        let buffer = self.buffer.lock().expect("no holder panics");
        state.learn(buffer.last_id.clone(), buffer.interval().map(Duration::from_nanos));
    }
}

async fn listen(
    context: Arc<Context>,
    caller: Caller,
    request: Request,
    buffer: Arc<Mutex<StreamBuffer>>,
    closed: oneshot::Receiver<Reason>,
) -> Operation {
    let record = |exchange: Exchange, channel: Option<Box<Channel>>| {
        let extra = Extra { channel, ..Extra::default() };
        context.record(&caller, StreamKind::Stream.name(), kept::request(&request), exchange, extra)
    };
    let mut line = match RawConnection::connect(&*context.connector, context.clock).await {
        Ok(line) => line,
        Err(refused) => return record(refused, None),
    };
    if let Err(error) = line.send(&context.encode(&request)).await {
        return record(line.cut(&error), None);
    }
    let (mut head, mut is_flood) = (None, false);
    let hear = |heard: StreamChunk<'_>| {
        let mut buffer = buffer.lock().expect("no holder panics");
        match heard {
            StreamChunk::Head(response) => {
                head = Some(response.clone());
                buffer.opened = true;
            }
            StreamChunk::Piece(at, bytes) => {
                is_flood = !buffer.push(Frame::chunk(at, bytes));
                if is_flood {
                    return Err(Reason::Left);
                }
            }
        }
        Ok(())
    };
    let exchange = line.listen(closed, hear).await;
    let frames = buffer.lock().expect("no holder panics").frames.clone();
    match head {
        Some(head) => {
            let (exchange, end) = answered(exchange, head, &frames, is_flood);
            record(exchange, Some(Box::new(Channel { frames, end })))
        }
        None => record(exchange, None),
    }
}

/// The head counts as the answer, with the first bytes of what followed; how the stream ended is told apart from it.
fn answered(exchange: Exchange, head: Response, frames: &[Frame], is_flood: bool) -> (Exchange, ChannelEnd) {
    let end = match &exchange.end {
        _ if is_flood => ChannelEnd::Flood,
        ExchangeEnd::Answered(_) => ChannelEnd::Ended,
        ExchangeEnd::Indeterminate(Reason::Left | Reason::NoAnswer) => ChannelEnd::Left,
        ExchangeEnd::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why))
        | ExchangeEnd::Refused(why) => ChannelEnd::Cut(why.clone()),
    };
    let body: Vec<u8> = frames.iter().flat_map(|frame| &frame.bytes).copied().take(EXCERPT).collect();
    (Exchange { end: ExchangeEnd::Answered(Response { body, extra: 0, ..head }), ..exchange }, end)
}
