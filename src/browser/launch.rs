use super::find::Program;

/// How a browser is started.
#[derive(Debug, Clone)]
pub struct Launch {
    pub program: Program,
    /// The command in which it is run, such as one that makes a network of its own.
    pub within: Vec<String>,
    /// It shows its windows.
    pub is_visible: bool,
}
