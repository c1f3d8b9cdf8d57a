//! Many updates at once, while readers look.

use super::stage::Stage;
use crate::history::{Kind, Knows};
use crate::scenario::Burst;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::oneshot;

pub async fn drive(stage: &mut Stage, step: &Burst) -> Option<()> {
    let world = stage.world.clone();
    world.current(&stage.who).await?;
    let old = world.known.lock().expect("no holder panics").old().map(|s| s.version.token.clone())?;
    let patience = world.late();
    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..step.readers)
        .map(|_| {
            let (world, who, old, stop) = (world.clone(), stage.actor("reader"), old.clone(), stop.clone());
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let operation = world.read(&who, &old, Knows::Old, patience).await;
                    if operation.answer().is_none() {
                        break;
                    }
                }
            })
        })
        .collect();
    let updaters: Vec<_> = (0..step.updates)
        .map(|_| {
            let (world, who) = (world.clone(), stage.actor("updater"));
            tokio::spawn(async move {
                let status = world.next_status();
                let request = world.update_request(&status);
                let (close, closed) = oneshot::channel();
                let asking = world.ask_on_line(&who, Kind::Update, world.update_ask(&status), &request, closed);
                let closing = async {
                    tokio::time::sleep(patience).await;
                    let _ = close.send(crate::history::Lost::NoAnswer);
                    std::future::pending::<()>().await;
                };
                tokio::select! { _ = asking => {}, () = closing => {} }
            })
        })
        .collect();
    for updater in updaters {
        let _ = updater.await;
    }
    world.moved();
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        let _ = reader.await;
    }
    // The last word: what every client sees once nothing moves any more.
    world.current(&stage.who).await.map(|_| ())
}
