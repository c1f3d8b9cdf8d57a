use std::time::Duration;

/// Why there is no server.
#[derive(Debug)]
pub enum StartFailure {
    /// A command that installs what it needs has failed.
    Install {
        command: String,
        status: String,
        said: String,
    },
    /// What its image is to be built from leads elsewhere by a link: this file does.
    LedElsewhere {
        file: String,
    },
    InstallTooLong {
        command: String,
        most: Duration,
    },
    /// The server ended before it listened.
    Ended {
        status: String,
        said: String,
    },
    /// It runs and listens nowhere.
    Silent {
        most: Duration,
        said: String,
    },
    TooMuch(PassedLimit),
    /// A fault of ours, or of the machine.
    Ours(String),
}

/// A limit that a submission has passed, and which ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedLimit {
    Memory(u64),
    Processes(u64),
    Cpu(Duration),
    Disk(u64),
    /// Files, folders and links.
    Entries(u64),
    /// Folders in folders.
    Depth(usize),
    /// It has a folder that we may not look into.
    Hidden,
}
