//! The labs: a folder each, or one for a family of them, and the one list of them. Nothing else names one, but for the
//! exceptions that `tests/layers.rs` lists.
//!
//! A lab is a table of plain data and functions ([`Lab`]). The shared modules (contract, scenario, driver, history,
//! checker, score, report, text) hold what every lab needs; what only one lab knows is in its folder, under the same
//! names.

pub mod again;
mod lab;
pub mod long_polling;
pub mod socketio;
pub mod sse;
pub mod websocket;

pub use lab::{
    Audience, ChannelEvent, ChannelPanel, EventGist, Gist, Hearing, Lab, Measured, Mode, PageLab, Row, Shape, Speaker,
    Stay,
};

use crate::contract::Part;
use crate::driver::LabDriver;
use crate::names::LabId;
use crate::scenario::Vocabulary;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// All labs, in the order in which people are told of them.
pub const ALL: &[Lab] = &[
    long_polling::LAB,
    sse::LAB,
    socketio::chat::LAB,
    socketio::across::LAB,
    socketio::board::LAB,
    websocket::LAB,
    long_polling::page::LAB,
    sse::page::LAB,
];

/// The lab that judges the page of a server whose lab this is, in a browser.
pub fn of_its_page(id: &LabId) -> Option<&'static Lab> {
    ALL.iter().find(|lab| lab.is_page() && lab.id.as_str().strip_suffix("-page") == Some(id.as_str()))
}

/// The lab of this name.
pub fn find(id: &LabId) -> Option<&'static Lab> {
    ALL.iter().find(|lab| lab.id == *id)
}

/// The same, by the text of its name.
pub fn named(name: &str) -> Option<&'static Lab> {
    ALL.iter().find(|lab| lab.id.as_str() == name)
}

/// The names of all labs.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|lab| lab.id.as_str()).collect()
}

/// How an operation of this kind is drawn.
pub fn shape(kind: &str) -> Option<Shape> {
    let mut shapes = ALL.iter().flat_map(|lab| lab.shapes);
    shapes.find(|(name, _)| name.as_str() == kind).map(|(_, shape)| *shape)
}

pub fn vocabularies() -> Vec<Vocabulary> {
    ALL.iter().map(|lab| lab.vocabulary.clone()).collect()
}

pub fn drivers() -> Vec<LabDriver> {
    ALL.iter().map(|lab| lab.driver.clone()).collect()
}

pub fn contract_parts() -> Vec<&'static Part> {
    ALL.iter().map(|lab| &lab.contract).collect()
}

/// The name of a lab that there is, in a file that people write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownLab(pub LabId);

impl<'de> Deserialize<'de> for KnownLab {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

/// An error that a visitor raises has the place of the value in the file.
struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = KnownLab;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the name of a lab")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<KnownLab, E> {
        let unknown = || E::custom(format!("there is no lab {name:?}; the labs are: {}", names().join(", ")));
        named(name).map(|lab| KnownLab(lab.id.clone())).ok_or_else(unknown)
    }
}
