//! What holds for a whole class: how it is marked, and what its submissions may use.

use crate::report::class::{Rounding, Weighted};
use crate::sandbox::Limits;
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub class: Option<String>,
    /// The labs that are graded; empty where what a submission has is graded.
    pub weights: Vec<Weighted>,
    pub out_of: f64,
    pub round: f64,
    pub rounding: Rounding,
    /// What the files that were handed in are worth, of `out_of`.
    pub files: f64,
    pub limits: Limits,
    /// More that submissions may read.
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
            limits: Limits::default(),
            visible: vec![],
            contract: None,
        }
    }
}
