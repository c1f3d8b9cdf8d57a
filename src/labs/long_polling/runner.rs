//! One scenario being driven: which clients ask in it, and the polls that they hold open.

use super::browser::Browser;
use super::contract::ASKED;
use super::notes;
use super::orders::sorts_after;
use super::record::{ClientVersion, ID, PollOperation, PollRole};
use super::sends::Sends;
use super::state::LongPollState;
use super::steps::VersionChoice;
use crate::driver::wire::RawConnection;
use crate::driver::{Caller, Context};
use crate::history::{Event, Outcome, Reason};
use crate::names::Name;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Silent rounds that are evidence enough: each costs the time that it is waited for. With fewer, a server that wakes
/// nobody would never be seen with many polls held.
pub const ENOUGH: u32 = 3;

/// What a target that answers at once lets a scenario take, many times over.
const LONG: Duration = Duration::from_secs(4);

pub struct Runner {
    pub state: Arc<LongPollState>,
    pub caller: Caller,
    pub seed: u64,
    begun: Instant,
    pub held: Vec<HeldPoll>,
    /// Polls that never read their answers, and the versions that they sent.
    pub stuck: Vec<(Caller, String, RawConnection)>,
    next_client: u32,
    /// Others wait in the same window: nothing may update while they do.
    pub is_quiet: bool,
    /// This round ended because nobody was served while polls were held.
    pub unserved: bool,
    /// This round holds more polls than a server of this lab is asked to serve.
    pub is_crowded: bool,
    /// In this round, or in one before it, something that was due had not come.
    pub missed: bool,
    pub silent: bool,
    /// The one browser of this scenario.
    pub browser: Arc<Browser>,
    /// A request of the browser had no answer while it held a poll: it may be answered after that.
    pub queued: bool,
    /// Tells clients in a loop to stop after their next answer.
    pub stop: Arc<AtomicBool>,
}

/// A poll on its way, or a client that polls in a loop.
pub struct HeldPoll {
    pub task: JoinHandle<PollOperation<'static>>,
    pub close: oneshot::Sender<Reason>,
    /// For a client in a loop: the version that it has got so far.
    pub has: Option<Arc<Mutex<String>>>,
}

/// The round cannot go on: what it would show next means nothing.
pub struct Stuck;

impl Runner {
    pub fn new(state: Arc<LongPollState>, caller: Caller, seed: u64, is_quiet: bool) -> Self {
        Self {
            state,
            caller,
            seed,
            begun: Instant::now(),
            held: vec![],
            stuck: vec![],
            next_client: 1,
            is_quiet,
            unserved: false,
            is_crowded: false,
            missed: false,
            silent: false,
            browser: Arc::default(),
            queued: false,
            stop: Arc::default(),
        }
    }

    pub fn context(&self) -> &Arc<Context> {
        &self.state.api.context
    }

    /// The next client, with this role.
    pub fn client(&mut self, role: PollRole) -> Caller {
        let number = self.next_client;
        self.next_client += 1;
        self.caller.with(role.name(), number)
    }

    /// Whether the scenario has taken so long that the same again would take too much of the time that there is.
    pub fn is_late(&self) -> bool {
        self.begun.elapsed() > LONG && !self.context().is_noisy()
    }

    /// Enough was seen of polls that are due and do not come, here too: they are not waited for any longer.
    pub fn skip_waiting(&self) -> bool {
        let enough = self.state.silent.load(Ordering::Relaxed) >= ENOUGH;
        self.silent && (enough || self.state.unwakeable.load(Ordering::Relaxed))
    }

    /// The version that a client of this kind sends.
    pub async fn version(&self, choice: VersionChoice) -> Result<(String, ClientVersion), Stuck> {
        let Some(current) = self.state.current(&self.caller).await else {
            self.alive().await?;
            // What a client gets that is behind shows why none could be learned.
            if choice == VersionChoice::Old && !self.state.leaves_behind() {
                return Ok((self.state.old_version(), ClientVersion::Old));
            }
            return Err(self.skipped(notes::NO_VERSION));
        };
        if choice == VersionChoice::Old && self.state.leaves_behind() {
            return Err(self.skipped(notes::LEFT_BEHIND));
        }
        let number = || current.version.token.parse::<i128>().ok().filter(|_| self.state.has_integers());
        match choice {
            VersionChoice::Current => Ok((current.version.token, ClientVersion::Current)),
            VersionChoice::Old => Ok((self.state.old_version(), ClientVersion::Old)),
            VersionChoice::Ahead => match number() {
                Some(number) => Ok((number.saturating_add(1_000_000).to_string(), ClientVersion::Ahead)),
                None => Err(self.skipped(notes::NOT_INTEGER)),
            },
            VersionChoice::SortsAfter if !self.state.has_integers() => Err(self.skipped(notes::NOT_INTEGER)),
            VersionChoice::SortsAfter => {
                let sent = sorts_after(&current.version.token).ok_or(Stuck)?;
                Ok((self.with_sent(&sent).ok_or(Stuck)?, ClientVersion::Old))
            }
        }
    }

    /// The version of a client that sends this number.
    fn with_sent(&self, sent: &str) -> Option<String> {
        match self.state.api.contract.poll.sends {
            Sends::Version => Some(sent.into()),
            Sends::Next => sent.parse::<i128>().ok().map(|number| (number - 1).to_string()),
            Sends::Nothing => None,
        }
    }

    fn skipped(&self, why: Name) -> Stuck {
        self.context().note(&self.caller, Event::Skipped(why));
        Stuck
    }

    /// What is there in the end; of a target that has left so much without an answer that nothing is waited for any more,
    /// once, and as long as for any answer.
    pub async fn look_at_last(&self) {
        let patience = &self.context().patience;
        if !patience.is_hurried() {
            let _ = self.alive().await;
        } else if patience.looks_once_more() {
            let caller = self.caller.with(PollRole::Liveness.name(), 0);
            self.state.api.send_patiently(&caller, self.state.api.page("/")).await;
        }
    }

    /// Is the target still there? A server that restarts by itself is given five seconds.
    pub async fn alive(&self) -> Result<(), Stuck> {
        for _ in 0..10 {
            // Any page will do, and any answer: a poll might be held, rightly or not.
            let (caller, ask) = (self.caller.with(PollRole::Liveness.name(), 0), self.state.api.page("/"));
            let operation = self.state.api.send(&caller, ask, self.context().late()).await;
            if !matches!(operation.outcome, Outcome::Refused(_)) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.context().died(&self.caller);
        Err(Stuck)
    }

    /// Nobody was served while polls were held.
    pub fn starved(&mut self) -> Result<(), Stuck> {
        let waiters = self.context().meter.held();
        let is_first = if waiters > ASKED {
            self.state.crowd.swap(ASKED, Ordering::Relaxed) != ASKED
        } else {
            waiters > 0 && !self.state.starved.swap(true, Ordering::Relaxed)
        };
        if is_first {
            let detail = serde_json::json!({ "waiters": waiters });
            self.context().note(&self.caller, Event::Lab { lab: ID, what: notes::STARVED, detail });
        }
        self.unserved = waiters > 0;
        Err(Stuck)
    }
}
