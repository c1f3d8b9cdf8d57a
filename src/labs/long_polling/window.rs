//! The window that all scenarios share which only wait: who still waits in it.

use tokio::sync::watch;

/// How many scenarios hold polls that nothing may wake.
#[derive(Debug, Default)]
pub struct Window(watch::Sender<u32>);

/// One of them; it has ended once this is dropped.
pub struct Stay<'a>(&'a Window);

impl Window {
    pub fn enter(&self) -> Stay<'_> {
        self.0.send_modify(|inside| *inside += 1);
        Stay(self)
    }

    /// Waits until nobody is inside.
    pub async fn is_over(&self) {
        // It is only an error where the sender is gone, and that is here.
        let _ = self.0.subscribe().wait_for(|inside| *inside == 0).await;
    }
}

impl Drop for Stay<'_> {
    fn drop(&mut self) {
        self.0.0.send_modify(|inside| *inside -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn it_is_over_when_the_last_one_has_left() {
        let window = Window::default();
        window.is_over().await;
        let (one, other) = (window.enter(), window.enter());
        let waits = async |window: &Window| tokio::time::timeout(Duration::from_secs(9), window.is_over()).await;
        assert!(waits(&window).await.is_err());
        drop(one);
        assert!(waits(&window).await.is_err(), "the other still waits");
        drop(other);
        assert!(waits(&window).await.is_ok());
    }
}
