//! How many waiters a target bears, and how soon it wakes them.
//!
//! [`wait_all`] is the engine, which needs bytes and no contract; [`LoadDriver`] discovers a target and loads it.

mod network_scope;
mod round;
mod session;
mod waiter;
mod waiter_pool;
mod waiting;

pub use crate::driver::open_files::make_room;
pub use network_scope::FROM_ONE_ADDRESS;
pub use round::{Fault, LoadVerdict, RoundFigures, RoundTrip, Used, steps};
pub use session::{LoadDriver, LoadStartError};
pub use waiter_pool::{LoadRound, WaiterPool, wait_all};
pub use waiting::{IsUpdate, PoolPlan, WaiterOutcome, WaiterResult};
