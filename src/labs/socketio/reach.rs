//! Finds the chat of a target for those who drive no scenarios: to listen to it, or to load it.

use super::contract::URL_PATH;
use super::discover;
use super::kin::Kin;
use super::state::ChatState;
use crate::driver::discover::NotFound;
use crate::driver::run::{Plan, StartError, Started};
use crate::driver::{Search, documents};

/// Why there is no chat to speak to.
#[derive(Debug)]
pub enum ReachError {
    Start(StartError),
    NotFound(NotFound),
}

impl From<StartError> for ReachError {
    fn from(why: StartError) -> Self {
        Self::Start(why)
    }
}

/// What was learned of the chat, and what has to live as long as it is spoken to.
pub async fn reach(plan: &Plan, kin: &'static Kin) -> Result<(ChatState, Started), ReachError> {
    let started = Started::new(plan).await?;
    let context = started.context().clone();
    let page = documents::read(&context, URL_PATH).await;
    let page = page.map_err(|reason| ReachError::NotFound(NotFound::of(&reason)))?;
    let search = Search { context, page: &page, given: &plan.given, is_asked: false };
    let state = discover::find(&search, kin).await.map_err(|why| match page.is_airplay {
        true => ReachError::NotFound(NotFound::Airplay),
        false => ReachError::NotFound(NotFound::Labs(vec![why])),
    })?;
    Ok((state, started))
}
