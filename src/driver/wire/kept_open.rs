//! A connection that is used again, as a browser uses its own.

use super::raw_connection::{LINGER, RawConnection, read_into};
use super::{Exchange, ExchangeEnd, Parser, Progress, Response};
use crate::history::{Nanos, Reason};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout, timeout_at};

/// An answer on a connection that may be used again.
pub struct Kept {
    pub exchange: Exchange,
    /// From when on the end of its body was due, and did not come.
    pub unended: Option<Nanos>,
    /// The connection, if another request may be sent on it.
    pub line: Option<RawConnection>,
}

/// When the head had come, and when the end of the body was due.
#[derive(Default)]
struct Seen {
    head: Option<Nanos>,
    due: Option<Nanos>,
}

impl RawConnection {
    /// The same connection, as good as new.
    pub fn again(self) -> Self {
        Self { started: self.clock.now(), sent: None, taken: 0, ..self }
    }

    /// Waits for the answer until `close` is ready with the reason to stop, and for the end of its body for `patience`
    /// at most from the moment on at which that is due, by what has come of it: where the connection stays open, a body
    /// whose end nothing tells never ends.
    pub async fn receive_and_keep(
        mut self,
        close: &mut oneshot::Receiver<Reason>,
        is_due: impl Fn(&Response) -> bool,
        patience: Duration,
    ) -> Kept {
        let (mut seen, mut parser) = (Seen::default(), Parser::default());
        let ended = tokio::select! {
            biased;
            ended = self.read_kept(&mut parser, &mut seen, is_due, patience) => ended,
            why = close => Err(why.unwrap_or(Reason::NoAnswer)),
        };
        let (done, stamp) = (self.clock.now(), self.stream.stamp());
        let (is_whole, says_its_end) = (ended.is_ok(), parser.says_its_end());
        let stays = is_whole && parser.keeps_open() && self.stays_open(&mut parser).await;
        let end = match ended {
            Ok(()) => parser.finish().read(),
            Err(lost) => ExchangeEnd::Indeterminate(lost),
        };
        let arrived = stamp.and_then(|stamp| self.clock.of_kernel(stamp, self.started)).filter(|&at| at <= done);
        // The end of a connection has no stamp.
        let arrived = arrived.filter(|_| is_whole && says_its_end);
        let (started, sent, network) = (self.started, self.sent, self.network);
        let exchange = Exchange { started, sent, head: seen.head, done, arrived, network, end };
        let unended = seen.due.filter(|_| !is_whole);
        Kept { exchange, unended, line: stays.then_some(self) }
    }

    /// Reads one answer.
    async fn read_kept(
        &mut self,
        parser: &mut Parser,
        seen: &mut Seen,
        is_due: impl Fn(&Response) -> bool,
        patience: Duration,
    ) -> Result<(), Reason> {
        let mut end = None;
        loop {
            let came = match end {
                None => read_into(&mut self.stream, parser).await?,
                Some(end) => match timeout_at(end, read_into(&mut self.stream, parser)).await {
                    Ok(came) => came?,
                    Err(_) => return Err(Reason::NoAnswer),
                },
            };
            match came {
                None => return parser.end(),
                Some(Progress::Head) => continue,
                Some(progress) => {
                    seen.head.get_or_insert(self.clock.now());
                    if progress == Progress::Done {
                        return Ok(());
                    }
                }
            }
            if end.is_none() && parser.head().is_some_and(&is_due) {
                (seen.due, end) = (Some(self.clock.now()), Some(Instant::now() + patience));
            }
        }
    }

