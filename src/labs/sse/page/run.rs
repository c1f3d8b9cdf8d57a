//! How the steps of a scenario are done.

use super::number;
use super::own;
use super::record::{DEED, Deed, ID, Move, Quote, TAB};
use super::rules::VITAL;
use super::script::ScriptedStream;
use super::state::PageState;
use super::steps::{Quotes, Step};
use super::waits::{
    APART, ASKS_LATEST, ASKS_WITHIN, GIVES_UP, LOOKS, MULTIPLIES, RESTS, SETTLES, SHOWS_WITHIN, SOON, until,
};
use crate::browser::BrowserError;
use crate::driver::Caller;
use crate::driver::page::{Hints, Tab, Way, end_of};
use crate::history::{Event, Moment, Nanos, SKIPPED_DEAD};
use crate::scenario::Scenario;
use serde_json::json;
use std::sync::Arc;
use tokio::time::{Instant, sleep, sleep_until};

const CARDS: &str = include_str!("cards.js");

/// Drives one scenario once.
pub async fn drive(state: Arc<PageState>, scenario: &Scenario, attempt: u32) {
    let context = state.context.clone();
    let caller = Caller::new(ID, &scenario.id, attempt).with(TAB, 1);
    context.note(&caller, Event::Start);
    // Where the page is judged to run, it is looked at.
    let is_vital = scenario.expectations.iter().any(|expected| expected.rule == VITAL);
    if state.fates.are_sealed() && !is_vital {
        context.note(&caller, Event::Skipped(SKIPPED_DEAD));
        return context.note(&caller, Event::Finish);
    }
    let mut runner = PageRunner { state, caller, server: None, tab: None, usual: 1 };
    'rounds: for round in scenario.rounds_as::<Step>() {
        for _ in 0..round.times {
            runner.caller.round += 1;
            let mut done = Ok(());
            for step in &round.steps {
                done = runner.step(step).await;
                if let Err(error) = &done {
                    runner.note(&Deed::lost(error, end_of(error)));
                    break;
                }
            }
            runner.state.fates.tell(done.as_ref().copied());
            // One that hangs is seen to hang in a second tab too.
            let is_first = is_vital && runner.caller.round == 1;
            let once_more = is_first && done.is_err_and(|error| end_of(&error).is_some());
            let never = runner.server.take().is_some_and(|server| server.asked() == 0) && !once_more;
            if let Some(tab) = runner.tab.take() {
                tab.close().await;
            }
            // A page that never asks for the stream will not in another tab.
            if never {
                break 'rounds;
            }
        }
    }
    context.note(&runner.caller, Event::Finish);
}

struct PageRunner {
    state: Arc<PageState>,
    caller: Caller,
    server: Option<Arc<ScriptedStream>>,
    tab: Option<Tab>,
    /// How many streams the page has open.
    usual: usize,
}

impl PageRunner {
    async fn step(&mut self, step: &Step) -> Result<(), BrowserError> {
        match step {
            Step::Open {} => self.open().await,
            Step::Quote(quotes) => {
                for number in 0..quotes.times {
                    self.quote(quotes, quotes.moved(number)).await?;
                }
                Ok(())
            }
            Step::Burst(burst) => self.burst(burst.times).await,
            Step::Trend {} => {
                for moved in [Move::Up, Move::Down, Move::Up] {
                    self.trend(moved).await?;
                }
                Ok(())
            }
            Step::Malformed {} => self.malformed().await,
            Step::Cut {} => self.cut().await,
            Step::Tabs {} => own::open(&self.state, &self.caller).await,
        }
    }

    /// Writes down what was done in the page of this round.
    fn note(&self, deed: &Deed) {
        self.note_at(self.state.context.clock.now(), deed);
    }

    fn note_at(&self, at: Nanos, deed: &Deed) {
        if let Some(tab) = &self.tab {
            tab.note(at, DEED, serde_json::to_value(deed).expect("it is plain data"));
        }
    }

    fn parts(&mut self) -> Result<(Arc<ScriptedStream>, &mut Tab), BrowserError> {
        match (&self.server, &mut self.tab) {
            (Some(server), Some(tab)) => Ok((server.clone(), tab)),
            _ => Err(BrowserError::Gone),
        }
    }

