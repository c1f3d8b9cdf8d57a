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
    pub what: Words,
    pub hint: Option<Words>,
}

/// What is said to whoever reads.
#[derive(Debug)]
pub enum Words {
    /// A sentence by its name, with what stands in it: it is said in their language.
    Sentence(&'static str, Vec<(&'static str, String)>),
    /// Words that are said already, or that the system says in its own way.
    AsTheyAre(String),
}

impl Failure {
    pub fn new(exit: Exit, what: impl Into<Words>) -> Self {
        Self { exit, what: what.into(), hint: None }
    }

    /// A sentence by its name, with what stands in it.
    pub fn of(exit: Exit, sentence: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self::new(exit, Words::sentence(sentence, args))
    }

    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn hint_of(self, sentence: &'static str, args: &[(&'static str, &str)]) -> Self {
        self.hint(Words::sentence(sentence, args))
    }
}

impl Words {
    pub fn sentence(sentence: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self::Sentence(sentence, args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::AsTheyAre(words)
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self::AsTheyAre(words.into())
    }
}
