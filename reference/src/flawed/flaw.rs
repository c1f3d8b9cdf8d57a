//! What a flawed server says of itself.

use std::{io, pin::Pin, time::Duration};

use tokio::net::TcpListener;

/// A server at work: it runs until it is dropped or dies.
pub type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// A server with one defect.
pub struct Flaw {
    /// Its name, a slug that describes the defect.
    pub name: &'static str,
    /// Its row in the catalogue of defects; empty if it has none.
    pub row: &'static str,
    /// The lab that it belongs to.
    pub lab: &'static str,
    /// The rules that it must fail; the first is the one that it exists for.
    pub fails: &'static [&'static str],
    /// See [`Flaw::may_fail`].
    pub(crate) may_fail: &'static [&'static str],
    /// The text of its file.
    pub source: &'static str,
    /// Starts it. The time is the hold of its polls or the interval of its stream, whichever its lab has.
    pub serve: fn(TcpListener, Duration) -> Serving,
}

impl Flaw {
    /// The rules that it fails as well on some machines and at some moments: neither failing nor passing them is an
    /// error.
    pub fn may_fail(&self) -> &'static [&'static str] {
        self.may_fail
    }

    /// What is wrong and how it shows: the first doc lines of its file.
    pub fn about(&self) -> String {
        let lines: Vec<_> = self.source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
        lines.join(" ")
    }
}
