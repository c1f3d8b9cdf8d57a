use super::wire::{Connector, Network, Target};
use std::sync::Arc;

/// A further instance of the target.
pub struct Instance {
    pub connector: Arc<dyn Connector>,
    /// The path of its URL.
    pub base: String,
}

impl Instance {
    pub fn of(target: Target) -> std::io::Result<Self> {
        let base = target.path("");
        Ok(Self { connector: Arc::new(Network::new(target)?), base })
    }
}
