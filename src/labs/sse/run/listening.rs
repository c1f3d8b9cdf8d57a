//! How long open streams are listened to.

use super::StreamRunner;
use crate::driver::wire::nanos;
use crate::labs::sse::bound::FIRST;
use crate::labs::sse::steps::Listen;
use crate::labs::sse::subscriber::Subscriber;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often open streams are looked at.
const LOOK: Duration = Duration::from_millis(10);

impl StreamRunner {
    /// Waits for each stream until it has shown enough, is over, or is silent.
    pub(super) async fn listen(&mut self, step: &Listen) {
        let (first, slack) = self.patience();
        let from = self.context().clock.now();
        loop {
            let now = self.context().clock.now();
            let waits =
                |one: &Subscriber| !one.is_over() && one.buffer().wants_more(step.intervals, from, now, first, slack);
            // Where nothing comes any more, others than the one that is watched need not be waited for.
            let is_lively = |one: &Subscriber| one.has_event() && !one.is_done_for(now, first, slack);
            let is_vain = self.state.nothing_comes() && !self.open.iter().any(is_lively);
            let awaited = if is_vain { self.watched() } else { &self.open };
            let is_enough = !awaited.iter().any(waits) && !self.is_young(step.until_age);
            if is_enough || self.is_over() {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        // Refused or left without an event while another one has some: what is opened beside others proves nothing.
        let (served, kept_out): (Vec<_>, Vec<_>) = self.open.iter().partition(|one| one.has_event());
        if !served.is_empty() && !kept_out.is_empty() {
            self.state.saw_others_kept_out();
        }
        self.look_whether_anything_comes();
        if step.undisturbed {
            self.nobody_leaves = None;
            self.state.all_have_left().await;
        }
    }

    /// A stream was waited for in vain, and no other one goes on: beside the one that is watched, or where none ever did.
    fn look_whether_anything_comes(&self) {
        let ((first, slack), now) = (self.patience(), self.context().clock.now());
        let goes_on = |one: &Subscriber| !one.is_done_for(now, first, slack);
        if self.open.iter().any(Subscriber::has_event) {
            self.state.saw_an_event();
        }
        let in_vain = self.open.iter().any(|one| !one.is_over() && !one.has_event());
        if in_vain && !self.open.iter().any(goes_on) && (self.watches || !self.state.has_seen_an_event()) {
            self.state.saw_that_nothing_comes();
        }
    }

    /// The stream that is watched, if one is.
    fn watched(&self) -> &[Subscriber] {
        &self.open[..usize::from(self.nobody_leaves.is_some()).min(self.open.len())]
    }

    /// How long a first event is waited for, and how much later than usual another one may be.
    fn patience(&self) -> (u64, u64) {
        let slack = nanos(self.context().longest());
        (nanos(FIRST) + slack, slack)
    }

    /// The first stream goes on and is not as old as this.
    fn is_young(&self, age: Duration) -> bool {
        self.goes_on().is_some_and(|so_far| so_far < nanos(age))
    }

    /// The run ends now, whatever the target does.
    fn is_over(&self) -> bool {
        let now = self.context().clock.now();
        self.context().patience.left(now).is_zero()
    }

    /// How old the first stream is, if it goes on.
    fn goes_on(&self) -> Option<u64> {
        let ((first, slack), now) = (self.patience(), self.context().clock.now());
        let stays = self.open.first().filter(|one| !one.is_done_for(now, first, slack));
        stays.map(|one| one.buffer().age(now))
    }

    pub(super) async fn watch(&self, age: Duration) {
        let at_work = &self.context().at_work;
        // Who only watches keeps nobody who watches too.
        at_work.fetch_sub(1, Ordering::Relaxed);
        let is_awaited = || self.is_young(age) || (at_work.load(Ordering::Relaxed) > 0 && self.goes_on().is_some());
        while is_awaited() && !self.is_over() {
            tokio::time::sleep(LOOK).await;
        }
        at_work.fetch_add(1, Ordering::Relaxed);
    }
}
