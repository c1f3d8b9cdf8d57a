/// What a command of a submission is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// With a network.
    Install,
    /// With loopback only.
    Serve,
}
