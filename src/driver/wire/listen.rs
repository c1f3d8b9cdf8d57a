use super::decode::Decoder;
use super::raw_connection::{RawConnection, read_into};
use super::{Exchange, ExchangeEnd, Parser, Response};
use crate::history::{Nanos, Reason};
use tokio::sync::oneshot::error::RecvError;

/// A part of a stream, as it comes.
pub enum StreamChunk<'a> {
    Head(&'a Response),
    /// Decoded bytes of its body, and when they were there. They may be empty: not all encoded bytes decode to some.
    Piece(Nanos, Vec<u8>),
}

impl RawConnection {
    /// Listens to a stream until it ends, or `close` is ready with the reason to stop, or `hear` returns one.
    pub async fn listen(
        self,
        close: impl Future<Output = Result<Reason, RecvError>>,
        hear: impl FnMut(StreamChunk<'_>) -> Result<(), Reason>,
    ) -> Exchange {
        self.listen_until(async { close.await.unwrap_or(Reason::Left) }, hear).await
    }

    /// The same, for any future that ends with the reason to stop.
    pub(super) async fn listen_until(
        mut self,
        close: impl Future<Output = Reason>,
        mut hear: impl FnMut(StreamChunk<'_>) -> Result<(), Reason>,
    ) -> Exchange {
        let mut parser = Parser::listening();
        let mut head = None;
        let reading = async {
            let mut decoder = None;
            loop {
                // An error in the last bytes comes after the bytes before them: those are heard first.
                let progress = read_into(&mut self.stream, &mut parser).await;
                let now = self.clock.now();
                let stamp = self.stream.stamp().and_then(|stamp| self.clock.of_kernel(stamp, self.started));
                if let Some(response) = parser.head().filter(|_| head.is_none()) {
                    head = Some(now);
                    decoder = Some(Decoder::of(response.header("content-encoding")));
                    hear(StreamChunk::Head(response))?;
                }
                let body = parser.take_body();
                if let Some(decoder) = decoder.as_mut().filter(|_| !body.is_empty()) {
                    let text =
                        decoder.decode(body).map_err(|error| Reason::Cut(format!("Content-Encoding: {error}")))?;
                    hear(StreamChunk::Piece(stamp.filter(|&at| at <= now).unwrap_or(now), text))?;
                }
                match progress? {
                    Some(super::Progress::Done) => return Ok(()),
                    Some(_) => {}
                    None => return parser.end(),
                }
            }
        };
        let ended: Result<(), Reason> = tokio::select! {
            biased;
            ended = reading => ended,
            why = close => Err(why),
        };
        let end = match ended {
            Ok(()) => ExchangeEnd::Answered(parser.finish()),
            Err(lost) => ExchangeEnd::Indeterminate(lost),
        };
        let (started, sent, network) = (self.started, self.sent, self.network);
        Exchange { started, sent, head, done: self.clock.now(), arrived: None, network, end }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::super::{Clock, Network, Target, nanos};
    use super::*;
    use std::io::Write;
    use std::time::Duration;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn a_piece_that_is_read_late_has_the_time_at_which_it_came() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let target = Target::of_test(&format!("http://{address}"), address);
        let (network, clock) = (Network::new(target).unwrap(), Clock::start());
        let line = RawConnection::connect(&network, clock).await.unwrap();
        let (mut socket, _) = listener.accept().unwrap();
        let (_close, closed) = oneshot::channel();
        let listening = tokio::spawn(async move {
            let mut pieces = vec![];
            let hear = |heard: StreamChunk<'_>| {
                if let StreamChunk::Piece(at, bytes) = heard {
                    pieces.push((at, bytes));
                }
                Ok(())
            };
            let exchange = line.listen(closed, hear).await;
            (exchange, pieces)
        });
        // The listener waits now. It shares this thread, so that it does not run until we yield.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let early = clock.now();
        socket.write_all(b"HTTP/1.1 200 OK\r\n\r\ndata: 1\n\n").unwrap();
        drop(socket);
        let sent = clock.now();
        let late = Duration::from_millis(200);
        std::thread::sleep(late);
        let (exchange, pieces) = listening.await.unwrap();
        let [(at, bytes)] = &pieces[..] else { panic!("not one piece: {pieces:?}") };
        assert_eq!(bytes, b"data: 1\n\n");
        // The conversion of a stamp may err by less than a millisecond.
        assert!((early - 1_000_000..sent + 1_000_000).contains(at), "{at} is not between {early} and {sent}");
        assert!(exchange.head.is_some_and(|head| head >= sent + nanos(late)), "{exchange:?} was not read late");
    }
}
