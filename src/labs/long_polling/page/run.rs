//! How the steps of a scenario are done.

use super::display::folded;
use super::record::{DEED, Deed, ID, TAB};
use super::script::{Fault, ScriptedServer};
use super::state::PageState;
use super::steps::{Change, FaultChoice, Operate, Step};
use super::tabs;
use super::waits::{
    APART, ASKS_WITHIN, EACH, GIVES_UP, POLLS_WITHIN, QUIET, SETTLES, SHOWS_WITHIN, STORM, STORMS_FOR, until,
};
use crate::browser::BrowserError;
use crate::driver::Caller;
use crate::driver::page::{Tab, Way};
use crate::history::Event;
use crate::scenario::Scenario;
use std::sync::Arc;
use tokio::time::Instant;

/// Drives one scenario once.
pub async fn drive(state: Arc<PageState>, scenario: &Scenario, attempt: u32) {
    let context = state.context.clone();
    let caller = Caller::new(ID, &scenario.id, attempt).with(TAB, 1);
    context.note(&caller, Event::Start);
    let mut runner = PageRunner { state, caller, server: None, tab: None };
    'rounds: for round in scenario.rounds_as::<Step>() {
        for _ in 0..round.times {
            runner.caller.round += 1;
            for step in &round.steps {
                if let Err(error) = runner.step(step).await {
                    runner.note(&Deed::Lost { why: error.to_string() });
                    break;
                }
            }
            let has_script = runner.server.is_some();
            let asked = runner.server.take().map_or(0, |server| server.asked());
            if let Some(tab) = runner.tab.take() {
                tab.close().await;
            }
            // A page that never asks for the state will not in another tab.
            if asked == 0 && has_script {
                break 'rounds;
            }
        }
    }
    context.note(&runner.caller, Event::Finish);
}

struct PageRunner {
    state: Arc<PageState>,
    caller: Caller,
    server: Option<Arc<ScriptedServer>>,
    tab: Option<Tab>,
}

impl PageRunner {
    async fn step(&mut self, step: &Step) -> Result<(), BrowserError> {
        match step {
            Step::Open {} => self.open().await,
            Step::Change(Change { times }) => {
                for _ in 0..*times {
                    self.change().await?;
                }
                Ok(())
            }
            Step::Fail(fail) => self.fail(fail.with).await,
            Step::Quiet {} => self.quiet().await,
            Step::Restart {} => self.restart().await,
            Step::Tabs {} => tabs::open(&self.state, &self.caller).await,
            Step::Operate(Operate { times }) => {
                for _ in 0..*times {
                    self.operate().await?;
                }
                Ok(())
            }
        }
    }

    /// Writes down what was done in the page of this round.
    fn note(&self, deed: &Deed) {
        let detail = serde_json::to_value(deed).expect("it is plain data");
        if let Some(tab) = &self.tab {
            tab.note(tab.now(), DEED, detail);
        }
    }

    fn parts(&mut self) -> Result<(Arc<ScriptedServer>, &mut Tab), BrowserError> {
        match (&self.server, &mut self.tab) {
            (Some(server), Some(tab)) => Ok((server.clone(), tab)),
            _ => Err(BrowserError::Gone),
        }
    }

    async fn open(&mut self) -> Result<(), BrowserError> {
        let state = self.state.clone();
        let server = Arc::new(ScriptedServer::new(state.dialect.clone()));
        let _start = state.starts.acquire().await;
        let way = Way {
            browser: &state.browser,
            context: state.context.clone(),
            caller: self.caller.clone(),
            script: Some(server.clone()),
        };
        self.server = Some(server.clone());
        let tab = self.tab.insert(Tab::new(way).await?);
        let gone = tab.go(&state.address()).await;
        let asked = gone.is_ok() && until(ASKS_WITHIN, || server.asked() > 0).await;
        tokio::time::sleep(SETTLES).await;
        tab.look().await?;
        self.note(&Deed::Opened { asked, status: server.status(), holds: server.held() > 0 });
        // Nothing can be done with a page that does not run.
        if asked { Ok(()) } else { Err(BrowserError::Slow("the first request for the state".into())) }
    }

