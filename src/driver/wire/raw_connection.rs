use super::{Clock, Connected, Connector, Exchange, ExchangeEnd, Parser, Progress, Stream, nanos};
use crate::history::{Nanos, Reason};
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::RecvError;

/// The instrument: one connection that sends one request and waits for its answer.
///
/// Connecting, sending and waiting are apart, so that many requests can leave within microseconds of one another.
pub struct RawConnection {
    pub(super) clock: Clock,
    pub(super) stream: Box<dyn Stream>,
    pub(super) started: Nanos,
    pub(super) sent: Option<Nanos>,
    /// How long it took to be made: one round trip of the network.
    pub(super) network: Option<Nanos>,
    /// Bytes of the request that the system has taken.
    pub(super) taken: usize,
}

/// How long a connection is watched after the end of an answer: a correct server sends no more bytes.
pub(super) const LINGER: Duration = Duration::from_millis(30);

impl RawConnection {
    pub async fn connect(connector: &dyn Connector, clock: Clock) -> Result<Self, Exchange> {
        Self::made(connector.connect(), clock).await
    }

    /// For a client that will not read its answer.
    pub async fn connect_narrow(connector: &dyn Connector, clock: Clock) -> Result<Self, Exchange> {
        Self::made(connector.connect_narrow(), clock).await
    }

    async fn made(connecting: impl Future<Output = io::Result<Connected>>, clock: Clock) -> Result<Self, Exchange> {
        let started = clock.now();
        match connecting.await {
            Ok(Connected { stream, round_trip }) => {
                Ok(Self { clock, stream, started, sent: None, network: round_trip.map(nanos), taken: 0 })
            }
            Err(error) => {
                let end = ExchangeEnd::unconnected(Some(error.kind()), error.to_string());
                Err(Exchange { started, sent: None, head: None, done: clock.now(), arrived: None, network: None, end })
            }
        }
    }

    /// Hands the whole request to the system at once, without waiting: it is small and the connection is new.
    /// False if the system did not take all of it: [`RawConnection::send`], with the same request, then sends the rest.
    pub fn fire(&mut self, request: &[u8]) -> bool {
        self.started = self.clock.now();
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(Ok(taken)) = Pin::new(&mut self.stream).poll_write(&mut context, request) {
            self.taken = taken;
        }
        let whole = self.taken == request.len()
            && matches!(Pin::new(&mut self.stream).poll_flush(&mut context), Poll::Ready(Ok(())));
        if whole {
            self.sent = Some(self.clock.now());
        }
        whole
    }

    /// Sends the request, or the rest of it if it was fired before.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.write_all(&request[self.taken..]).await?;
        self.stream.flush().await?;
        self.sent = Some(self.clock.now());
        Ok(())
    }

    /// Leaves without reading the answer.
    pub fn leave(self) -> Exchange {
        self.lost(Reason::Left)
    }

    /// An exchange that ends now, without an answer.
    pub(super) fn lost(self, why: Reason) -> Exchange {
        let end = ExchangeEnd::Indeterminate(why);
        let (started, sent, network) = (self.started, self.sent, self.network);
        Exchange { started, sent, head: None, done: self.clock.now(), arrived: None, network, end }
    }

    /// Waits for the answer until `close` is ready with the reason to stop. There is no other deadline: the caller has
    /// one.
    pub async fn receive(mut self, close: impl Future<Output = Result<Reason, RecvError>>) -> Exchange {
        let mut head = None;
        let came = tokio::select! {
            biased;
            came = read(&mut self.stream, self.clock, &mut head, LINGER) => came,
            why = close => (ExchangeEnd::Indeterminate(why.unwrap_or(Reason::NoAnswer)), self.clock.now(), None),
        };
        self.exchanged(head, came)
    }

    /// Waits for the answer, and leaves as soon as it is whole: with many waiters there is no time to watch for bytes
    /// that follow.
    pub async fn receive_and_leave(mut self) -> Exchange {
        self.receive_whole().await
    }

    /// The same, and its owner leaves.
    pub async fn receive_whole(&mut self) -> Exchange {
        let mut head = None;
        let came = read(&mut self.stream, self.clock, &mut head, Duration::ZERO).await;
        self.exchanged(head, came)
    }

    /// When the request had been wholly handed to the system, once it was.
    pub fn sent(&self) -> Option<Nanos> {
        self.sent
    }

    /// Leaving resets the connection from now on.
    pub fn reset_on_close(&self) {
        self.stream.reset_on_close();
    }

    fn exchanged(&self, head: Option<Nanos>, (end, done, stamp): ReadResult) -> Exchange {
        let arrived = stamp.and_then(|stamp| self.clock.of_kernel(stamp, self.started)).filter(|&at| at <= done);
        Exchange { started: self.started, sent: self.sent, head, done, arrived, network: self.network, end }
    }

    /// The exchange of a request that could not be sent.
    pub fn cut(self, error: &io::Error) -> Exchange {
        self.lost(Reason::Cut(error.to_string()))
    }

    /// Connects and sends the whole request. The exchange is over if either failed.
    pub async fn ask(connector: &dyn Connector, clock: Clock, request: &[u8]) -> Result<Self, Exchange> {
        let mut connection = RawConnection::connect(connector, clock).await?;
        match connection.send(request).await {
            Ok(()) => Ok(connection),
            Err(error) => Err(connection.cut(&error)),
        }
    }

    /// Connects, sends the request and waits for its answer until `close` is ready, as [`RawConnection::receive`] does.
    pub async fn exchange(
        connector: &dyn Connector,
        clock: Clock,
        request: &[u8],
        close: oneshot::Receiver<Reason>,
    ) -> Exchange {
        match RawConnection::ask(connector, clock, request).await {
            Ok(connection) => connection.receive(close).await,
            Err(over) => over,
        }
    }
}

