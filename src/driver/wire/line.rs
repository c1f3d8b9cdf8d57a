use super::{Clock, Edge, End, Exchange, Parser, Progress, Stream};
use crate::history::{Lost, Nanos};
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
pub struct Line {
    pub(super) clock: Clock,
    pub(super) stream: Box<dyn Stream>,
    pub(super) started: Nanos,
    pub(super) sent: Option<Nanos>,
}

/// How long an answer that was whole is watched for bytes that must not come.
const LINGER: Duration = Duration::from_millis(30);

impl Line {
    pub async fn connect(edge: &dyn Edge, clock: Clock) -> Result<Self, Exchange> {
        Self::made(edge.connect(), clock).await
    }

    /// For a client that will not read its answer.
    pub async fn connect_narrow(edge: &dyn Edge, clock: Clock) -> Result<Self, Exchange> {
        Self::made(edge.connect_narrow(), clock).await
    }

    async fn made(
        connecting: impl Future<Output = io::Result<Box<dyn Stream>>>,
        clock: Clock,
    ) -> Result<Self, Exchange> {
        let started = clock.now();
        match connecting.await {
            Ok(stream) => Ok(Self { clock, stream, started, sent: None }),
            Err(error) => {
                let end = End::Refused(error.to_string());
                Err(Exchange { started, sent: None, head: None, done: clock.now(), arrived: None, end })
            }
        }
    }

    /// Hands the whole request to the system at once, without waiting: it is small and the connection is new.
    /// False when the system took less; the rest must then be sent with [`Line::send`].
    pub fn fire(&mut self, request: &[u8]) -> bool {
        self.started = self.clock.now();
        let mut context = Context::from_waker(Waker::noop());
        let taken = Pin::new(&mut self.stream).poll_write(&mut context, request);
        let whole = matches!(taken, Poll::Ready(Ok(n)) if n == request.len())
            && matches!(Pin::new(&mut self.stream).poll_flush(&mut context), Poll::Ready(Ok(())));
        if whole {
            self.sent = Some(self.clock.now());
        }
        whole
    }

    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.write_all(request).await?;
        self.stream.flush().await?;
        self.sent = Some(self.clock.now());
        Ok(())
    }

    /// Leaves, without a look at what came.
    pub fn leave(self) -> Exchange {
        self.lost(Lost::Left)
    }

    /// An exchange that ends now, without an answer.
    pub(super) fn lost(self, why: Lost) -> Exchange {
        let end = End::Unclear(why);
        Exchange { started: self.started, sent: self.sent, head: None, done: self.clock.now(), arrived: None, end }
    }

    /// Waits for the answer, until `close` says to stop, and with what reason. No other deadline: its owner has one.
    pub async fn receive(mut self, close: impl Future<Output = Result<Lost, RecvError>>) -> Exchange {
        let mut head = None;
        let came = tokio::select! {
            biased;
            came = read(&mut self.stream, self.clock, &mut head, LINGER) => came,
            why = close => (End::Unclear(why.unwrap_or(Lost::NoAnswer)), self.clock.now(), None),
        };
        self.exchanged(head, came)
    }

    /// Waits for the answer, and leaves as soon as it is whole: one of many waiters has no time to watch what follows.
    pub async fn receive_and_leave(mut self) -> Exchange {
        let mut head = None;
        let came = read(&mut self.stream, self.clock, &mut head, Duration::ZERO).await;
        self.exchanged(head, came)
    }

    fn exchanged(self, head: Option<Nanos>, (end, done, stamp): Came) -> Exchange {
        let arrived = stamp.and_then(|stamp| self.clock.of_kernel(stamp, self.started)).filter(|&at| at <= done);
        Exchange { started: self.started, sent: self.sent, head, done, arrived, end }
    }

    /// What came of it when sending failed.
    pub fn cut(self, error: &io::Error) -> Exchange {
        self.lost(Lost::Cut(error.to_string()))
    }

    /// Connects and sends the whole request; what came of it where that failed.
    pub async fn ask(edge: &dyn Edge, clock: Clock, request: &[u8]) -> Result<Self, Exchange> {
        let mut line = Line::connect(edge, clock).await?;
        match line.send(request).await {
            Ok(()) => Ok(line),
            Err(error) => Err(line.cut(&error)),
        }
    }

    /// The whole of it, for an answer that is expected soon.
    pub async fn exchange(edge: &dyn Edge, clock: Clock, request: &[u8], close: oneshot::Receiver<Lost>) -> Exchange {
        match Line::ask(edge, clock, request).await {
            Ok(line) => line.receive(close).await,
            Err(over) => over,
        }
    }
}