    /// Changes the status while a poll waits, and looks until the next one waits or the page had time enough.
    async fn change(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let held = until(POLLS_WITHIN, || server.held() > 0).await;
        let (status, polls) = (next(&server), server.polls());
        let started = Instant::now();
        // It is written down first: what follows is later.
        let at = self.state.context.clock.now();
        let version = server.set(&status).token;
        let detail = serde_json::to_value(Deed::Changed { status, version, held }).expect("it is plain data");
        let (_, tab) = self.parts()?;
        tab.note(at, DEED, detail.clone());
        until(SHOWS_WITHIN, || server.polls() > polls).await;
        tokio::time::sleep_until(started + APART).await;
        // One that shows it in its own words needs no more time.
        let own = folded(detail["status"].as_str().unwrap_or_default());
        while started.elapsed() < SHOWS_WITHIN
            && !tab.look().await?.values().any(|(text, _)| folded(text).contains(&own))
        {
            tokio::time::sleep(EACH * 5).await;
        }
        Ok(())
    }

    /// A change is answered, and then polls fail; that a page gives up after the end of a hold is another fault.
    async fn fail(&mut self, with: FaultChoice) -> Result<(), BrowserError> {
        let fault = match with {
            FaultChoice::Error => Fault::Error,
            FaultChoice::Reset => Fault::Reset,
            FaultChoice::Closed => Fault::Closed,
        };
        let name = serde_json::to_value(with).expect("it is plain data");
        let (server, _) = self.parts()?;
        until(POLLS_WITHIN, || server.held() > 0).await;
        let before = server.failed();
        self.note(&Deed::Failing { with: name.as_str().unwrap_or_default().to_owned() });
        server.set(&next(&server));
        server.fail(Some(fault));
        let started = Instant::now();
        let failed = || server.failed() - before;
        until(GIVES_UP, || failed() > 0).await;
        let first = Instant::now();
        // Long enough to see a storm, and to see that it comes back.
        until(GIVES_UP, || {
            let seen = failed();
            seen > STORM as u32 + 2 || seen >= 2 && first.elapsed() >= STORMS_FOR || started.elapsed() > GIVES_UP
        })
        .await;
        server.fail(None);
        let (failed, polls) = (failed(), server.polls());
        self.note(&Deed::Mended { failed, polls });
        // One that has given up was waited for; one that comes back is, as long as its pauses have grown.
        if failed >= 2 {
            until(GIVES_UP, || server.held() > 0).await;
        }
        self.parts()?.1.look().await.map(drop)
    }

    /// Nothing is done while a poll waits.
    async fn quiet(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        until(POLLS_WITHIN, || server.held() > 0).await;
        self.note(&Deed::Quiet { for_ms: QUIET.as_millis() as u64 });
        tokio::time::sleep(QUIET).await;
        self.parts()?.1.look().await.map(drop)
    }

    async fn restart(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let held = until(POLLS_WITHIN, || server.held() > 0).await;
        let status = next(&server);
        self.note(&Deed::Restarted { status: status.clone(), held });
        server.restart(&status);
        tokio::time::sleep(SHOWS_WITHIN).await;
        self.parts()?.1.look().await.map(drop)
    }

    async fn operate(&mut self) -> Result<(), BrowserError> {
        let (server, tab) = self.parts()?;
        let (wanted, all) = (next(&server), server.statuses().to_vec());
        let before = server.updates();
        // Where each status has a control of its own, another one sends another status.
        let is_new = |sent: &Option<String>| before.is_empty() || sent.is_some() && !before.contains(sent);
        let seen = server.clone();
        let operated = tab.operate(&wanted, &all, || seen.updates()[before.len()..].iter().any(is_new)).await?;
        let sent = server.updates().split_off(before.len());
        let sent = sent.iter().find(|sent| is_new(sent)).or(sent.first()).cloned().flatten();
        until(SETTLES, || server.held() > 0).await;
        tab.look().await?;
        let label = operated.map(|operated| operated.label);
        self.note(&Deed::Operated { wanted, sent, label });
        Ok(())
    }
}

/// A status that is not the current one, by turns each of them.
fn next(server: &ScriptedServer) -> String {
    let (now, all) = (server.status(), server.statuses());
    let place = all.iter().position(|status| *status == now).unwrap_or_default();
    all[(place + 1) % all.len()].clone()
}
