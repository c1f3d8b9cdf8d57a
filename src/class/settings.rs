//! What holds for a whole class: how it is marked, and what its submissions may use.

use crate::report::class::{Rounding, Weighted};
use std::path::PathBuf;
use std::time::Duration;

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

/// What one submission may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// In bytes.
    pub memory: u64,
    pub processes: u64,
    /// Of all its processes together.
    pub cpu: Duration,
    /// From its start until it answers.
    pub start: Duration,
    pub install: Duration,
    /// In bytes.
    pub disk: u64,
    /// That it has open at a time; each held poll is one.
    pub files: u64,
    /// What is kept of what it prints, in bytes.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            memory: 1 << 30,
            processes: 256,
            cpu: seconds(120),
            start: seconds(60),
            install: seconds(300),
            disk: 512 << 20,
            files: 4096,
            output: 1 << 20,
        }
    }
}
