//! How handlers that wait learn that the server is about to stop.

use std::future;

use tokio::sync::watch;

/// Each handler that waits holds a copy, and learns from it when the server is asked to stop.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// The sender asks for the stop by sending `true`.
    pub fn channel() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Completes when the stop is requested: at once if it already was.
    pub async fn requested(&self) {
        let request = self.0.clone().wait_for(|stop| *stop).await.map(|_| ());
        // An error means that the sender is gone without a request, so there will never be one.
        if request.is_err() {
            future::pending().await
        }
    }
}
