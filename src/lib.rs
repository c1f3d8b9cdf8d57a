//! `lab` grades student servers of real-time web labs as black boxes over HTTP, and says why.
//!
//! # Layout
//!
//! ```text
//! contract ─┐
//!           ├─► driver ──► history ──► checker ──► score ──► report
//! scenario ─┘  (acts)     (record)    (judges)    (points)   (shows)
//!    ▲            ▲                       ▲                     ▲
//!    └────────────┴──────── labs ─────────┴─────────────────────┘
//! ```
//!
//! What only one lab knows is in its folder:
//!
//! - [`labs`]: a folder each, and the one list of them. A lab is a table of data and functions ([`labs::Lab`]): how it is
//!   found and driven, its steps, its rules, its tables in a contract, its sentences. Read the `mod.rs` of one.
//!
//! What every lab shares knows none of them:
//!
//! - [`contract`]: how one target is spoken to. Data, discovered or read from TOML.
//! - [`scenario`]: what is done to it, and which rules judge that. Data, one TOML file each under `scenarios/<lab>/`.
//! - [`driver`]: the only code with a clock and a network. [`driver::run`] drives a run, [`driver::wire`] sends the bytes.
//! - [`browser`]: drives Chromium, for pages.
//! - [`history`]: what happened, in order, as it is saved.
//! - [`checker`]: what judging has in common: findings, limits of time, the noise of the machine. Pure.
//! - [`score`]: findings and points to marks, each lab by itself.
//! - [`report`]: one value, and the formats that show it.
//! - [`message`]: a sentence by its name, with what stands in it; [`text`]: the sentences, in French and English.
//! - [`names`]: the names of labs, of kinds of requests, of clients' roles.
//! - [`place`]: line and column, for errors in files.
//! - [`inert`]: what others wrote, made harmless wherever it is shown.
//!
//! Around them:
//!
//! - [`class`]: who is in a class, what each handed in, and what became of it.
//! - [`sandbox`]: starts what was handed in, kept apart from everything else.
//! - [`store`]: where runs are kept.
//! - [`command`]: one file a subcommand; wires, and holds no rules. [`cli`] is its grammar, [`exit`] its codes.
//!
//! `tests/layers.rs` holds who may import whom.

// A reader that stops early must not end the program: [`command::out`] writes instead.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod browser;
pub mod checker;
pub mod class;
pub mod cli;
pub mod command;
pub mod contract;
pub mod driver;
pub mod exit;
pub mod history;
pub mod inert;
pub mod labs;
pub mod message;
pub mod names;
pub mod place;
pub mod report;
pub mod sandbox;
pub mod scenario;
pub mod score;
pub mod store;
pub mod text;
