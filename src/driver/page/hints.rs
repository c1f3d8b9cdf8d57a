//! What a contract says of a page that cannot be found by looking at it: CSS selectors.

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// What shows the status; anything that does, if nothing is said.
    pub display: Option<String>,
    /// Where a user types.
    pub field: Option<String>,
    /// What a user clicks, one after the other; whatever looks like it, if nothing is said.
    pub control: Vec<String>,
}

impl Hints {
    /// All of them.
    pub fn selectors(&self) -> impl Iterator<Item = &str> {
        self.display.iter().chain(&self.field).chain(&self.control).map(String::as_str)
    }
}
