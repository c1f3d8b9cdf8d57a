//! Watching a target: the requests of an `EventSource`, and of a client that polls. Nothing is recorded.

use super::wire::{
    ACCEPTED, Clock, Destination, Exchange, ExchangeEnd, Network, RawConnection, Request, Response, StreamChunk,
    Target, TargetError,
};
use crate::history::Reason;
use std::time::Duration;
use tokio::sync::oneshot;

/// A target, and the clock of the watch.
pub struct Tap {
    target: Target,
    network: Network,
    pub clock: Clock,
}

/// Why nothing can be watched.
#[derive(Debug)]
pub enum WatchError {
    Target(TargetError),
    /// A fault of ours, or of the machine.
    Fault(String),
}

/// How long the head of an answer is waited for, where it is only asked what is there. Some servers send none before
/// the first event.
const PATIENCE: Duration = Duration::from_secs(5);

impl Tap {
    pub async fn open(destination: &Destination) -> Result<Self, WatchError> {
        let target = Target::find(destination).await.map_err(WatchError::Target)?;
        let network = Network::new(target.clone()).map_err(|error| WatchError::Fault(error.to_string()))?;
        Ok(Self { target, network, clock: Clock::start() })
    }

    /// Path and query of the URL; none where it names only a server.
    pub fn path(&self) -> Option<String> {
        let url = self.target.url();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        (url.path() != "/" || !query.is_empty()).then(|| format!("{}{query}", url.path()))
    }

    /// Listens until the stream ends, or `hear` has enough. Whoever has enough before drops the future, which closes
    /// the connection.
    pub async fn listen(&self, request: &Request, hear: impl FnMut(StreamChunk<'_>) -> Result<(), Reason>) -> Exchange {
        let mut connection = match RawConnection::connect(&self.network, self.clock).await {
            Ok(connection) => connection,
            Err(refused) => return refused,
        };
        if let Err(error) = connection.send(&request.for_connector(&self.network)).await {
            return connection.cut(&error);
        }
        let (_open, closed) = oneshot::channel();
        connection.listen(closed, hear).await
    }

    /// Asks, and waits for as long as the answer takes.
    pub async fn ask(&self, request: &Request) -> Exchange {
        let (_open, closed) = oneshot::channel();
        RawConnection::exchange(&self.network, self.clock, &request.for_connector(&self.network), closed).await
    }

    /// The head of what is at this path; none where nothing came in time.
    pub async fn glance(&self, path: &str) -> Option<Response> {
        let mut head = None;
        let hear = |heard: StreamChunk<'_>| {
            if let StreamChunk::Head(response) = heard {
                head = Some(response.clone());
            }
            Err(Reason::Left)
        };
        let request = event_source(path, false, None);
        let end = tokio::time::timeout(PATIENCE, self.listen(&request, hear)).await.map(|exchange| exchange.end);
        match end {
            Ok(ExchangeEnd::Answered(response)) => head.or(Some(response)),
            _ => head,
        }
    }
}

/// What an `EventSource` asks; a browser accepts compression too.
pub fn event_source(path: &str, browser: bool, last_id: Option<&str>) -> Request {
    let mut request = Request::get(path);
    request.headers.push(("Accept".into(), "text/event-stream".into()));
    request.headers.push(("Cache-Control".into(), "no-cache".into()));
    if browser {
        request.headers.push(("Accept-Encoding".into(), ACCEPTED.into()));
    }
    if let Some(id) = last_id {
        request.headers.push(("Last-Event-ID".into(), id.into()));
    }
    request
}
