//! Whether the state moves by itself: then nothing that is seen can be laid on what was sent.

use super::Probe;
use crate::contract;
use crate::history::State;
use std::time::Duration;

impl Probe {
    /// Whether the version changes although nobody updates, and not because somebody asks: it is another one after a
    /// while, and the same one for two who ask within a moment.
    pub async fn moves_by_itself(&mut self) -> bool {
        const LOOKS: usize = 5;
        let Some(old) = self.known.old().cloned() else { return false };
        let (mut moves, mut agree, mut last) = (0, 0, None);
        for _ in 0..LOOKS {
            tokio::time::sleep(Duration::from_millis(150)).await;
            let one = self.look(&old).await;
            tokio::time::sleep(Duration::from_millis(2)).await;
            let two = self.look(&old).await;
            agree += usize::from(one.is_some() && one == two);
            moves += usize::from(last.is_some() && last != one);
            last = two;
        }
        agree + 1 >= LOOKS && moves >= 2
    }

    async fn look(&mut self, old: &State) -> Option<String> {
        let response = self.poll_until_news(&old.version.token).await.ok()?;
        let state = contract::read(&response.body, &self.contract.answer).state?;
        self.known.see(&state);
        Some(state.version.token)
    }
}
