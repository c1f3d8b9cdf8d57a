//! Finds the page, a browser to look at it, and how the page's own server speaks.

use super::contract::{PART, PagePlace};
use super::dialect::{Dialect, Template, WithoutVersion};
use super::found::FoundPage;
use super::record::{ID, TAB};
use super::state::PageState;
use crate::browser::{Browser, BrowserError, Launch, find};
use crate::driver::page::{Asked, Reply, Script, Tab, Way, control, may_start};
use crate::driver::{BoxFuture, Caller, LabSearch, Missing, Search};
use crate::history::{Answer, DISCOVERY, Outcome};
use crate::labs::long_polling::api::Api;
use crate::labs::long_polling::contract::{Encoding, LongPolling};
use crate::labs::long_polling::discover::find as find_server;
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{ClientVersion, PollOperation, PollRole};
use crate::message::Message;
use crate::names::Name;
use futures_util::future::join_all;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// Where pages are that are not at "/" and that no page links to.
const USUAL: [&str; 4] = ["/index.html", "/client", "/public/index.html", "/static/index.html"];
/// A page asks for the state soon, or it is another page.
const ASKS_WITHIN: Duration = Duration::from_secs(3);
const EACH: Duration = Duration::from_millis(20);
/// What is not answered by then waits.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// Looks for the page of a target that has the server of this lab.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let (server, first) = find_server(&search).await?;
    let browser = start(search.context.browser.as_deref()).await?;
    let api = &server.api;
    let dialect = learn(api, server.initial.as_deref()).await.ok_or_else(|| missing("trouble-page-server"))?;
    let given: Option<String> = search.given.get(PART.mark, "path");
    let path = match given {
        Some(path) => path,
        None => locate(&browser, api, &search).await?,
    };
    let control = control(&browser, &search.context).await.map_err(|error| told("trouble-browser", &error))?;
    let state = PageState::new((api.clone(), first), browser, dialect, PagePlace { path }, control);
    Ok(Arc::new(FoundPage(Arc::new(state))))
}

async fn start(named: Option<&std::path::Path>) -> Result<Browser, Missing> {
    let program = find(named).map_err(|error| match error {
        BrowserError::NotFound => missing("trouble-no-browser"),
        other => told("trouble-browser", &other),
    })?;
    let launch = Launch { program, within: vec![] };
    let _start = may_start().await;
    Browser::start(&launch).await.map_err(|error| told("trouble-browser", &error))
}

fn missing(id: &str) -> Missing {
    Missing { message: Message::new(id), is_refusal: true }
}

fn told(id: &str, error: &BrowserError) -> Missing {
    Missing { message: Message::new(id).text("why", error.to_string()), is_refusal: true }
}

/// Where the page is that asks this server for its state. If none does, the first is the one that should.
async fn locate(browser: &Browser, api: &Api, search: &Search<'_>) -> Result<String, Missing> {
    let linked = search.page.documents.iter().filter(|one| !one.is_script).map(|one| one.path.clone());
    let mut paths: Vec<String> = ["/".to_owned()].into_iter().chain(linked).collect();
    paths.extend(USUAL.map(str::to_owned));
    let mut seen = vec![];
    paths.retain(|path| {
        !seen.contains(path) && {
            seen.push(path.clone());
            true
        }
    });
    // The first is the page, as a rule; the others are looked at together.
    let (first, others) = paths.split_at(1);
    for some in [first, others] {
        let asked = join_all(some.iter().map(|path| asks(browser, api, path))).await;
        for (path, asked) in some.iter().zip(asked) {
            match asked {
                Ok(true) => return Ok(path.clone()),
                // Whatever one of them does to its tab, another may be the page.
                Ok(false) | Err(BrowserError::Slow(_) | BrowserError::Crashed | BrowserError::Refused { .. }) => {}
                Err(error) => return Err(told("trouble-browser", &error)),
            }
        }
    }
    Ok("/".into())
}

/// Whether this page asks for the state soon.
async fn asks(browser: &Browser, api: &Api, path: &str) -> Result<bool, BrowserError> {
    let context = &api.context;
    let caller = Caller::new(ID, DISCOVERY, 1).with(TAB, 0);
    let watcher = Arc::new(Watcher { contract: api.contract.clone(), base: context.base.clone(), seen: false.into() });
    let script: Arc<dyn Script> = watcher.clone();
    let start = may_start().await;
    let mut tab = Tab::new(Way { browser, context: context.clone(), caller, script: Some(script) }).await?;
    let address = format!("{}{}{path}", context.connector.origin(), context.base);
    let gone = tab.go(&address).await;
    drop(start);
    let end = Instant::now() + ASKS_WITHIN;
    while gone.is_ok() && !watcher.seen.load(Ordering::Relaxed) && Instant::now() < end {
        tokio::time::sleep(EACH).await;
    }
    tab.close().await;
    Ok(watcher.seen.load(Ordering::Relaxed))
}

/// Answers nothing, and sees whether the state was asked for.
struct Watcher {
    contract: LongPolling,
    base: String,
    seen: AtomicBool,
}

impl Script for Watcher {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        let read = self.contract.read.as_ref().map(|read| &read.path);
        let bare = |path: &String| format!("{}{}", self.base, path.split('?').next().unwrap_or_default());
        let mut paths = read.into_iter().chain([&self.contract.poll.path]).map(bare);
        if asked.method == "GET" && paths.any(|path| path == asked.bare_path()) {
            self.seen.store(true, Ordering::Relaxed);
        }
        None
    }

    fn reply<'a>(&'a self, _: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(std::future::ready(Reply::Closed))
    }
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
