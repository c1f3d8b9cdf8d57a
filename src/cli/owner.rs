use clap::Args;

/// Who answers for going where others may be.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Owner {
    /// Go to a server that is neither on this machine nor in a private network: it is mine
    #[arg(long)]
    pub i_own_this: bool,
}