    async fn open(&mut self) -> Result<(), BrowserError> {
        let state = self.state.clone();
        let server = Arc::new(ScriptedStream::new(state.dialect.clone(), state.context.base.clone()));
        let _start = state.starts.acquire().await;
        let way = Way {
            browser: &state.browser,
            context: state.context.clone(),
            caller: self.caller.clone(),
            script: Some(server.clone()),
            hints: Hints::default(),
        };
        self.server = Some(server.clone());
        let tab = self.tab.insert(Tab::new(way).await?);
        let gone = tab.go(&state.address()).await;
        let mut asked = gone.is_ok() && until(ASKS_WITHIN, || server.asked() > 0).await;
        let mut clicked = None;
        if gone.is_ok() && !asked {
            // What waits for its user is clicked.
            let operated = tab.operate("", &[], || server.asked() > 0).await?;
            clicked = operated.map(|operated| operated.label);
            asked = until(ASKS_LATEST, || server.asked() > 0).await;
        }
        sleep(SETTLES).await;
        tab.look().await?;
        self.usual = server.open().max(1);
        self.note(&Deed::Opened { asked, clicked, open: server.open() });
        // Nothing can be done with a page that does not listen.
        if !asked {
            return Err(BrowserError::Silent("the stream"));
        }
        self.picture(Moment::Load).await;
        Ok(())
    }

    async fn picture(&self, moment: Moment) {
        self.state.film.take(self.tab.as_ref(), moment).await;
    }

    /// Sends a quote, and looks until it is shown or the page had time enough.
    async fn quote(&mut self, quotes: &Quotes, moved: Move) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let next = server.next(quotes.symbol, quotes.unknown, moved);
        let started = Instant::now();
        // It is written down first: what follows is later.
        self.note(&Deed::Quoted(next.quote.clone()));
        server.send(&next.event);
        let (_, tab) = self.parts()?;
        sleep_until(started + APART).await;
        while !is_shown(tab, &next.quote).await? && started.elapsed() < SHOWS_WITHIN {
            sleep(LOOKS).await;
        }
        self.picture(Moment::Change).await;
        Ok(())
    }

    async fn burst(&mut self, times: u32) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let all: Vec<_> = (0..times).map(|_| server.next(1, false, Move::Up)).collect();
        let words = all.first().map(|next| next.quote.words.clone()).unwrap_or_default();
        self.note(&Deed::Burst { words, prices: all.iter().map(|next| next.quote.price).collect() });
        for next in &all {
            server.send(&next.event);
            sleep(SOON).await;
        }
        let (_, tab) = self.parts()?;
        let started = Instant::now();
        sleep(SETTLES).await;
        if let Some(last) = all.last() {
            while !is_shown(tab, &last.quote).await? && started.elapsed() < SHOWS_WITHIN {
                sleep(LOOKS).await;
            }
        }
        Ok(())
    }

    async fn trend(&mut self, moved: Move) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let next = server.next(1, false, moved);
        self.note(&Deed::Quoted(next.quote.clone()));
        server.send(&next.event);
        sleep(RESTS).await;
        let (_, tab) = self.parts()?;
        tab.look().await?;
        let price = next.quote.price;
        let point = [format!("{price:.2}"), price.to_string(), format!("{price:.1}")];
        let spelled: Vec<String> = point.iter().flat_map(|one| [one.clone(), one.replace('.', ",")]).collect();
        let look = tab.page.evaluate(&format!("({CARDS})({}, {})", json!(next.quote.words), json!(spelled))).await?;
        let look = look.as_str().map(str::to_owned);
        self.note(&Deed::Looked { moved, look, can_say: server.can_say_where() });
        Ok(())
    }

    async fn malformed(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        self.note(&Deed::Malformed {});
        for event in server.malformed() {
            server.send(&event);
            sleep(APART).await;
        }
        self.parts()?.1.look().await.map(drop)
    }

    async fn cut(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let before = self.usual;
        self.note(&Deed::Cut {});
        server.cut();
        if until(GIVES_UP, || server.open() > 0).await {
            sleep(MULTIPLIES).await;
        }
        let (_, tab) = self.parts()?;
        tab.look().await?;
        self.note(&Deed::Back { open: server.open(), before });
        self.picture(Moment::After).await;
        Ok(())
    }
}

async fn is_shown(tab: &mut Tab, quote: &Quote) -> Result<bool, BrowserError> {
    let screen = tab.look().await?;
    Ok(screen.values().any(|(text, _)| number::says(text, quote.price, 0))
        && screen.values().any(|(text, _)| quote.words.iter().any(|word| number::names(text, word))))
}
