use super::deed::deed;
use super::{Deed, ms};
use lab::history::{Kind, Piece, StreamEnd, Streamed};

/// A client that listens to the stream.
pub fn subscriber(number: u32) -> Deed {
    subscription("subscriber", number)
}

/// One that accepts compressed answers.
pub fn browser(number: u32) -> Deed {
    subscription("browser", number)
}

/// One that says which event it saw last.
pub fn returner(number: u32) -> Deed {
    subscription("returner", number)
}

fn subscription(role: &str, number: u32) -> Deed {
    let mut deed = deed(format!("{role} {number}"), Kind::Stream, "GET", None);
    deed.0.ask.path = "/stream".into();
    deed
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

    /// A head without any header; until another end is told, we left then.
    pub fn answered_with(self, head: impl Into<f64>, code: u16) -> Self {
        let head = head.into();
        let mut deed = self.code(head, code);
        deed.0.head = Some(ms(head));
        deed.0.stream = Some(Box::new(Streamed { pieces: vec![], end: StreamEnd::Left }));
        deed
    }

    /// These bytes came together.
    pub fn piece(mut self, at: impl Into<f64>, bytes: impl AsRef<[u8]>) -> Self {
        let at = ms(at);
        let stream = self.0.stream.as_mut().expect("a head came before");
        stream.pieces.push(Piece { at, bytes: bytes.as_ref().to_vec() });
        self.0.done = at;
        self
    }

    /// So many quotes, the first of them then, at this interval.
    pub fn quotes(self, first: u32, every: u32, count: u32) -> Self {
        (0..count).fold(self, |deed, number| deed.piece(first + every * number, event(&quote(number))))
    }

    /// We left then.
    pub fn leaves(self, at: impl Into<f64>) -> Self {
        self.stops(at, StreamEnd::Left)
    }

    /// The target ended it then, in good order.
    pub fn ends(self, at: impl Into<f64>) -> Self {
        self.stops(at, StreamEnd::Ended)
    }

    /// It broke then.
    pub fn breaks(self, at: impl Into<f64>, why: &str) -> Self {
        self.stops(at, StreamEnd::Cut(why.into()))
    }

    /// So much had come then that we left.
    pub fn floods(self, at: impl Into<f64>) -> Self {
        self.stops(at, StreamEnd::Flood)
    }

    fn stops(mut self, at: impl Into<f64>, end: StreamEnd) -> Self {
        self.0.done = ms(at);
        self.0.stream.as_mut().expect("a head came before").end = end;
        self
    }
}
