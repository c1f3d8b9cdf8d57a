//! How the program ends: the one list of exit codes.

/// What a command's end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything required passed (or the mark reached `--pass-mark`).
    Pass = 0,
    /// A required rule failed (or the mark is under `--pass-mark`).
    Fail = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Something required could not be decided.
    Unknown = 3,
    /// A contract, scenario or other input file is wrong, or the target does not follow the contract given.
    BadInput = 4,
    /// There is nothing to grade: no connection, no HTTP, or no lab found.
    Unreachable = 5,
    /// A fault in `lab` itself, or of the machine.
    Fault = 70,
    /// Stopped by Ctrl-C; what was found so far was shown.
    Interrupted = 130,
    /// Nobody read on, and there was nothing else to do than to tell.
    Unread = 141,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ended before its end: the code, what is wrong, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub what: String,
    pub hint: Option<String>,
}

impl Failure {
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self { exit, what: what.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