    /// Whether nothing follows an answer for a moment, neither bytes nor the end of the connection.
    async fn stays_open(&mut self, parser: &mut Parser) -> bool {
        timeout(LINGER, read_into(&mut self.stream, parser)).await.is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Clock;
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    const PATIENCE: Duration = Duration::from_secs(2);

    fn connected() -> (RawConnection, DuplexStream) {
        let (ours, theirs) = tokio::io::duplex(4096);
        let (clock, stream) = (Clock::start(), Box::new(ours));
        (RawConnection { clock, stream, started: 0, sent: None, network: None, taken: 0 }, theirs)
    }

    /// What becomes of a request that is answered so; the connection stays open at its other end.
    async fn answered(answer: &'static str) -> (Exchange, Option<RawConnection>, DuplexStream) {
        let (kept, theirs) = answered_where(answer, |_| true).await;
        (kept.exchange, kept.line, theirs)
    }

    /// The same, where the end of a body is due as soon as that is so.
    async fn answered_where(answer: &'static str, is_due: fn(&Response) -> bool) -> (Kept, DuplexStream) {
        let (mut line, mut theirs) = connected();
        line.send(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        theirs.write_all(answer.as_bytes()).await.unwrap();
        let (_close, mut closed) = oneshot::channel();
        (line.receive_and_keep(&mut closed, is_due, PATIENCE).await, theirs)
    }

    #[tokio::test(start_paused = true)]
    async fn two_answers_come_on_one_connection() {
        let (first, kept, mut theirs) = answered("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1").await;
        assert!(matches!(first.end, ExchangeEnd::Answered(response) if response.body == b"1"));
        let mut line = kept.expect("the connection").again();
        assert_eq!(line.sent, None);
        line.send(b"GET /2 HTTP/1.1\r\n\r\n").await.unwrap();
        let mut asked = [0; 37];
        theirs.read_exact(&mut asked).await.unwrap();
        assert!(asked.ends_with(b"GET /2 HTTP/1.1\r\n\r\n"), "{}", String::from_utf8_lossy(&asked));
        theirs.write_all(b"HTTP/1.1 204 No\r\n\r\n").await.unwrap();
        let (_close, mut closed) = oneshot::channel();
        let Kept { exchange: second, line: kept, .. } = line.receive_and_keep(&mut closed, |_| true, PATIENCE).await;
        assert!(matches!(second.end, ExchangeEnd::Answered(response) if response.code == 204) && kept.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_end_is_waited_for_from_its_head_on() {
        for answer in ["HTTP/1.1 200 OK\r\n\r\n{}", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"]
        {
            let begun = Instant::now();
            let (exchange, kept, _theirs) = answered(answer).await;
            assert!(matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::NoAnswer)) && kept.is_none());
            assert!(exchange.head.is_some() && begun.elapsed() == PATIENCE, "{exchange:?}");
        }
    }

    /// A server may send blanks while it holds a poll, so that nobody takes the connection for dead.
    #[tokio::test(start_paused = true)]
    async fn an_answer_that_has_only_begun_may_be_held() {
        let ended = |response: &Response| response.body.ends_with(b"}");
        let (ours, mut theirs) = connected();
        let (_close, mut closed) = oneshot::channel();
        let answering = async {
            theirs.write_all(b"HTTP/1.1 200 OK\r\n\r\n ").await.unwrap();
            tokio::time::sleep(PATIENCE * 5).await;
            theirs.write_all(b"{}").await.unwrap();
        };
        let begun = Instant::now();
        let (kept, ()) = tokio::join!(ours.receive_and_keep(&mut closed, ended, PATIENCE), answering);
        assert!(matches!(kept.exchange.end, ExchangeEnd::Indeterminate(Reason::NoAnswer)), "{:?}", kept.exchange);
        assert!(kept.unended.is_some() && begun.elapsed() == PATIENCE * 6);
        let (kept, _theirs) = answered_where("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", ended).await;
        assert!(kept.unended.is_none() && matches!(kept.exchange.end, ExchangeEnd::Answered(_)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_does_not_come_is_waited_for_until_its_owner_says_so() {
        let (mut line, _theirs) = connected();
        line.send(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let (close, mut closed) = oneshot::channel();
        let begun = Instant::now();
        tokio::spawn(async move {
            tokio::time::sleep(PATIENCE * 10).await;
            let _ = close.send(Reason::Left);
        });
        let Kept { exchange, .. } = line.receive_and_keep(&mut closed, |_| true, PATIENCE).await;
        assert!(matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::Left)) && exchange.head.is_none());
        assert_eq!(begun.elapsed(), PATIENCE * 10);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_not_kept_where_more_follows_or_the_server_ends_it() {
        let (exchange, kept, _theirs) = answered("HTTP/1.1 204 No\r\n\r\n{}").await;
        assert!(matches!(exchange.end, ExchangeEnd::Answered(response) if response.extra == 2) && kept.is_none());
        let (mut line, mut theirs) = connected();
        line.send(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        theirs.write_all(b"HTTP/1.1 204 No\r\n\r\n").await.unwrap();
        drop(theirs);
        let (_close, mut closed) = oneshot::channel();
        let Kept { exchange, line: kept, .. } = line.receive_and_keep(&mut closed, |_| true, PATIENCE).await;
        assert!(matches!(exchange.end, ExchangeEnd::Answered(_)) && kept.is_none());
    }
}
