//! Finds out which labs a target has, and how it is spoken to. The lab texts give most of their names as examples, so
//! they are looked for; how, each lab says.

use super::Context;
use super::lab::{FoundLab, LabDriver, Missing, Search};
use super::page::{self, Page};
use crate::contract::Contract;
use crate::history::Reason;
use std::sync::Arc;

/// A lab that is looked for.
#[derive(Clone)]
pub struct WantedLab {
    pub lab: LabDriver,
    /// It was asked for by its name: it is graded whatever is found of it.
    pub is_asked: bool,
}

/// Why nothing can be graded.
#[derive(Debug, Clone, PartialEq)]
pub enum NotFound {
    /// It accepts connections and answers nothing, or nothing whole in time.
    Silent,
    /// Its answers are cut short.
    Cut(String),
    /// Its answers have no end that we would wait for.
    TooLarge(String),
    /// What answers does not speak HTTP.
    NotHttp(String),
    /// It is no server of anybody's: macOS' AirPlay receiver.
    Airplay,
    /// No lab that was looked for is there, or one that was asked for is not.
    Labs(Vec<Missing>),
}

impl NotFound {
    pub fn of(reason: &Reason) -> Self {
        match reason.clone() {
            Reason::NoAnswer | Reason::Left => Self::Silent,
            Reason::Cut(why) => Self::Cut(why),
            Reason::NotHttp(why) => Self::NotHttp(why),
            Reason::TooLarge(why) => Self::TooLarge(why),
        }
    }
}

/// Finds each lab that is wanted. A lab that the target does not have is left out, unless it was asked for.
pub async fn discover(
    context: &Arc<Context>,
    given: &Contract,
    labs: &[WantedLab],
) -> Result<Vec<Arc<dyn FoundLab>>, NotFound> {
    let other = labs.first().map_or("/", |wanted| wanted.lab.path);
    // A server whose every answer is cut short is a broken one, and not none: each lab looks for itself.
    let (page, broken) = match page::read(context, other).await {
        Ok(page) => (page, None),
        Err(reason @ Reason::Cut(_)) => (Page::default(), Some(reason)),
        Err(reason) => return Err(NotFound::of(&reason)),
    };
    let mut order: Vec<&WantedLab> = labs.iter().collect();
    order.sort_by_key(|wanted| wanted.lab.changes_state);
    let (mut found, mut missing): (Vec<Arc<dyn FoundLab>>, Vec<Missing>) = (vec![], vec![]);
    for WantedLab { lab, is_asked } in order {
        let search = Search { context: context.clone(), page: &page, given, is_asked: *is_asked };
        match (lab.discover)(search).await {
            Ok(lab) => found.push(lab),
            Err(_) if page.is_airplay => return Err(NotFound::Airplay),
            Err(why) if why.is_refusal || *is_asked && broken.is_none() => return Err(NotFound::Labs(vec![why])),
            // What was looked for last is the first that is told: it is what most of them have.
            Err(why) => missing.insert(0, why),
        }
    }
    match broken {
        _ if !found.is_empty() => Ok(found),
        Some(reason) => Err(NotFound::of(&reason)),
        None => Err(NotFound::Labs(missing)),
    }
}
