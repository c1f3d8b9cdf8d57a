//! What a submission reaches, while it installs and while it serves.

use super::purpose::Purpose;
use serde::{Deserialize, Serialize};

/// What the commands that install reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum InstallNetwork {
    /// The Internet, but neither this machine nor its networks nor any private one (takes slirp4netns)
    #[default]
    Apart,
    /// All that this machine reaches, and this machine itself: for submissions that you trust
    Shared,
    /// Nothing
    None,
}

/// The network that a command has, if it can be given one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Its own, with loopback only.
    Loopback,
    /// Its own, with a way out that is opened before the command begins.
    WayOut,
    /// That of this machine.
    Shared,
}

impl InstallNetwork {
    pub fn of(self, purpose: Purpose) -> Network {
        match (purpose, self) {
            (Purpose::Serve, _) | (Purpose::Install, Self::None) => Network::Loopback,
            (Purpose::Install, Self::Apart) => Network::WayOut,
            (Purpose::Install, Self::Shared) => Network::Shared,
        }
    }
}