/// How it ended, when we saw that, and the kernel's stamp of the last bytes where it was they that ended it: the close
/// of a connection has none.
type Came = (End, Nanos, Option<Duration>);

/// Reads an answer, and watches for `linger` what comes after its end.
async fn read(stream: &mut Box<dyn Stream>, clock: Clock, head: &mut Option<Nanos>, linger: Duration) -> Came {
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
                    return (End::Answered(parser.finish()), now, stamp);
                }
            }
            Ok(None) => {
                let now = clock.now();
                return match parser.end() {
                    Ok(()) => (End::Answered(parser.finish()), now, None),
                    Err(lost) => (End::Unclear(lost), now, None),
                };
            }
            Err(lost) => return (End::Unclear(lost), clock.now(), None),
        }
    }
}

/// Reads what is there into the parser. The buffer lives on the stack of one poll: a waiter that waits owns none.
pub(super) async fn read_into(stream: &mut Box<dyn Stream>, parser: &mut Parser) -> Result<Option<Progress>, Lost> {
    poll_fn(|context| {
        let mut bytes = [0; 4096];
        let mut buffer = ReadBuf::new(&mut bytes);
        match Pin::new(&mut *stream).poll_read(context, &mut buffer) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(Lost::Cut(error.to_string()))),
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Poll::Ready(Ok(None)),
            Poll::Ready(Ok(())) => Poll::Ready(parser.push(buffer.filled()).map(Some)),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::{Request, Script};
    use super::*;

    async fn ask(script: &Script, patience: Duration) -> Exchange {
        let (close, closed) = oneshot::channel();
        tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            let _ = close.send(Lost::NoAnswer);
        });
        let request = Request::get("/poll-status?last_version=1").for_edge(script);
        Line::exchange(script, Clock::start(), &request, closed).await
    }

    #[tokio::test(start_paused = true)]
    async fn a_held_poll_waits_for_its_answer() {
        let script = Script::new(|line| {
            assert_eq!(line, "GET /poll-status?last_version=1 HTTP/1.1");
            (Duration::from_secs(25), b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())
        });
        let exchange = ask(&script, Duration::from_secs(60)).await;
        assert!(matches!(exchange.end, End::Answered(response) if response.code == 204));
    }

    #[tokio::test(start_paused = true)]
    async fn a_poll_without_answer_ends_when_its_owner_says_so() {
        let script = Script::new(|_| (Duration::from_secs(3600), vec![]));
        let exchange = ask(&script, Duration::from_secs(60)).await;
        assert!(matches!(exchange.end, End::Unclear(Lost::NoAnswer)));
    }

    /// What a waiter sees whose only thread was kept busy while the answer came, by how much it was late.
    #[cfg(target_os = "linux")]
    async fn seen_late_by(late: Duration, answer: &'static [u8]) -> (Nanos, Exchange) {
        use std::io::{Read, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let target = super::super::Target { url: url.parse().unwrap(), address: listener.local_addr().unwrap() };
        let network = super::super::Network::new(target).unwrap();
        let clock = Clock::start();
        let mut line = Line::connect(&network, clock).await.unwrap();
        line.send(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let (mut socket, _) = listener.accept().unwrap();
        assert_eq!(socket.read(&mut [0; 100]).unwrap(), 18);
        let (_close, closed) = oneshot::channel();
        let receiving = tokio::spawn(line.receive(closed));
        // It waits, and on this one thread nobody else runs once we do not let go.
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
        assert!(matches!(exchange.end, End::Answered(response) if response.body == b"{}"));
        assert!(exchange.done >= sent + super::super::nanos(late), "{} is not late", exchange.done);
        // Written before we looked at the clock: the stamp is not later, but for what the conversion may err.
        assert!(arrived < sent + 1_000_000, "{arrived} is not when {sent} was");
        assert!(arrived > exchange.sent.unwrap(), "{arrived} is before the answer was sent");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn an_answer_that_ends_with_its_connection_has_no_stamp() {
        let (_, exchange) = seen_late_by(Duration::ZERO, b"HTTP/1.0 200 OK\r\n\r\n{}").await;
        assert!(matches!(exchange.end, End::Answered(response) if response.body == b"{}"));
        assert_eq!(exchange.arrived, None, "the last bytes are stamped, the close is not");
    }
}
