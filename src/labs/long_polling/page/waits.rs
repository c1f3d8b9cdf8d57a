//! How long is waited for what a page does.

use std::time::Duration;

pub use crate::driver::page::until;

/// From one look to the next.
pub const EACH: Duration = Duration::from_millis(10);
/// A page that has not asked for the state by then does not, however busy the machine is.
pub const ASKS_WITHIN: Duration = Duration::from_secs(15);
/// What was answered is shown by then, or late.
pub const SETTLES: Duration = Duration::from_millis(500);
/// A page that pauses between two polls is waited for.
pub const POLLS_WITHIN: Duration = Duration::from_secs(3);
/// From one change to the next at least.
pub const APART: Duration = Duration::from_millis(400);
/// What was shown stays so long before the next change at least.
pub const STAYS: Duration = Duration::from_millis(150);
/// The longest that a page is given to show a change.
pub const SHOWS_WITHIN: Duration = Duration::from_millis(2000);
/// A page may have a timer of its own: after so long without a poll it has given up.
pub const GIVES_UP: Duration = Duration::from_secs(16);
/// A tight loop is one that asks more often than this within the time.
pub const STORM: usize = 10;
pub const STORMS_FOR: Duration = Duration::from_secs(3);
/// So long nothing is done.
pub const QUIET: Duration = Duration::from_secs(3);
/// What a page may take for no hold at all is shorter than this.
pub const HOLDS: Duration = Duration::from_secs(2);
/// After the end of a hold, a page that has not polled by then is late, however busy the machine is.
pub const AFTER_HOLD: Duration = Duration::from_secs(4);
/// A page's own patience with a server that says nothing is shorter, of its own time.
pub const A_MINUTE: Duration = Duration::from_secs(60);
/// A tab beside one that has asked may leave it to that one.
pub const ALSO_ASKS_WITHIN: Duration = Duration::from_secs(5);
/// What came with a change besides the status is there by then.
pub const REST: Duration = Duration::from_millis(500);
