//! How the student's own server says at the end of a hold that nothing has changed.

use super::dialect::{HoldEnd, Template};
use super::state::PageState;
use crate::driver::Caller;
use crate::labs::long_polling::record::{ClientVersion, ID as SERVER, PollRole};

/// Somebody else may change the status meanwhile: it is asked again so often.
const TRIES: u32 = 3;

impl PageState {
    /// Waits for the end of a hold, once for all.
    pub async fn hold_end(&self, caller: &Caller) -> &HoldEnd {
        self.hold_end.get_or_init(|| self.see_hold_end(caller)).await
    }

    async fn see_hold_end(&self, caller: &Caller) -> HoldEnd {
        let ours = Caller::new(SERVER, &caller.scenario, caller.attempt).with(PollRole::Discovery.name(), 0);
        let header = self.api.contract.answer.version_header.as_deref();
        for _ in 0..TRIES {
            let now = self.api.send_alone(&ours, self.api.knock(), self.context.longest()).await;
            let Some(current) = now.state().cloned() else { break };
            let poll = self.api.poll(&current.version.token, ClientVersion::Current);
            let ended = self.api.send_alone(&ours, poll, self.api.contract.hold.max).await;
            match (ended.answer(), ended.state()) {
                (Some(answer), None) if answer.code < 500 => {
                    return HoldEnd { says: Template::fixed(answer), is_seen: true };
                }
                // Some say the state once more, and beside it that it is the same.
                (Some(answer), Some(state)) if state.version == current.version => {
                    return HoldEnd { says: Template::of([(answer, state); 2], header), is_seen: true };
                }
                (Some(_), Some(_)) => {}
                _ => break,
            }
        }
        HoldEnd { says: Template::no_content(), is_seen: false }
    }
}
