use std::path::PathBuf;

/// Why a browser does not do what it is told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrowserError {
    #[error("no browser was found")]
    NotFound,
    /// It is driven over two pipes, which only a shell of Unix can give it.
    #[error("pages are looked at on Linux and macOS only; on Windows, run lab in WSL")]
    NotHere,
    #[error("{} is no program that can be run", .0.display())]
    NoProgram(PathBuf),
    /// It is made for being driven, and nobody can look at it.
    #[error("{} has no window", .0.display())]
    NoWindow(PathBuf),
    /// There is nothing here that a window could be on.
    #[error("there is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set")]
    NoDisplay,
    #[error("the browser does not start: {0}")]
    DoesNotStart(String),
    #[error("the browser has ended")]
    Gone,
    /// The page is busy, or the whole machine is.
    #[error("{0} was not answered in time")]
    Slow(String),
    /// The page answers us, and does not begin.
    #[error("the page never asked for {0}")]
    Silent(&'static str),
    #[error("{call} is refused: {why}")]
    Refused { call: String, why: String },
    /// What was evaluated in a page threw an exception.
    #[error("a script of ours failed: {0}")]
    Script(String),
    #[error("the page has crashed")]
    Crashed,
    /// It went to where nobody answers: what the browser shows there is none of its own.
    #[error("the page went to {0}, where nobody answers")]
    Left(String),
    #[error("it was closed")]
    Closed,
}
