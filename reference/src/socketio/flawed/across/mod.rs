//! The flawed servers of the lab of several instances: the model answer behind a real Redis, with one piece replaced.

mod support;

pub mod burst_thinned_out;
pub mod in_memory;
pub mod local_and_redis;
pub mod notices_stay_local;
pub mod parse_forgotten;
pub mod port_in_the_code;
pub mod published_in_latin_1;
pub mod published_later;
pub mod relayed_to_everyone;
pub mod republishes;
pub mod subscriber_publishes;
