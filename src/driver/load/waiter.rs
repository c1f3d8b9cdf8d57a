use super::waiting::{Came, News, Plan, Waited};
use crate::driver::wire::{Clock, Edge, End, Exchange, Line};
use crate::history::Lost;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Everything that all waiters of a crowd use. Each waiter owns a connection, and little else.
pub struct Shared {
    edges: Vec<Arc<dyn Edge>>,
    clock: Clock,
    poll: Arc<[u8]>,
    news: News,
    keep: usize,
    /// Waiters whose first poll was sent, or could not be sent.
    pub begun: AtomicUsize,
}

impl Shared {
    pub fn new(plan: &Plan) -> Self {
        Self {
            edges: plan.edges.clone(),
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
pub async fn wait(shared: Arc<Shared>, number: usize) -> Waited {
    let mut first = true;
    for _ in 0..ANSWERS_WITHOUT_NEWS {
        let exchange = match poll(&shared, number, &mut first).await {
            Ok(exchange) | Err(exchange) => exchange,
        };
        let Exchange { sent, arrived, done, end, .. } = exchange;
        let waited = |came, body| Waited { sent, arrived, done, came, body };
        match end {
            End::Answered(mut response) if (shared.news)(&response) => {
                response.body.truncate(shared.keep);
                return waited(Came::News, response.body);
            }
            End::Answered(response) if response.code >= 400 => return waited(Came::Code(response.code), vec![]),
            End::Answered(_) => {}
            End::Refused(_) => return waited(Came::Refused, vec![]),
            End::Unclear(Lost::NotHttp(_) | Lost::TooLarge(_)) => return waited(Came::NotHttp, vec![]),
            End::Unclear(_) => return waited(Came::Cut, vec![]),
        }
        tokio::time::sleep(BREATH).await;
    }
    let done = shared.clock.now();
    Waited { sent: None, arrived: None, done, came: Came::NoNews, body: vec![] }
}

async fn poll(shared: &Shared, number: usize, first: &mut bool) -> Result<Exchange, Exchange> {
    let edge = &*shared.edges[number % shared.edges.len()];
    let mut connected = Line::connect(edge, shared.clock).await;
    for _ in 1..CONNECTS {
        if connected.is_ok() {
            break;
        }
        tokio::time::sleep(BREATH).await;
        connected = Line::connect(edge, shared.clock).await;
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
