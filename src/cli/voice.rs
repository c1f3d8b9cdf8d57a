use clap::Args;

/// How much is said.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Verbosity {
    /// Say only what counts in the end: the marks, or what is surprising; errors are told all the same
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: each request as it ends (check), what was observed of every rule, of those that passed too
    #[arg(short, long)]
    pub verbose: bool,
}
