//! What a container is asked to run.

use super::network::Network;
use super::purpose::Purpose;

/// A command of a shell within a container.
pub struct ContainerCommand<'a> {
    pub purpose: Purpose,
    pub network: Network,
    /// The user and the group that its files belong to; none if they are ours because we are not root.
    pub user: Option<u32>,
    pub folder: &'a str,
    pub shell: &'a str,
}
