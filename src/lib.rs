//! `lab` grades student servers of real-time web labs as black boxes over HTTP, and says why.
//!
//! # Layout
//!
//! ```text
//! contract ─┐
//!           ├─► driver ──► history ──► checker ──► score ──► report
//! scenario ─┘  (acts)     (record)    (judges)    (points)   (shows)
//! ```
//!
//! - [`contract`]: how one target is spoken to. Data, discovered or read from TOML.
//! - [`scenario`]: what is done to it, and which rules judge that. Data, one TOML file each under `scenarios/`.
//! - [`driver`]: the only code with a clock and a network.
//! - [`event_stream`]: reads an event stream as a browser does, and says why one is not read as it was meant; imports
//!   nothing.
//! - [`history`]: what happened, in order; imports nothing.
//! - [`checker`]: pure functions from a history to findings, one rule a file.
//! - [`score`]: findings and points to marks.
//! - [`report`]: one value, and the formats that show it.
//! - [`text`]: every sentence that people read, in French and English.
//! - [`class`]: who is in a class, what each handed in, and what became of it.
//! - [`sandbox`]: starts what was handed in, kept apart from everything else.
//! - [`store`]: where runs are kept.
//! - [`place`]: line and column, for errors in files.
//! - [`command`]: one file a subcommand; wires, and holds no rules. [`cli`] is its grammar, [`exit`] its codes.
//!
//! `tests/layers.rs` holds who may import whom.

// A reader that stops early must not end the program: [`command::out`] writes instead.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod checker;
pub mod class;
pub mod cli;
pub mod command;
pub mod contract;
pub mod driver;
pub mod event_stream;
pub mod exit;
pub mod history;
pub mod place;
pub mod report;
pub mod sandbox;
pub mod scenario;
pub mod score;
pub mod store;
pub mod text;
