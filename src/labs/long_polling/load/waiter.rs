use super::waiting::{IsUpdate, PoolPlan, WaiterOutcome, WaiterResult};
use crate::driver::wire::{Clock, Connector, Exchange, ExchangeEnd, RawConnection};
use crate::history::Reason;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Everything that all waiters of a crowd use. Each waiter owns a connection, and little else.
pub struct PoolState {
    connectors: Vec<Arc<dyn Connector>>,
    clock: Clock,
    poll: Arc<[u8]>,
    news: IsUpdate,
    keep: usize,
    /// Waiters whose first poll was sent, or could not be sent.
    pub begun: AtomicUsize,
}

impl PoolState {
    pub fn new(plan: &PoolPlan) -> Self {
        Self {
            connectors: plan.connectors.clone(),
            clock: plan.clock,
            poll: plan.poll.clone(),
            news: plan.news.clone(),
            keep: plan.keep,
            begun: AtomicUsize::new(0),
        }
    }
}

/// The most polls of one waiter: a target may answer again and again, without holding, that nothing is new.
const ANSWERS_WITHOUT_NEWS: u32 = 20;
/// The pause before a waiter polls again. A page has none; this spares a target that does not hold polls at all.
const BREATH: Duration = Duration::from_millis(20);

/// How often a waiter tries to connect. A crowd may fill the queue of a target that could serve each of them: a waiter
/// that found no place in the queue tries again.
const CONNECTS: u32 = 3;

/// One waiter: polls until news comes, or something goes wrong.
pub async fn wait(shared: Arc<PoolState>, number: usize) -> WaiterResult {
    let mut first = true;
    for _ in 0..ANSWERS_WITHOUT_NEWS {
        let exchange = match poll(&shared, number, &mut first).await {
            Ok(exchange) | Err(exchange) => exchange,
        };
        let Exchange { sent, arrived, done, end, .. } = exchange;
        let waited = |came, body| WaiterResult { sent, arrived, done, came, body };
        match end {
            ExchangeEnd::Answered(mut response) if (shared.news)(&response) => {
                response.body.truncate(shared.keep);
                return waited(WaiterOutcome::Update, response.body);
            }
            ExchangeEnd::Answered(response) if response.code >= 400 => {
                return waited(WaiterOutcome::Code(response.code), vec![]);
            }
            ExchangeEnd::Answered(_) => {}
            ExchangeEnd::Refused(_) => return waited(WaiterOutcome::Refused, vec![]),
            ExchangeEnd::Indeterminate(Reason::NotHttp(_) | Reason::TooLarge(_)) => {
                return waited(WaiterOutcome::NotHttp, vec![]);
            }
            ExchangeEnd::Indeterminate(_) => return waited(WaiterOutcome::Cut, vec![]),
        }
        tokio::time::sleep(BREATH).await;
    }
    let done = shared.clock.now();
    WaiterResult { sent: None, arrived: None, done, came: WaiterOutcome::NoUpdate, body: vec![] }
}

async fn poll(shared: &PoolState, number: usize, first: &mut bool) -> Result<Exchange, Exchange> {
    let connector = &*shared.connectors[number % shared.connectors.len()];
    let mut connected = RawConnection::connect(connector, shared.clock).await;
    for _ in 1..CONNECTS {
        if connected.is_ok() {
            break;
        }
        tokio::time::sleep(BREATH).await;
        connected = RawConnection::connect(connector, shared.clock).await;
    }
    let sent = match connected {
        Ok(mut line) => match line.send(&shared.poll).await {
            Ok(()) => Ok(line),
            Err(error) => Err(line.cut(&error)),
        },
        Err(refused) => Err(refused),
    };
    if std::mem::take(first) {
        shared.begun.fetch_add(1, Ordering::Relaxed);
    }
    Ok(sent?.receive_and_leave().await)
}
