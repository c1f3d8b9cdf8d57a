//! One subscription: opened, listened to, left.

mod buffer;

use super::record::StreamKind;
use crate::driver::wire::{Exchange, ExchangeEnd, RawConnection, Request, Response, StreamChunk};
use crate::driver::{Caller, Context, Extra, TOO_MANY, kept};
use crate::history::{Channel, ChannelEnd, EXCERPT, Frame, Nanos, Operation, Reason};
use buffer::StreamBuffer;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A request for a stream, as a browser's `EventSource` makes it.
pub fn request(context: &Context, path: &str) -> Request {
    let mut request = context.get(path);
    request.headers.push(("Accept".into(), "text/event-stream".into()));
    request.headers.push(("Cache-Control".into(), "no-cache".into()));
    request
}

pub struct Subscriber {
    buffer: Arc<Mutex<StreamBuffer>>,
    entry: Arc<Mutex<Entry>>,
    close: oneshot::Sender<Reason>,
    task: JoinHandle<Operation>,
}

/// As what it is written down when it ends.
struct Entry {
    caller: Caller,
    kind: StreamKind,
}

impl Subscriber {
    /// Subscribes as soon as one more request may leave.
    pub async fn start(context: Arc<Context>, caller: Caller, request: Request) -> Self {
        Self::start_as(StreamKind::Stream, context, caller, request).await
    }

    /// What is asked may turn out to be no stream.
    pub async fn start_as(kind: StreamKind, context: Arc<Context>, caller: Caller, request: Request) -> Self {
        context.may_leave().await;
        let buffer = Arc::new(Mutex::new(StreamBuffer::new(context.clock.now())));
        let entry = Arc::new(Mutex::new(Entry { caller, kind }));
        let (close, closed) = oneshot::channel();
        let listening = Listening { context, request, buffer: buffer.clone(), entry: entry.clone() };
        Self { buffer, entry, close, task: tokio::spawn(listening.listen(closed)) }
    }

    pub fn buffer(&self) -> MutexGuard<'_, StreamBuffer> {
        self.buffer.lock().expect("no holder panics")
    }

    pub fn has_event(&self) -> bool {
        self.buffer().has_event()
    }

    /// It has its head, or never will.
    pub fn has_begun(&self) -> bool {
        self.buffer().head.is_some() || self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.task.is_finished()
    }

    /// It is over, or nothing will come any more.
    pub fn is_done_for(&self, now: Nanos, first: Nanos, slack: Nanos) -> bool {
        self.is_over() || self.buffer().is_silent(now, first, slack)
    }

    /// It goes on in a scenario, as this client of it.
    pub fn goes_on_as(&self, caller: Caller) {
        self.entry.lock().expect("no holder panics").caller = caller;
    }

    /// It may be a stream.
    pub fn is_a_stream(&self) {
        self.entry.lock().expect("no holder panics").kind = StreamKind::Stream;
    }

    /// Leaves, if it is not over. Tells what came of it.
    pub async fn close(self) -> Operation {
        let _ = self.close.send(Reason::Left);
        self.task.await.expect("listening does not panic")
    }
}

struct Listening {
    context: Arc<Context>,
    request: Request,
    buffer: Arc<Mutex<StreamBuffer>>,
    entry: Arc<Mutex<Entry>>,
}

impl Listening {
    fn record(&self, exchange: Exchange, channel: Option<Channel>) -> Operation {
        let Entry { caller, kind } = &*self.entry.lock().expect("no holder panics");
        let channel = channel.filter(|_| *kind == StreamKind::Stream).map(Box::new);
        let extra = Extra { channel, ..Extra::default() };
        self.context.record(caller, kind.name(), kept::request(&self.request), exchange, extra)
    }

    async fn listen(self, mut closed: oneshot::Receiver<Reason>) -> Operation {
        loop {
            if let Some(operation) = self.once(&mut closed).await {
                return operation;
            }
            if let Err(over) = self.context.may_leave_unless(&mut closed).await {
                return self.record(over, None);
            }
            *self.buffer.lock().expect("no holder panics") = StreamBuffer::new(self.context.clock.now());
        }
    }

    /// Subscribes once. None if that is to be done again, since there were too many requests.
    async fn once(&self, closed: &mut oneshot::Receiver<Reason>) -> Option<Operation> {
        let (clock, request) = (self.context.clock, self.context.encode(&self.request));
        let started = clock.now();
        let asked = tokio::select! {
            biased;
            asked = RawConnection::ask(&*self.context.connector, clock, &request) => asked,
            // Where nobody accepts, connecting takes as long as the system likes.
            _ = &mut *closed => {
                let end = ExchangeEnd::Indeterminate(Reason::Left);
                let (done, network) = (clock.now(), None);
                Err(Exchange { started, sent: None, head: None, done, arrived: None, network, end })
            }
        };
        let line = match asked {
            Ok(line) => line,
            Err(over) => return Some(self.record(over, None)),
        };
        // One that is open may be why the next one is refused.
        let (mut is_flood, mut refusal, mut crowd) = (false, None, None);
        let hear = |heard: StreamChunk<'_>| {
            let mut buffer = self.buffer.lock().expect("no holder panics");
            match heard {
                StreamChunk::Head(response) if response.code == TOO_MANY => refusal = Some(response.clone()),
                StreamChunk::Head(response) => {
                    crowd = Some(self.context.pace.crowd());
                    buffer.head = Some(response.clone());
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
        drop(crowd);
        let caller = self.entry.lock().expect("no holder panics").caller.clone();
        let exchange = self.context.taken(&caller, &self.request, exchange)?;
        if refusal.is_some() {
            self.buffer.lock().expect("no holder panics").head = refusal;
        }
        let (head, frames) = {
            let buffer = self.buffer.lock().expect("no holder panics");
            (buffer.head.clone(), buffer.frames.clone())
        };
        Some(match head {
            Some(head) => {
                let (exchange, end) = answered(exchange, head, &frames, is_flood);
                self.record(exchange, Some(Channel { frames, end }))
            }
            None => self.record(exchange, None),
        })
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