/// How an answer ended, when we saw that, and the kernel's stamp of its last bytes. There is a stamp only if the answer
/// ended with those bytes: the kernel does not stamp the close of a connection.
type ReadResult = (ExchangeEnd, Nanos, Option<Duration>);

/// Reads an answer, and then counts for `linger` the bytes that come after its end.
async fn read(stream: &mut Box<dyn Stream>, clock: Clock, head: &mut Option<Nanos>, linger: Duration) -> ReadResult {
    let mut parser = Parser::default();
    loop {
        match read_into(stream, &mut parser).await {
            Ok(Some(progress)) => {
                let now = clock.now();
                if progress != Progress::Head {
                    head.get_or_insert(now);
                }
                if progress == Progress::Done {
                    let stamp = stream.stamp();
                    if !linger.is_zero() && parser.says_its_end() {
                        let more = async {
                            while parser.watched() && matches!(read_into(stream, &mut parser).await, Ok(Some(_))) {}
                        };
                        let _ = tokio::time::timeout(linger, more).await;
                    }
                    return (parser.finish().read(), now, stamp);
                }
            }
            Ok(None) => {
                let now = clock.now();
                return match parser.end() {
                    Ok(()) => (parser.finish().read(), now, None),
                    Err(lost) => (ExchangeEnd::Indeterminate(lost), now, None),
                };
            }
            Err(lost) => return (ExchangeEnd::Indeterminate(lost), clock.now(), None),
        }
    }
}

