//! Exchanges that end by themselves after a while, for callers with no other reason to end them.

use super::{Clock, Connector, Exchange, RawConnection, StreamChunk};
use crate::history::Reason;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};

impl RawConnection {
    /// Connects, sends the request and waits for its answer. Once `patience` has passed since the call, the connection
    /// is closed and the exchange ends with [`Reason::NoAnswer`]. Its `sent` is set if the target had taken the whole
    /// request by then, and its `head` if the head of an answer had come.
    ///
    /// Connecting is not cut short, though its time counts: it has a bound of its own, [`super::CONNECT`]. A target
    /// that refuses the connection after `patience` has still refused it ([`ExchangeEnd::Refused`](super::ExchangeEnd::Refused)): the
    /// request cannot have taken effect.
    pub async fn exchange_within(
        connector: &dyn Connector,
        clock: Clock,
        request: &[u8],
        patience: Duration,
    ) -> Exchange {
        let end = Instant::now() + patience;
        match Self::ask_by(end, connector, clock, request).await {
            Ok(connection) => connection.receive(async { Ok(no_answer_by(end).await) }).await,
            Err(over) => over,
        }
    }

    /// Connects, sends the request and listens to the stream that answers it. `patience` is that of
    /// [`RawConnection::exchange_within`]. `hear` gets the head and the pieces of the body as they come, as in [`RawConnection::listen`]:
    /// an error from it ends the exchange with that reason.
    pub async fn listen_within(
        connector: &dyn Connector,
        clock: Clock,
        request: &[u8],
        patience: Duration,
        hear: impl FnMut(StreamChunk<'_>) -> Result<(), Reason>,
    ) -> Exchange {
        let end = Instant::now() + patience;
        match Self::ask_by(end, connector, clock, request).await {
            Ok(connection) => connection.listen_until(no_answer_by(end), hear).await,
            Err(over) => over,
        }
    }

    /// Connects, and sends the request until `end`: a target that does not read may never take all of it.
    async fn ask_by(end: Instant, connector: &dyn Connector, clock: Clock, request: &[u8]) -> Result<Self, Exchange> {
        let mut connection = Self::connect(connector, clock).await?;
        match timeout_at(end, connection.send(request)).await {
            Ok(Ok(())) => Ok(connection),
            Ok(Err(error)) => Err(connection.cut(&error)),
            Err(_) => Err(connection.lost(Reason::NoAnswer)),
        }
    }
}

async fn no_answer_by(end: Instant) -> Reason {
    sleep_until(end).await;
    Reason::NoAnswer
}

#[cfg(test)]
mod tests {
    use super::super::connector::Connecting;
    use super::super::{Connected, ExchangeEnd, Request, ScriptedConnector};
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::runtime::Handle;

    const PATIENCE: Duration = Duration::from_secs(60);
    /// Timers tick at a millisecond.
    const TICK: Duration = Duration::from_millis(1);

    async fn exchange(connector: &dyn Connector) -> (Exchange, Duration) {
        let from = Instant::now();
        let request = Request::get("/").for_connector(connector);
        let exchange = RawConnection::exchange_within(connector, Clock::start(), &request, PATIENCE).await;
        (exchange, from.elapsed())
    }

    /// A target that sends some bytes to each client and then leaves the connection open. It reads nothing: no more of
    /// a request is taken than there is room for.
    struct Open {
        says: &'static [u8],
        room: usize,
        /// How long connecting takes, and whether it is refused then.
        connecting: (Duration, bool),
        theirs: Arc<Mutex<Option<DuplexStream>>>,
    }

    impl Open {
        fn saying(says: &'static [u8]) -> Self {
            Self { says, room: 4096, connecting: (Duration::ZERO, false), theirs: Arc::default() }
        }

        /// How much came in all. It is told once our end of the connection is closed, and never before.
        async fn received(&self) -> usize {
            let mut theirs = self.theirs.lock().unwrap().take().expect("connected");
            theirs.read_to_end(&mut Vec::new()).await.unwrap()
        }
    }

    impl Connector for Open {
        fn connect(&self) -> Connecting {
            let (ours, mut theirs) = duplex(self.room);
            let (says, (connecting, refused), kept) = (self.says, self.connecting, self.theirs.clone());
            Box::pin(async move {
                tokio::time::sleep(connecting).await;
                if refused {
                    return Err(io::ErrorKind::ConnectionRefused.into());
                }
                theirs.write_all(says).await?;
                *kept.lock().unwrap() = Some(theirs);
                Ok(Connected { stream: Box::new(ours), round_trip: None })
            })
        }

