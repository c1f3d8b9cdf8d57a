use super::deed::deed;
use super::{Deed, ms};
use lab::history::{Channel, ChannelEnd, Client, Frame};
use lab::labs::sse::contract::STREAM_PATH;
use lab::labs::sse::record::{self, StreamKind, StreamRole};

/// A client that listens to the stream.
pub fn subscriber(number: u32) -> Deed {
    subscription(StreamRole::Subscriber, number)
}

/// One that accepts compressed answers.
pub fn browser(number: u32) -> Deed {
    subscription(StreamRole::Browser, number)
}

/// One that says which event it saw last.
pub fn returner(number: u32) -> Deed {
    subscription(StreamRole::Returner, number)
}

fn subscription(role: StreamRole, number: u32) -> Deed {
    let client = Client { role: role.name(), number };
    deed(Some(record::ID), client, StreamKind::Stream.name(), "GET", STREAM_PATH)
}

/// A quote in the shape of the lab text, another one for each number.
pub fn quote(number: u32) -> String {
    let symbol = ["AAPL", "GOOG", "MSFT", "AMZN"][number as usize % 4];
    format!(r#"{{"symbol":"{symbol}","price":{}.25,"change":-0.5}}"#, 150 + number)
}

/// It as an event.
pub fn event(data: &str) -> String {
    format!("data: {data}\n\n")
}

impl Deed {
    /// The head was there then, as the lab text wants it.
    pub fn opened(self, head: impl Into<f64>) -> Self {
        self.answered_with(head, 200)
            .header("content-type", "text/event-stream")
            .header("cache-control", "no-cache")
            .header("x-accel-buffering", "no")
    }

    /// It tells which event it saw last.
    pub fn saw_last(mut self, id: &str) -> Self {
        self.operation.request.headers.push(("Last-Event-ID".into(), id.into()));
        self
    }

    /// A head without any header; until another end is told, we left then.
    pub fn answered_with(self, head: impl Into<f64>, code: u16) -> Self {
        let head = head.into();
        let mut deed = self.code(head, code);
        deed.operation.head = Some(ms(head));
        deed.operation.channel = Some(Box::new(Channel { frames: vec![], end: ChannelEnd::Left }));
        deed
    }

    /// These bytes came together.
    pub fn piece(mut self, at: impl Into<f64>, bytes: impl AsRef<[u8]>) -> Self {
        let at = ms(at);
        let channel = self.operation.channel.as_mut().expect("a head came before");
        channel.frames.push(Frame::chunk(at, bytes.as_ref().to_vec()));
        self.operation.done = at;
        self
    }

    /// So many quotes, the first of them then, at this interval.
    pub fn quotes(self, first: u32, every: u32, count: u32) -> Self {
        (0..count).fold(self, |deed, number| deed.piece(first + every * number, event(&quote(number))))
    }

    /// We left then.
    pub fn leaves(self, at: impl Into<f64>) -> Self {
        self.stops(at, ChannelEnd::Left)
    }

    /// The target ended it then, in good order.
    pub fn ends(self, at: impl Into<f64>) -> Self {
        self.stops(at, ChannelEnd::Ended)
    }

    /// It broke then.
    pub fn breaks(self, at: impl Into<f64>, why: &str) -> Self {
        self.stops(at, ChannelEnd::Cut(why.into()))
    }

    /// So much had come then that we left.
    pub fn floods(self, at: impl Into<f64>) -> Self {
        self.stops(at, ChannelEnd::Flood)
    }

    fn stops(mut self, at: impl Into<f64>, end: ChannelEnd) -> Self {
        self.operation.done = ms(at);
        self.operation.channel.as_mut().expect("a head came before").end = end;
        self
    }
}
