//! Finds the page, a browser to look at it, and how the page's own server speaks.

use super::contract::{PART, PageContract, PagePlace};
use super::dialect::{Dialect, Template, WithoutVersion};
use super::found::FoundPage;
use super::record::{ID, TAB};
use super::state::PageState;
use crate::browser::Browser;
use crate::driver::page::{Asked, control, locate, missing, none_for, start, told, would_ask};
use crate::driver::{Caller, LabSearch, Missing, Search};
use crate::history::{Answer, DISCOVERY, Outcome};
use crate::labs::long_polling::api::Api;
use crate::labs::long_polling::contract::Encoding;
use crate::labs::long_polling::discover::find as find_server;
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{ClientVersion, PollOperation, PollRole};
use std::sync::Arc;
use std::time::Duration;

/// What is not answered by then waits.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// Looks for the page of a target that has the server of this lab.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let (server, first) = find_server(&search).await?;
    let browser = start(&search.context.browser).await?;
    let api = &server.api;
    let dialect = learn(api, server.initial.as_deref()).await.ok_or_else(|| missing("trouble-page-server"))?;
    let given: Option<String> = search.given.get(PART.mark, "path");
    let path = match given {
        Some(path) => path,
        None => page_of(&browser, api, &search).await?.ok_or_else(|| none_for(&ID, &api.contract.poll.path))?,
    };
    let control = control(&browser, &search.context).await.map_err(|error| told(&error))?;
    let hinted = PageContract::of(search.given).map(|contract| contract.page).unwrap_or_default();
    let state = PageState::new((api.clone(), first), browser, dialect, PagePlace { path, ..hinted }, control);
    state.are_understood().await?;
    Ok(Arc::new(FoundPage(Arc::new(state))))
}

/// Where the page is that asks this server for its state. If none does, the first is the one that should, if it was asked
/// for or has a script that would.
async fn page_of(browser: &Browser, api: &Api, search: &Search<'_>) -> Result<Option<String>, Missing> {
    let linked = search.page.documents.iter().filter(|one| !one.is_script).map(|one| one.path.clone());
    let caller = Caller::new(ID, DISCOVERY, 1).with(TAB, 0);
    let (contract, base) = (&api.contract, &api.context.base);
    let read = contract.read.as_ref().map(|read| &read.path);
    let bare = |path: &String| format!("{base}{}", path.split('?').next().unwrap_or_default());
    let paths: Vec<String> = read.into_iter().chain([&contract.poll.path]).map(bare).collect();
    let is = Arc::new(move |asked: &Asked| asked.method == "GET" && paths.iter().any(|path| path == asked.bare_path()));
    let all = ["/".to_owned()].into_iter().chain(linked).collect();
    let found = locate(browser, &api.context, &caller, all, is).await?;
    let is_due = || search.is_asked || would_ask(search.page, &contract.poll.path);
    Ok(found.or_else(|| is_due().then(|| "/".into())))
}

/// What the server says to a client that knows nothing, before and after an update, and to its updates; the status that
/// it had is put back.
async fn learn(api: &Api, initial: Option<&str>) -> Option<Dialect> {
    let caller = Caller::new(crate::labs::long_polling::record::ID, DISCOVERY, 1).with(PollRole::Discovery.name(), 0);
    let statuses = &api.contract.statuses.values;
    let now = api.send_alone(&caller, api.knock(), api.context.longest()).await;
    let now = now.state().map(|state| state.status.clone());
    let other = |than: Option<&str>| statuses.iter().find(|status| Some(status.as_str()) != than);
    let first = other(now.as_deref())?.clone();
    let second = statuses.iter().find(|status| **status == initial.unwrap_or_default() && **status != first);
    let second = second.or_else(|| other(Some(&first)))?.clone();
    let takes_markup = takes(api, &caller, MARKUP).await;
    let mut by_form = api.clone();
    by_form.contract.update.encoding = Encoding::Form;
    // What it has by now is something else.
    let takes_forms = takes(&by_form, &caller, &first).await;
    let mut samples = vec![];
    for status in [&first, &second] {
        let update = api.send_alone(&caller, api.update(status), api.context.longest()).await;
        let poll = api.send_alone(&caller, api.knock(), api.context.longest()).await;
        let read = match &api.contract.read {
            Some(read) => Some(api.send_alone(&caller, api.page(&read.path), api.context.longest()).await),
            None => None,
        };
        let state = poll.state()?.clone();
        samples.push((state, answer(&poll)?, answer(&update)?, read.as_ref().and_then(answer)));
    }
    let (second, first) = (samples.pop()?, samples.pop()?);
    let header = api.contract.answer.version_header.as_deref();
    let of = |first_answer: &Answer, second_answer: &Answer| {
        Template::of([(second_answer, &second.0), (first_answer, &first.0)], header)
    };
    Some(Dialect {
        contract: api.contract.clone(),
        base: api.context.base.clone(),
        poll: of(&first.1, &second.1),
        update: of(&first.2, &second.2),
        read: first.3.as_ref().zip(second.3.as_ref()).map(|(first, second)| of(first, second)),
        without_version: without_version(api, &caller, &second.0).await,
        version: second.0.version.clone(),
        takes_forms,
        takes_markup,
    })
}

/// A server that takes only some statuses, or gives others than it took, keeps its page from such a one.
const MARKUP: &str = "<i>lab</i>";

/// Whether a status that the server does not have is stored, and given as it is.
async fn takes(api: &Api, caller: &Caller, status: &str) -> bool {
    api.send_alone(caller, api.update(status), api.context.longest()).await;
    let poll = api.send_alone(caller, api.knock(), api.context.longest()).await;
    poll.state().is_some_and(|state| state.status == status)
}

fn answer(operation: &PollOperation) -> Option<Answer> {
    operation.answer().cloned()
}

/// What it makes of a version that is none, as a script sends it that has none.
async fn without_version(api: &Api, caller: &Caller, current: &State) -> WithoutVersion {
    let ask = api.poll("undefined", ClientVersion::Odd);
    let asked = api.send_alone(caller, ask, AT_ONCE).await;
    match (&asked.outcome, asked.state()) {
        (Outcome::Answered(_), Some(state)) if state.status == current.status => WithoutVersion::Knows,
        (Outcome::Answered(answer), _) => WithoutVersion::Refuses(Template::fixed(answer)),
        _ => WithoutVersion::Waits,
    }
}
