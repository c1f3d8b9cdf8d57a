//! How many waiters a target bears, and how soon it wakes them.
//!
//! [`wait_all`] is the engine, which needs bytes and no contract; [`Load`] discovers a target and loads it.

mod reach;
mod round;
mod session;
mod usage;
mod waiter;
mod waiting;
mod wave;

pub use reach::{FROM_ONE_ADDRESS, foreign, make_room};
pub use round::{Fault, Round, Trip, Used, Verdict, steps};
pub use session::Load;
pub use usage::Usage;
pub use waiting::{Came, News, Plan, Waited};
pub use wave::{Crowd, Wave, wait_all};
