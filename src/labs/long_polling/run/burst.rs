//! Many updates at once, while readers look.

use crate::labs::long_polling::record::{ClientVersion, PollRole};
use crate::labs::long_polling::runner::Runner;
use crate::labs::long_polling::steps::{Burst, VersionChoice};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// More than this of one reader shows nothing new, where updates take their time.
const LOOKS: u32 = 300;

pub async fn drive(runner: &mut Runner, step: &Burst) -> Option<()> {
    let state = runner.state.clone();
    runner.version(VersionChoice::Current).await.ok()?;
    // Its readers are behind.
    runner.version(VersionChoice::Old).await.ok()?;
    let old = state.cache().old().map(|state| state.version.token.clone())?;
    let patience = runner.context().late();
    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..step.readers)
        .map(|_| {
            let (state, caller) = (state.clone(), runner.client(PollRole::Reader));
            let (old, stop) = (old.clone(), stop.clone());
            tokio::spawn(async move {
                for _ in 0..LOOKS {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let ask = state.api.read(&old, ClientVersion::Old);
                    if state.api.send(&caller, ask, patience).await.answer().is_none() {
                        break;
                    }
                }
            })
        })
        .collect();
    let updaters: Vec<_> = (0..step.updates)
        .map(|_| {
            let (state, caller) = (state.clone(), runner.client(PollRole::Updater));
            tokio::spawn(async move {
                let ask = state.api.update(&state.next_status());
                state.api.send_alone(&caller, ask, patience).await;
            })
        })
        .collect();
    for updater in updaters {
        let _ = updater.await;
    }
    state.changed();
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        let _ = reader.await;
    }
    // The last word: what every client sees once nothing moves any more.
    state.current(&runner.caller).await.map(|_| ())
}
