use super::{History, Nanos};
use crate::names::{LabId, Name};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Of what a picture of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// The page was loaded.
    Load,
    /// What it shows changed.
    Change,
    /// What it asks for fails.
    Failure,
    /// That is over.
    After,
}

/// How a page looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub moment: Moment,
    /// WebP, in base64.
    pub webp: String,
}

impl Picture {
    /// The kind of an observation that is one.
    pub const KIND: Name = Name::new("picture");
}

impl History {
    /// The pictures of a page of this lab, in the order of their moments: when, where, and what.
    pub fn pictures(&self, lab: &LabId) -> Vec<(Nanos, &str, Picture)> {
        let own = self.observations.iter().filter(|one| one.lab == *lab && one.kind == Picture::KIND);
        let read = |one: &serde_json::Value| serde_json::from_value::<Picture>(one.clone()).ok();
        let mut pictures: Vec<(Nanos, &str, Picture)> =
            own.filter_map(|one| Some((one.at, &*one.scenario, read(&one.detail)?))).collect();
        pictures.sort_by_key(|(at, _, picture)| (picture.moment, *at));
        pictures
    }
}
