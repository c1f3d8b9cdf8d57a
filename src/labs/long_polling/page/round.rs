//! How the steps of one round are done; `failing`: those in which polls fail.

mod failing;

use super::display::folded;
use super::record::{DEED, Deed};
use super::script::ScriptedServer;
use super::state::PageState;
use super::steps::{Change, EndHolds, Operate, Step};
use super::tabs;
use super::waits::{
    AFTER_HOLD, APART, ASKS_WITHIN, EACH, HOLDS, POLLS_WITHIN, QUIET, SETTLES, SHOWS_WITHIN, STAYS, STORM, until,
};
use crate::browser::BrowserError;
use crate::driver::Caller;
use crate::driver::page::{Tab, Way, end_of, may_start};
use crate::history::Moment;
use crate::labs::long_polling::record::{ID as SERVER, PollRole};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Shown as a text it asks for nothing; taken for markup, it asks for a picture.
const MARKUP: &str = "<img src=/__lab/status>";

pub struct RoundRunner {
    state: Arc<PageState>,
    caller: Caller,
    server: Option<Arc<ScriptedServer>>,
    tab: Option<Tab>,
}

impl RoundRunner {
    pub fn new(state: Arc<PageState>, caller: Caller) -> Self {
        Self { state, caller, server: None, tab: None }
    }

    pub async fn drive(mut self, steps: Vec<Step>) {
        let mut done = Ok(());
        for step in &steps {
            done = self.step(step).await;
            if let Err(error) = &done {
                self.note(&Deed::lost(error, end_of(error)));
                break;
            }
        }
        self.state.fates.tell(done.as_ref().copied());
        if let Some(tab) = self.tab.take() {
            tab.close().await;
        }
    }

