//! The same question before and after an update, and the same in words that were never used before.
//!
//! A cache inside a server that goes by the address repeats its answer of before to the first, and not to the second. A
//! server of several processes, each with a state of its own, does so by turns of its own: the order in which the two
//! are asked fits none.

use crate::labs::long_polling::record::{ClientVersion, PollOperation, PollRole};
use crate::labs::long_polling::runner::{Runner, Stuck};

/// Whether the words are new, one question after another.
const NEW_WORDS: [bool; 6] = [false, true, true, false, false, true];

pub async fn drive(runner: &mut Runner) -> Result<(), Stuck> {
    let first = runner.state.api.contract.poll.first.clone();
    ask(runner, &first, false).await?;
    let caller = runner.client(PollRole::Repeater);
    let update = runner.send_update(&caller, runner.patience()).await;
    if !update.succeeded() {
        return Err(Stuck);
    }
    for new_words in NEW_WORDS {
        ask(runner, &first, new_words).await?;
    }
    Ok(())
}

/// A client that knows nothing asks; one that gets no answer has shown enough.
async fn ask(runner: &mut Runner, version: &str, new_words: bool) -> Result<PollOperation<'static>, Stuck> {
    let (caller, api) = (runner.client(PollRole::Repeater), &runner.state.api);
    let ask = if new_words {
        api.read_uncached(version, &format!("{}", api.context.clock.now()))
    } else {
        api.read(version, ClientVersion::Old)
    };
    let operation = api.send(&caller, ask, api.context.late()).await;
    operation.answer().is_some().then_some(operation).ok_or(Stuck)
}
