//! Looks for the greeting: where a contract file says that it is, or where the lab text says.

use super::contract::{Greeting, HELLO_PATH, Hello};
use super::found::FoundHello;
use super::record::{DISCOVERER, ID};
use super::run;
use crate::driver::documents::PATIENCE;
use crate::driver::{Caller, LabSearch, Missing, Search};
use crate::history::DISCOVERY;
use crate::message::Message;
use std::sync::Arc;

/// Whatever answers at the path, but for a 404, is meant to be the greeting. If the lab was asked for and is not there,
/// it is graded at that path.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let context = search.context.clone();
    let path = search.given.get("hello", "path").unwrap_or_else(|| HELLO_PATH.to_owned());
    let caller = Caller { round: 1, ..Caller::new(ID, DISCOVERY, 1).with(DISCOVERER, 0) };
    let asked = run::ask(&context, &caller, &path, PATIENCE).await;
    let is_here = asked.answer().is_some_and(|answer| answer.code != 404);
    if !is_here && !search.is_asked {
        let message = Message::new("trouble-no-hello").text("path", path);
        return Err(Missing { message, is_refusal: false }.into());
    }
    Ok(Arc::new(FoundHello { context, contract: Hello { hello: Greeting { path } } }))
}