    async fn step(&mut self, step: &Step) -> Result<(), BrowserError> {
        match step {
            Step::Open(open) => self.open(open.fresh).await,
            Step::Change(Change { times }) => {
                for _ in 0..*times {
                    self.change().await?;
                }
                Ok(())
            }
            Step::Fail(fail) => self.fail(fail.with).await,
            Step::Quiet {} => self.quiet().await,
            Step::EndHolds(EndHolds { times }) => self.end_holds(*times).await,
            Step::Markup {} => self.markup().await,
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

    async fn open(&mut self, fresh: bool) -> Result<(), BrowserError> {
        let state = self.state.clone();
        let server = Arc::new(if fresh { self.fresh().await } else { ScriptedServer::new(state.dialect.clone()) });
        let way = Way {
            browser: &state.browser,
            context: state.context.clone(),
            caller: self.caller.clone(),
            script: Some(server.clone()),
            hints: state.hints(),
        };
        self.server = Some(server.clone());
        let start = may_start().await;
        let tab = self.tab.insert(Tab::new(way).await?);
        let gone = tab.go(&state.address()).await;
        let asks = || server.asked() > 0;
        // Another page need not wait for one that says nothing.
        let soon = gone.is_ok() && until(SHOWS_WITHIN, asks).await;
        drop(start);
        let asked = soon || gone.is_ok() && until(ASKS_WITHIN, asks).await;
        let opened = Instant::now();
        tokio::time::sleep(SETTLES).await;
        tab.look().await?;
        self.note(&Deed::Opened { asked, status: server.status(), holds: server.held() > 0, fresh });
        // Nothing can be done with a page that does not run.
        if !asked {
            return Err(BrowserError::Silent("the state"));
        }
        if fresh {
            return self.shows(&server.status(), opened).await;
        }
        self.picture(Moment::Load).await;
        Ok(())
    }

    async fn picture(&self, moment: Moment) {
        self.state.film.take(self.tab.as_ref(), moment).await;
    }

    /// A server with the first version that the student's own was seen with. What that one writes into its page itself
    /// is of now.
    async fn fresh(&self) -> ScriptedServer {
        let (dialect, api) = (self.state.dialect.clone(), &self.state.api);
        let ours = Caller::new(SERVER, &self.caller.scenario, self.caller.attempt).with(PollRole::Discovery.name(), 0);
        let now = api.send_alone(&ours, api.knock(), self.state.context.longest()).await;
        let statuses = &dialect.contract.statuses.values;
        let now = now.state().map(|state| state.status.clone()).filter(|status| statuses.contains(status));
        let status = now.or_else(|| statuses.first().cloned()).unwrap_or_default();
        let version = self.state.first.as_ref().map_or(&dialect.version, |first| &first.version).clone();
        ScriptedServer::fresh(dialect, status, version)
    }

    /// One that shows a status in its own words needs no more time than that takes.
    async fn shows(&mut self, status: &str, since: Instant) -> Result<(), BrowserError> {
        let own = folded(status);
        let (_, tab) = self.parts()?;
        while since.elapsed() < SHOWS_WITHIN && !tab.look().await?.values().any(|(text, _)| folded(text).contains(&own))
        {
            tokio::time::sleep(EACH * 5).await;
        }
        Ok(())
    }

    /// Changes the status while a poll waits, and looks until the next one waits or the page had time enough.
    async fn change(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let held = waits(&server, POLLS_WITHIN).await;
        let (status, polls) = (next(&server), server.polls());
        let started = Instant::now();
        // It is written down first: what follows is later.
        let at = self.state.context.clock.now();
        let version = server.set(&status).token;
        let changed = Deed::Changed { status: status.clone(), version, held };
        let detail = serde_json::to_value(changed).expect("it is plain data");
        self.parts()?.1.note(at, DEED, detail);
        until(SHOWS_WITHIN, || server.polls() > polls).await;
        tokio::time::sleep_until(started + APART).await;
        self.shows(&status, started).await?;
        // What comes late stays for a while all the same, before the next change.
        if started.elapsed() > APART + EACH {
            tokio::time::sleep(STAYS).await;
        }
        self.picture(Moment::Change).await;
        Ok(())
    }

    /// Nothing is done while a poll waits.
    async fn quiet(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        waits(&server, POLLS_WITHIN).await;
        self.note(&Deed::Quiet { for_ms: QUIET.as_millis() as u64 });
        tokio::time::sleep(QUIET).await;
        self.parts()?.1.look().await.map(drop)
    }

    /// The first hold is as long as those of the student's own server: a page may take a shorter one for an error.
    async fn end_holds(&mut self, times: u32) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        if !waits(&server, POLLS_WITHIN).await {
            return Ok(());
        }
        let state = self.state.clone();
        let end = state.hold_end(&self.caller).await;
        for number in 0..times {
            if number > 0 {
                tokio::time::sleep(HOLDS).await;
            }
            waits(&server, POLLS_WITHIN).await;
            self.parts()?.1.look().await?;
            let polls = server.polls();
            self.note(&Deed::HoldEnded { status: server.status(), seen: end.is_seen });
            server.end_holds(&end.says);
            if !until(AFTER_HOLD, || server.polls() > polls).await {
                break;
            }
        }
        self.parts()?.1.look().await.map(drop)
    }

    async fn markup(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        if !self.state.dialect.takes_markup {
            self.note(&Deed::Markup { status: None, held: false });
            return Ok(());
        }
        let held = waits(&server, POLLS_WITHIN).await;
        let (status, polls) = (MARKUP.to_owned(), server.polls());
        self.note(&Deed::Markup { status: Some(status.clone()), held });
        server.set(&status);
        until(SHOWS_WITHIN, || server.polls() > polls).await;
        tokio::time::sleep(SETTLES).await;
        self.parts()?.1.look().await.map(drop)
    }

    async fn restart(&mut self) -> Result<(), BrowserError> {
        let (server, _) = self.parts()?;
        let held = waits(&server, POLLS_WITHIN).await;
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

/// Waits until a poll waits: a page may pause between two of them. One whose polls are all answered at once never waits.
async fn waits(server: &ScriptedServer, within: Duration) -> bool {
    let before = server.polls();
    until(within, || server.held() > 0 || server.polls() > before + STORM as u32).await;
    server.held() > 0
}

/// A status that is not the current one, by turns each of them.
fn next(server: &ScriptedServer) -> String {
    let (now, all) = (server.status(), server.statuses());
    let place = all.iter().position(|status| *status == now).unwrap_or_default();
    all[(place + 1) % all.len()].clone()
}
