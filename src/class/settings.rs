//! What holds for a whole class: how it is marked, and what its submissions may use.

use crate::report::class::{Rounding, Weighted};
use crate::sandbox::SandboxLimits;
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub class: Option<String>,
    /// The labs that are graded; if it is empty, those that each submission has.
    pub weights: Vec<Weighted>,
    pub out_of: f64,
    pub round: f64,
    pub rounding: Rounding,
    /// The part of `out_of` that the files which were handed in are worth.
    pub files: f64,
    pub limits: SandboxLimits,
    /// More files and folders that submissions may read.
    pub visible: Vec<PathBuf>,
    pub contract: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            class: None,
            weights: vec![],
            out_of: 20.0,
            round: 0.01,
            rounding: Rounding::Nearest,
            files: 0.0,
            limits: SandboxLimits::default(),
            visible: vec![],
            contract: None,
        }
    }
}
