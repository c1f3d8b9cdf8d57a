use super::reach::{Whose, meant_port};
use std::net::IpAddr;

/// Why there is nothing to talk to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("{0}")]
    BadUrl(String),
    /// A number that is no port.
    #[error("{0} is no port: a port is a number from 1 to 65535")]
    BadPort(String),
    #[error("{0}")]
    UnknownHost(String),
    #[error(transparent)]
    OutOfReach(#[from] OutOfReach),
    #[error("{0}")]
    Refused(String),
}

/// An address that is not gone to. Nothing was sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{address} is out of reach")]
pub struct OutOfReach {
    pub address: IpAddr,
    pub whose: Whose,
}

impl OutOfReach {
    /// The port that was meant, if the address is the number of one.
    pub fn meant_port(&self) -> Option<u16> {
        meant_port(self.address)
    }
}
