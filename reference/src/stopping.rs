//! How those who wait learn that the server is about to stop.

use std::future;

use tokio::sync::watch;

/// Tells everyone who holds a copy when the server was asked to stop.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// The sender asks for the stop by sending `true`.
    pub fn channel() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// A server that nobody will ask to stop.
    pub fn never() -> Self {
        Self::channel().1
    }

    /// Completes once the stop was requested, at once if that is past.
    pub async fn requested(&self) {
        let request = self.0.clone().wait_for(|stop| *stop).await.map(|_| ());
        // An error means that nobody is left who could ask, which is not a request.
        if request.is_err() {
            future::pending().await
        }
    }
}
