//! Whether the state moves by itself: then nothing that is seen can be laid on what was sent.

use super::Probe;
use crate::labs::long_polling::reading::{self, State};
use std::time::Duration;

/// So many pairs of answers have to agree, and so often the version has to move between them.
const AGREE: usize = 4;
const MOVES: usize = 2;
/// A target whose answers never agree or never move is looked at so often. If a busy machine lets a moment pass between
/// the two requests of a pair, the pair does not agree, and more are looked at.
const LOOKS: usize = 5;
const MOST_LOOKS: usize = 12;

impl Probe {
    /// Whether the version changes without an update, and not because a client asks: it is another one after a while, and
    /// the same one for two requests within a moment.
    pub async fn moves_by_itself(&mut self) -> bool {
        let Some(old) = self.cache.old().cloned() else { return false };
        let (mut moves, mut agree, mut last) = (0, 0, None);
        for look in 1..=MOST_LOOKS {
            tokio::time::sleep(Duration::from_millis(150)).await;
            let one = self.look(&old).await;
            tokio::time::sleep(Duration::from_millis(2)).await;
            let two = self.look(&old).await;
            agree += usize::from(one.is_some() && one == two);
            moves += usize::from(last.is_some() && last != one);
            last = two;
            if agree >= AGREE && moves >= MOVES {
                return true;
            }
            if look >= LOOKS && (agree == 0 || moves == 0) {
                return false;
            }
        }
        false
    }

    async fn look(&mut self, old: &State) -> Option<String> {
        let response = self.poll_until_news(&old.version.token).await.ok()?;
        let state = reading::read(&response.body, &response.headers, &self.api.contract.answer)?;
        self.cache.see(&state);
        Some(state.version.token)
    }
}
