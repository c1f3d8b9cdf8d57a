//! How long is waited for what a page does.

use std::time::Duration;

pub use crate::driver::page::until;

/// A page that has not asked for the stream by then may wait for a click.
pub const ASKS_WITHIN: Duration = Duration::from_secs(4);
/// A page that has not asked for it by then does not, however busy the machine is.
pub const ASKS_LATEST: Duration = Duration::from_secs(12);
/// What was sent is shown by then, or late.
pub const SETTLES: Duration = Duration::from_millis(500);
/// From one quote to the next at least.
pub const APART: Duration = Duration::from_millis(300);
/// From one of many to the next.
pub const SOON: Duration = Duration::from_millis(60);
/// The longest that a page is given to show a quote.
pub const SHOWS_WITHIN: Duration = Duration::from_secs(2);
/// What moves or glows because of a change has come to rest.
pub const RESTS: Duration = Duration::from_millis(1200);
/// A page may have a timer of its own: after so long without a stream it has given up.
pub const GIVES_UP: Duration = Duration::from_secs(16);
/// One that opens more than one stream has done so by then.
pub const MULTIPLIES: Duration = Duration::from_secs(3);
/// From one look to the next.
pub const LOOKS: Duration = Duration::from_millis(50);
