use std::path::PathBuf;

/// How much of a tree is looked at; more than this is too much anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MostFiles {
    pub bytes: u64,
    /// Files, folders and links.
    pub entries: u64,
    /// Folders in folders.
    pub depth: usize,
}

/// What a tree takes on the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    pub bytes: u64,
    pub entries: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    Within(Size),
    TooLarge,
    TooMany,
    TooDeep,
    /// We may not look into a folder of it, and cannot give ourselves the right to.
    Hidden,
}

/// What could not be removed of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remains {
    /// How many files and folders could not be removed, without those that only hold others.
    pub count: usize,
    /// The first of them.
    pub path: PathBuf,
    pub why: String,
}
