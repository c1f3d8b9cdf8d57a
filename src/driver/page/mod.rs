//! What all labs of pages share: a tab of a real browser, whose requests all go through a proxy of ours.
//!
//! `proxy`: what the page asks, and who answers. `script`: answers in place of the server. `tab`: the page, what it shows
//! and when. `starts`: how many begin at once. `operate`: its controls. `find`: a browser, and the page that is meant.
//! `place`: where it is; `hints`: what its author says of it. `film`: how it looked. `page_clock`: when. `end`: what it has
//! come to. `control`: a page of ours beside it, which says how late the browser is. `probe.js` and `controls.js` run in the
//! page, in a world that it does not see.

mod control;
mod end;
mod exchange;
mod film;
mod find;
mod hints;
mod operate;
mod page_clock;
mod place;
mod proxy;
mod script;
mod starts;
mod tab;
mod until;

pub use control::control;
pub use end::{Fates, end_of};
pub use film::Film;
pub use find::{locate, missing, none_for, start, told, would_ask};
pub use hints::Hints;
pub use operate::Operated;
pub use place::address;
pub use proxy::Proxy;
pub use script::{Asked, Reply, Script};
pub use starts::may_start;
pub use tab::{Tab, Way};
pub use until::until;
