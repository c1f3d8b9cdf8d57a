//! Starting a page is work, and several at once keep one another, and all that is timed, from the processor.

use std::sync::LazyLock;
use tokio::sync::{Semaphore, SemaphorePermit};

/// One for each processor, for all checks of this process.
static STARTS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

/// Waits until a page may be started. Whoever holds this lets it go once the page is there.
pub async fn may_start() -> SemaphorePermit<'static> {
    STARTS.acquire().await.expect("it is never closed")
}
