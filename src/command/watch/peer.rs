//! A second opinion: the crate `eventsource-stream` reads beside us. It panics on a byte order mark, sees nothing after
//! bytes that are not UTF-8, and takes time that grows with the square of what it gets at once.

use crate::labs::sse::event_stream::Event;
use crate::message::Message;
use eventsource_stream::EventStream;
use futures_util::stream::{PollFn, Stream, poll_fn};
use futures_util::{FutureExt, StreamExt};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::task::Poll;

/// It reads no more than this of one stream.
const MOST: usize = 256 << 10;
/// And so much at once.
const PIECE: usize = 4 << 10;

const BOM: &[u8] = "\u{feff}".as_bytes();

type Bytes = Rc<RefCell<VecDeque<Vec<u8>>>>;
type Seen = (String, String, String);

pub struct Peer {
    reader: Option<Box<dyn Stream<Item = Result<Seen, String>> + Unpin>>,
    bytes: Bytes,
    read: usize,
    /// The first bytes, until it is known whether they are a mark.
    start: Option<Vec<u8>>,
    /// What we saw and it did not yet.
    ours: VecDeque<(Seen, u64)>,
}

impl Default for Peer {
    fn default() -> Self {
        let bytes = Bytes::default();
        let source = bytes.clone();
        let source: PollFn<_> = poll_fn(move |_| match source.borrow_mut().pop_front() {
            Some(piece) => Poll::Ready(Some(Ok::<_, Infallible>(piece))),
            None => Poll::Pending,
        });
        let events = EventStream::new(source).map(|event| match event {
            Ok(event) => Ok((event.event, event.data, event.id)),
            Err(error) => Err(error.to_string()),
        });
        Self { reader: Some(Box::new(events)), bytes, read: 0, start: Some(vec![]), ours: VecDeque::new() }
    }
}

impl Peer {
    /// Lets it read these bytes, of which we made these events: what it sees otherwise.
    pub fn push<'a>(&mut self, bytes: &[u8], ours: impl IntoIterator<Item = &'a Event>) -> Vec<Message> {
        if self.reader.is_none() {
            return vec![];
        }
        let seen = |event: &Event| ((event.kind.clone(), event.data.clone(), event.id.clone()), event.line);
        self.ours.extend(ours.into_iter().map(seen));
        let mut told = vec![];
        let bytes = match self.start.take() {
            None => bytes.to_vec(),
            Some(start) => {
                let start = [&start[..], bytes].concat();
                match start.strip_prefix(BOM) {
                    Some(rest) => {
                        told.push(Message::new("watch-peer-mark"));
                        rest.to_vec()
                    }
                    None if BOM.starts_with(&start) => {
                        self.start = Some(start);
                        return vec![];
                    }
                    None => start,
                }
            }
        };
        self.read += bytes.len();
        self.bytes.borrow_mut().extend(bytes.chunks(PIECE).map(<[u8]>::to_vec));
        told.extend(self.compare());
        if self.read > MOST {
            self.reader = None;
        }
        told
    }

    fn compare(&mut self) -> Option<Message> {
        loop {
            let reader = self.reader.as_mut()?;
            let next = catch_unwind(AssertUnwindSafe(|| reader.next().now_or_never().flatten()));
            let told = match next {
                // Of the last event it may not know yet: it keeps a CR until the byte after it.
                Ok(None) if self.ours.len() < 2 => return None,
                Ok(None) => message("watch-peer-none", self.ours.pop_front()),
                Ok(Some(Ok(theirs))) => match self.ours.pop_front() {
                    Some((ours, _)) if theirs == ours => continue,
                    ours => message("watch-peer-other", ours).text("data", theirs.1),
                },
                Ok(Some(Err(error))) => Message::new("watch-peer-error").text("why", error),
                Err(_) => Message::new("watch-peer-error").text("why", "panic"),
            };
            // From here on the two would differ in everything.
            self.reader = None;
            return Some(told);
        }
    }
}

fn message(id: &str, ours: Option<(Seen, u64)>) -> Message {
    let (data, line) = ours.map_or_else(Default::default, |((_, data, _), line)| (data, line));
    Message::new(id).count("line", usize::try_from(line).unwrap_or(usize::MAX)).text("ours", data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::sse::event_stream::{Item, Scanner};

    fn told(pieces: &[&[u8]]) -> Vec<String> {
        let (mut scanner, mut peer) = (Scanner::new(), Peer::default());
        let mut said = vec![];
        for piece in pieces {
            let event = |item| if let Item::Event(event) = item { Some(event) } else { None };
            let events: Vec<_> = scanner.push(piece).into_iter().filter_map(event).collect();
            said.extend(peer.push(piece, &events).into_iter().map(|message| message.id));
        }
        said
    }

    #[test]
    fn it_agrees_about_what_is_right_however_it_is_cut() {
        let stream = "event: price\r\nid: 7\r\ndata: é\r\n\r\ndata: 1\rdata: 2\r\r:x\n\nid\n\ndata: 📈\n\n";
        assert!(told(&[stream.repeat(3).as_bytes()]).is_empty());
        let bytes: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
        assert!(told(&bytes).is_empty());
    }

    #[test]
    fn a_mark_does_not_make_it_panic_and_is_told() {
        for size in [1, 2, 100] {
            let bytes: Vec<&[u8]> = "\u{feff}data: 1\n\ndata: 2\n\n".as_bytes().chunks(size).collect();
            assert_eq!(told(&bytes), ["watch-peer-mark"], "{size}");
        }
    }

    #[test]
    fn what_is_not_utf_8_stops_it() {
        assert_eq!(told(&[b"data: \xff\n\n", b"data: 2\n\n", b"data: 3\n\n"]), ["watch-peer-none"]);
    }

    #[test]
    fn it_is_left_alone_after_its_bound() {
        let many = b"data: 1\n\n".repeat(MOST / 9 + 1);
        assert!(told(&[&many, b"data: \xff\n\n"]).is_empty());
    }
}