/// Reads the bytes that have come into the parser; nothing if the connection has ended. The buffer is on the stack of
/// one poll, so that a waiter has no buffer while it waits.
pub(super) async fn read_into(stream: &mut Box<dyn Stream>, parser: &mut Parser) -> Result<Option<Progress>, Reason> {
    poll_fn(|context| {
        let mut bytes = [0; 4096];
        let mut buffer = ReadBuf::new(&mut bytes);
        match Pin::new(&mut *stream).poll_read(context, &mut buffer) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(Reason::Cut(error.to_string()))),
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Poll::Ready(Ok(None)),
            Poll::Ready(Ok(())) => Poll::Ready(parser.push(buffer.filled()).map(Some)),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::{Request, Response, ScriptedConnector};
    use super::*;
    use tokio::io::AsyncReadExt;

    async fn ask(script: &ScriptedConnector, patience: Duration) -> Exchange {
        let (close, closed) = oneshot::channel();
        tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            let _ = close.send(Reason::NoAnswer);
        });
        let request = Request::get("/poll-status?last_version=1").for_connector(script);
        RawConnection::exchange(script, Clock::start(), &request, closed).await
    }

    #[tokio::test(start_paused = true)]
    async fn a_held_poll_waits_for_its_answer() {
        let script = ScriptedConnector::new(|line| {
            assert_eq!(line, "GET /poll-status?last_version=1 HTTP/1.1");
            (Duration::from_secs(25), b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())
        });
        let exchange = ask(&script, Duration::from_secs(60)).await;
        assert!(matches!(exchange.end, ExchangeEnd::Answered(response) if response.code == 204));
    }

    #[tokio::test(start_paused = true)]
    async fn a_poll_without_answer_ends_when_its_owner_says_so() {
        let script = ScriptedConnector::new(|_| (Duration::from_secs(3600), vec![]));
        let exchange = ask(&script, Duration::from_secs(60)).await;
        assert!(matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::NoAnswer)));
    }

    /// An exchange whose only thread was kept busy for `late` when the answer came, and the moment that this was sent.
    #[cfg(target_os = "linux")]
    async fn seen_late_by(late: Duration, answer: &'static [u8]) -> (Nanos, Exchange) {
        use std::io::{Read, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let target = super::super::Target::of_test(&url, listener.local_addr().unwrap());
        let network = super::super::Network::new(target).unwrap();
        let clock = Clock::start();
        let mut connection = RawConnection::connect(&network, clock).await.unwrap();
        connection.send(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let (mut socket, _) = listener.accept().unwrap();
        assert_eq!(socket.read(&mut [0; 100]).unwrap(), 18);
        let (_close, closed) = oneshot::channel();
        let receiving = tokio::spawn(connection.receive(closed));
        // The receiver waits now. It shares this thread, so that it does not run until we yield.
        tokio::time::sleep(Duration::from_millis(20)).await;
        socket.write_all(answer).unwrap();
        drop(socket);
        let sent = clock.now();
        std::thread::sleep(late);
        (sent, receiving.await.unwrap())
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_kernel_knows_when_an_answer_came_that_was_read_late() {
        let late = Duration::from_millis(200);
        let (sent, exchange) = seen_late_by(late, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await;
        let arrived = exchange.arrived.expect("the kernel's stamp");
        assert!(matches!(exchange.end, ExchangeEnd::Answered(response) if response.body == b"{}"));
        assert!(exchange.done >= sent + super::super::nanos(late), "{} is not late", exchange.done);
        // The answer was written before `sent` was read, so that its stamp can be later only by the error of
        // conversion.
        assert!(arrived < sent + 1_000_000, "{arrived} is not when {sent} was");
        assert!(arrived > exchange.sent.unwrap(), "{arrived} is before the answer was sent");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn an_answer_that_ends_with_its_connection_has_no_stamp() {
        let (_, exchange) = seen_late_by(Duration::ZERO, b"HTTP/1.0 200 OK\r\n\r\n{}").await;
        assert!(matches!(exchange.end, ExchangeEnd::Answered(response) if response.body == b"{}"));
        assert_eq!(exchange.arrived, None, "the last bytes are stamped, the close is not");
    }

    /// A connection to a script of its own, and the other end of it.
    fn connected(room: usize) -> (RawConnection, tokio::io::DuplexStream) {
        let (ours, theirs) = tokio::io::duplex(room);
        (
            RawConnection {
                clock: Clock::start(),
                stream: Box::new(ours),
                started: 0,
                sent: None,
                network: None,
                taken: 0,
            },
            theirs,
        )
    }

    #[tokio::test]
    async fn a_request_is_fired_if_there_is_room_for_all_of_it() {
        let (mut connection, _theirs) = connected(8);
        assert!(connection.fire(b"8 bytes."));
        assert!(connection.sent.is_some_and(|sent| sent >= connection.started));
        let (mut connection, theirs) = connected(8);
        drop(theirs);
        assert!(!connection.fire(b"8 bytes."), "the target has left");
    }

    #[tokio::test]
    async fn the_rest_of_a_request_that_was_fired_is_sent_and_nothing_twice() {
        for room in [1, 7] {
            let (mut connection, mut theirs) = connected(room);
            assert!(!connection.fire(b"8 bytes."));
            assert_eq!(connection.sent, None);
            let mut came = Vec::new();
            let sending = async {
                connection.send(b"8 bytes.").await.unwrap();
                assert!(connection.sent.is_some());
                drop(connection);
            };
            let (_, read) = tokio::join!(sending, theirs.read_to_end(&mut came));
            assert_eq!((read.unwrap(), came.as_slice()), (8, &b"8 bytes."[..]), "with room for {room}");
        }
    }

    /// The answer, with how many bytes after its end, and how long reading it took: a target sends an answer, another
    /// byte within the time that is watched, and a third one later.
    async fn watched(answer: &'static [u8], leaves: bool) -> (Response, Duration) {
        let (connection, mut theirs) = connected(4096);
        tokio::spawn(async move {
            for (bytes, pause) in [(answer, LINGER - Duration::from_millis(1)), (b"x", LINGER), (b"y", LINGER)] {
                theirs.write_all(bytes).await?;
                tokio::time::sleep(pause).await;
            }
            io::Result::Ok(())
        });
        let begun = tokio::time::Instant::now();
        let (_close, closed) = oneshot::channel();
        let exchange = if leaves { connection.receive_and_leave().await } else { connection.receive(closed).await };
        let ExchangeEnd::Answered(response) = exchange.end else { panic!("no answer: {exchange:?}") };
        (response, begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn bytes_after_the_end_are_counted_for_a_moment_unless_one_leaves() {
        const ENDED: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";
        let (response, took) = watched(ENDED, false).await;
        assert_eq!(response.extra, 1);
        assert!(took >= LINGER && took < LINGER * 2, "{took:?}");
        let (response, took) = watched(ENDED, true).await;
        assert!(response.extra == 0 && took.is_zero(), "{response:?} in {took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_watched_after_the_beginning_of_a_stream() {
        let (response, took) =
            watched(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n", false).await;
        assert!(response.body == b"data: 1\n\n" && took.is_zero(), "{response:?} in {took:?}");
    }
}
