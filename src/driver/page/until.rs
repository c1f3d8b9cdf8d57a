//! Waits for what a page does.

use std::time::Duration;
use tokio::time::Instant;

/// From one look to the next.
const EACH: Duration = Duration::from_millis(10);

/// Waits until something is so, for some time at most; whether it is.
pub async fn until(within: Duration, is: impl Fn() -> bool) -> bool {
    let end = Instant::now() + within;
    while !is() {
        if Instant::now() >= end {
            return false;
        }
        tokio::time::sleep(EACH).await;
    }
    true
}
