//! Asks one path as a browser's `EventSource` does, and looks at the head.

use crate::driver::tried::ProbeResult;
use crate::driver::wire::{ExchangeEnd, Response, nanos};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::{DISCOVERY, Outcome};
use crate::labs::sse::record::{ID, StreamKind, StreamRole};
use crate::labs::sse::subscriber::{self, Subscriber};
use std::sync::Arc;
use std::time::Duration;

/// How long a head is waited for: an event may come much later.
const HEAD: Duration = Duration::from_secs(2);
/// So many pages in a row are answered as soon as before where an open stream blocks nobody: one may slip through between
/// two events.
const BESIDE: u32 = 2;
/// So many are asked for at most: one may be late because the machine was.
const ASKED: u32 = 5;

/// What came of a path.
pub struct Look {
    pub path: String,
    pub came: ProbeResult,
    /// The subscription, if that may be a stream.
    pub open: Option<Subscriber>,
}

impl Look {
    pub async fn closed(mut self) -> Self {
        if let Some(open) = self.open.take() {
            open.close().await;
        }
        self
    }
}

fn caller(role: StreamRole) -> Caller {
    Caller { round: 1, ..Caller::new(ID, DISCOVERY, 1).with(role.name(), 0) }
}

pub async fn look(context: &Arc<Context>, path: &str) -> Look {
    let (caller, request) = (caller(StreamRole::Discovery), subscriber::request(context, path));
    let subscriber = Subscriber::start_as(StreamKind::Page, context.clone(), caller, request).await;
    let until = context.in_time(HEAD);
    while !subscriber.has_begun() && context.clock.now() < until {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let head = subscriber.buffer().head.clone();
    let came = match head {
        Some(head) => of_head(&head),
        None if subscriber.is_over() => {
            let came = match subscriber.close().await.outcome {
                Outcome::Indeterminate(reason) => ProbeResult::unanswered(&reason),
                Outcome::Refused(why) => ProbeResult::Unreadable(why),
                Outcome::Answered(_) => ProbeResult::Nothing,
            };
            return Look { path: path.into(), came, open: None };
        }
        None => ProbeResult::Nothing,
    };
    let may_be_one = matches!(came, ProbeResult::Events(_) | ProbeResult::Nothing);
    if may_be_one {
        subscriber.is_a_stream();
        return Look { path: path.into(), came, open: Some(subscriber) };
    }
    subscriber.close().await;
    Look { path: path.into(), came, open: None }
}

fn of_head(head: &Response) -> ProbeResult {
    let is_page = || head.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    match ProbeResult::of(head) {
        // Of an answer without its body, the type alone says that it is a page.
        ProbeResult::Code(code @ 200..300) if is_page() => ProbeResult::Page(code),
        came => came,
    }
}

/// Whether others are answered as soon as before while a stream is open; if not, whether they are kept out.
pub async fn harms_nobody(context: &Context, page: &str) -> Result<(), bool> {
    let usual = Duration::from_secs_f64(context.tolerance.prompt_ms / 1000.0) + context.round_trip() * 2;
    let mut in_a_row = 0;
    for _ in 0..ASKED {
        let request = context.get(page);
        let caller = caller(StreamRole::Patience);
        let exchange = context.exchange_within(&caller, &request, context.late()).await;
        let took = exchange.done - exchange.started;
        let was_answered = matches!(exchange.end, ExchangeEnd::Answered(_));
        let record = kept::request(&request);
        let kept_out = context.record(&caller, StreamKind::Page.name(), record, exchange, Extra::default()).was_open();
        if !was_answered {
            return Err(kept_out);
        }
        in_a_row = if took <= nanos(usual) { in_a_row + 1 } else { 0 };
        if in_a_row == BESIDE {
            return Ok(());
        }
    }
    Err(false)
}
