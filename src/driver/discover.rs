//! Finds out which labs a target has, and how it is spoken to. The lab texts give most of their names as examples, so
//! they are looked for; how, each lab says.

use super::Context;
use super::documents::{self, Page};
use super::lab::{Absent, FoundLab, LabDriver, Missing, Search};
use crate::contract::Contract;
use crate::history::Reason;
use crate::message::Message;
use crate::names::LabId;
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

    /// What answers wants https: its first bytes are an alert of TLS, as they are quoted.
    pub fn is_tls(&self) -> bool {
        matches!(self, Self::NotHttp(why) if why.contains("\"\\u{15}\\u{3}"))
    }
}

/// What was found on a target.
pub struct Found {
    pub labs: Vec<Arc<dyn FoundLab>>,
    /// Why the pages of its servers are not judged, if they are not.
    pub without_pages: Vec<Message>,
}

/// Finds each lab that is wanted. A lab that the target does not have is left out, unless it was asked for.
pub async fn discover(context: &Arc<Context>, given: &Contract, labs: &[WantedLab]) -> Result<Found, NotFound> {
    let other = labs.first().map_or("/", |wanted| wanted.lab.path);
    // A server whose every answer is cut short is a broken one, and not none: each lab looks for itself. So it is whatever
    // it answers, if somebody says which lab it is meant to be.
    let is_told = labs.iter().any(|wanted| wanted.is_asked);
    let (page, broken) = match documents::read(context, other).await.map_err(|reason| NotFound::of(&reason)) {
        Ok(page) => (page, None),
        Err(why) if matches!(why, NotFound::Cut(_)) || is_told && !why.is_tls() => (Page::default(), Some(why)),
        Err(why) => return Err(why),
    };
    let mut order: Vec<&WantedLab> = labs.iter().collect();
    order.sort_by_key(|wanted| wanted.lab.changes_state);
    let (mut found, mut missing, mut remains): (Vec<Arc<dyn FoundLab>>, Vec<Missing>, _) = (vec![], vec![], None);
    let mut without_pages = vec![];
    for WantedLab { lab, is_asked } in order {
        let is_found = |id: &LabId| found.iter().any(|lab| lab.id() == *id);
        let is_looked_for = |id: &LabId| labs.iter().any(|wanted| wanted.lab.id == *id);
        // Its server was looked for, and why that is not there is told already.
        if lab.rests_on.as_ref().is_some_and(|id| is_looked_for(id) && !is_found(id)) && !is_asked {
            continue;
        }
        let search = Search { context: context.clone(), page: &page, given, is_asked: *is_asked };
        match (lab.discover)(search).await {
            Ok(lab) => found.push(lab),
            Err(_) if page.is_airplay => return Err(NotFound::Airplay),
            // Its server is graded all the same.
            Err(Absent { why, .. }) if lab.rests_on.is_some() && !is_asked => without_pages.push(why.message),
            Err(Absent { why, .. }) if why.is_refusal => return Err(NotFound::Labs(vec![why])),
            Err(Absent { remains: Some(lab), .. }) if *is_asked => found.push(lab),
            Err(Absent { why, .. }) if *is_asked && broken.is_none() => return Err(NotFound::Labs(vec![why])),
            // What was looked for last is the first that is told: it is what most of them have.
            Err(absent) => {
                if !missing.contains(&absent.why) {
                    missing.insert(0, absent.why);
                }
                remains = absent.remains.or(remains);
            }
        }
    }
    if found.is_empty() {
        found.extend(remains);
    }
    match broken {
        _ if !found.is_empty() => Ok(Found { labs: found, without_pages }),
        Some(why) => Err(why),
        None => Err(NotFound::Labs(missing)),
    }
}
