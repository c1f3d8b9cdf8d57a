//! A hold that ends by itself, while others wait: what an update shows that comes after it.

use crate::history::Outcome;
use crate::labs::long_polling::run::polls::LOOK;
use crate::labs::long_polling::runner::{HeldPoll, Runner, Stuck};
use crate::labs::long_polling::steps::VersionChoice;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// The most that come while the first one waits. With it, and with those whom other scenarios hold meanwhile, no more
/// wait at once than a server of this lab is asked to serve.
const COMERS: u32 = 5;

/// The first one comes no earlier than this after the one whose hold shall end.
const SOONEST: Duration = Duration::from_millis(250);

impl Runner {
    /// Holds a poll until its hold ends by itself. Meanwhile others come, each after twice the time of the one before: so
    /// whenever the hold ends, somebody has come lately enough to wait on for a good while. It is over when nobody waits
    /// any more whom an update must not wake; those that came still do.
    pub(super) async fn expire(&mut self) -> Result<(), Stuck> {
        let (version, knows) = self.version(VersionChoice::Current).await?;
        let hold = self.state.api.contract.hold.clone();
        let start = Instant::now();
        let mut first = self.hold(&version, knows);
        let (mut comes, mut come) = ((hold.min / 2).max(SOONEST), 0);
        let operation = loop {
            let (end, next) = (self.state.hold_over(start), start + comes);
            let comes_next = come < COMERS && next <= Instant::now() + LOOK;
            let until = if comes_next { next } else { Instant::now() + LOOK };
            match timeout_at(until.min(end), &mut first.task).await {
                Ok(done) => break done.ok(),
                Err(_) if Instant::now() >= end => {
                    self.held.push(first);
                    return Err(Stuck);
                }
                Err(_) if !comes_next => {}
                Err(_) => {
                    let comer = self.hold(&version, knows);
                    self.held.push(comer);
                    (comes, come) = (comes * 2, come + 1);
                }
            }
        };
        let Some(operation) = operation else { return Err(Stuck) };
        let lasted = start.elapsed();
        match &operation.outcome {
            Outcome::Answered(_) if operation.news().is_none() && lasted >= hold.min.mul_f64(0.9) => {
                self.state.hold_lasted(lasted);
            }
            Outcome::Answered(_) => return Err(Stuck),
            // A time limit of the server cuts the next one too, as long after it came; an end of the server, all at once.
            _ => {
                self.see_the_next_end(lasted).await;
                return self.alive().await.and(Err(Stuck));
            }
        }
        let _ = timeout_at(self.state.hold_over(start), self.state.window.is_over()).await;
        self.held.retain(|held| !held.task.is_finished());
        // From here on nothing of ours waits that an update must not wake.
        self.is_quiet = false;
        Ok(())
    }

    /// Waits until the first of those that came has ended too, for so long at most.
    async fn see_the_next_end(&mut self, longest: Duration) {
        let limit = Instant::now() + longest + self.context().late();
        if let Some(HeldPoll { task, .. }) = self.held.first_mut() {
            let _ = timeout_at(limit, task).await;
        }
        self.held.retain(|held| !held.task.is_finished());
    }
}