        fn host(&self) -> String {
            "open".into()
        }
    }

    fn gave_up(exchange: &Exchange, took: Duration) -> bool {
        matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::NoAnswer))
            && took >= PATIENCE
            && took <= PATIENCE + TICK
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_in_time_is_the_end() {
        let script = ScriptedConnector::new(|_| (Duration::from_secs(59), b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()));
        let (exchange, took) = exchange(&script).await;
        assert!(matches!(&exchange.end, ExchangeEnd::Answered(response) if response.code == 204), "{exchange:?}");
        assert!(took >= Duration::from_secs(59) && took < PATIENCE, "{took:?}");
        assert!(exchange.sent.is_some() && exchange.head.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn without_an_answer_it_ends_with_patience_and_leaves_nothing_behind() {
        let target = Open::saying(b"");
        let (exchange, took) = exchange(&target).await;
        assert!(gave_up(&exchange, took), "{exchange:?} in {took:?}");
        assert!(exchange.sent.is_some() && exchange.head.is_none());
        assert_eq!(target.received().await, Request::get("/").for_connector(&target).len());
        assert_eq!(Handle::current().metrics().num_alive_tasks(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_not_whole_by_then_is_none_and_its_head_is_told() {
        let (exchange, took) = exchange(&Open::saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")).await;
        assert!(gave_up(&exchange, took), "{exchange:?} in {took:?}");
        assert!(exchange.head.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_is_not_taken_ends_with_patience_too() {
        let target = Open { room: 8, ..Open::saying(b"") };
        let (exchange, took) = exchange(&target).await;
        assert!(gave_up(&exchange, took), "{exchange:?} in {took:?}");
        assert_eq!(exchange.sent, None);
        assert_eq!(target.received().await, 8);
    }

    #[tokio::test(start_paused = true)]
    async fn connecting_counts() {
        let target = Open { connecting: (PATIENCE / 2, false), ..Open::saying(b"") };
        let (exchange, took) = exchange(&target).await;
        assert!(gave_up(&exchange, took), "{exchange:?} in {took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_is_told_also_after_patience_has_ended() {
        let (exchange, took) = exchange(&Open { connecting: (PATIENCE * 2, true), ..Open::saying(b"") }).await;
        assert!(matches!(exchange.end, ExchangeEnd::Refused(_)) && took >= PATIENCE * 2, "{exchange:?} in {took:?}");
    }

    const EVENTS: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n";

    /// Listens to the end: the exchange, how often `hear` was called, and how long it took.
    async fn listen(
        connector: &dyn Connector,
        is_enough: impl Fn(&StreamChunk) -> bool,
    ) -> (Exchange, usize, Duration) {
        let (from, mut heard) = (Instant::now(), 0);
        let request = Request::get("/stream").for_connector(connector);
        let hear = |one: StreamChunk<'_>| {
            heard += 1;
            if is_enough(&one) { Err(Reason::Left) } else { Ok(()) }
        };
        let exchange = RawConnection::listen_within(connector, Clock::start(), &request, PATIENCE, hear).await;
        (exchange, heard, from.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_is_listened_to_until_it_ends() {
        let script = ScriptedConnector::new(|_| (Duration::from_secs(1), EVENTS.to_vec()));
        let (exchange, heard, took) = listen(&script, |_| false).await;
        assert!(matches!(&exchange.end, ExchangeEnd::Answered(response) if response.code == 200), "{exchange:?}");
        assert!(heard == 2 && took < Duration::from_secs(2), "{heard} in {took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_is_left_once_enough_was_heard() {
        let (exchange, heard, took) = listen(&Open::saying(EVENTS), |one| matches!(one, StreamChunk::Head(_))).await;
        assert!(matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::Left)), "{exchange:?}");
        assert!(heard == 1 && exchange.head.is_some() && took <= TICK, "{heard} in {took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_goes_on_ends_with_patience() {
        let (exchange, heard, took) = listen(&Open::saying(EVENTS), |_| false).await;
        assert!(gave_up(&exchange, took) && heard == 2 && exchange.head.is_some(), "{exchange:?} in {took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_does_not_begin_ends_with_patience() {
        for room in [8, 4096] {
            let target = Open { room, ..Open::saying(b"") };
            let (exchange, heard, took) = listen(&target, |_| false).await;
            assert!(gave_up(&exchange, took) && heard == 0 && exchange.head.is_none(), "{exchange:?} in {took:?}");
            assert!(target.received().await >= 8);
            assert_eq!(Handle::current().metrics().num_alive_tasks(), 0);
        }
    }
}
