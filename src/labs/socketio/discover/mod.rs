//! Looks for a chat over Socket.IO, and finds out how it is spoken to.
//!
//! Which events a client emits is read from the scripts that the target serves, by words in French and English, and
//! confirmed with three clients. What comes in is known by what is in it, whatever it is called.

mod classify;
mod confirm;
mod engine;
mod meaning;
mod plan;
mod script;
mod site;
mod template;

use super::contract::{Chat, SocketIo};
use super::found::FoundChat;
use super::fresh::Fresh;
use super::state::ChatState;
use crate::driver::documents::{self, Document};
use crate::driver::tried::{Tried, listed};
use crate::driver::{Context, FoundLab, LabSearch, Missing, Search};
use crate::message::Message;
use confirm::{Confirmed, Trio, confirm};
use plan::{JOINS, MESSAGES, Plan, any_join, any_message, plans};
use site::{Site, site};
use std::sync::Arc;

/// Pages at which chats are often, where the first page says nothing of one.
const USUAL_PAGES: [&str; 6] = ["/index.html", "/chat", "/chat.html", "/client/", "/client.html", "/public/index.html"];
/// So many further pages are read, and so many modules that scripts import.
const MOST_PAGES: usize = 10;
const MOST_MODULES: usize = 8;
/// So many ways are tried that nothing speaks much for, and so many beside one that much speaks for.
const MOST_UNSURE: usize = 6;
const MOST_BESIDE: usize = 2;
/// So many events are named in a message.
const NAMED: usize = 12;

/// Looks for the lab on a target. If it was asked for and nothing of it is there, it is graded as the lab text has it.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let context = &search.context;
    let seed = rand::random();
    let first = site(&search.page.documents);
    let url_path = match find_engine(&search, &first).await {
        Ok(path) => path,
        Err(_) if search.is_asked => {
            let plan = plans(&first, search.given).into_iter().next().map(|plan| plan.chat);
            return Ok(found(context, plan.unwrap_or_else(|| as_given(&search)), seed));
        }
        Err(tried) => {
            let message = listed(Message::new("trouble-no-socketio"), &tried);
            return Err(Missing { message, is_refusal: false }.into());
        }
    };
    let site = read_on(context, &search.page.documents, first).await;
    let mut plans = plans(&site, search.given);
    plans.iter_mut().for_each(|plan| plan.chat.url_path.clone_from(&url_path));
    if let Some(chat) = choose(context, &plans, seed).await {
        return Ok(found(context, chat, seed));
    }
    let usual = Chat { url_path, ..as_given(&search) };
    if let Some(chat) = guess(context, &usual, seed).await {
        return Ok(found(context, chat, seed));
    }
    let names = names(&site);
    if names.is_empty() && search.is_asked {
        return Ok(found(context, usual, seed));
    }
    let message = Message::new("trouble-chat-unclear").text("path", &usual.url_path).count("count", names.len());
    let message = message.text("events", listed_names(&names));
    Err(Missing { message, is_refusal: search.is_asked }.into())
}

fn found(context: &Arc<Context>, chat: Chat, seed: u32) -> Arc<dyn FoundLab> {
    // Another one than while it was looked for: whatever is still said of that time is not said of the run.
    let fresh = Fresh::new(seed.wrapping_add(1));
    Arc::new(FoundChat(Arc::new(ChatState::new(context.clone(), chat, fresh))))
}

/// What a file says, and the lab text where it says nothing.
fn as_given(search: &Search) -> Chat {
    let of_text = SocketIo::of_the_text().socketio;
    let given = SocketIo::of(search.given).map(|given| given.socketio);
    let Some(given) = given else { return of_text };
    let join = if given.join.is_none() && !given.handshake.joins() { of_text.join } else { given.join.clone() };
    Chat { join, ..given }
}

/// The first path at which Engine.IO is: the given one, or what a page says, or the usual one.
async fn find_engine(search: &Search<'_>, site: &Site) -> Result<String, Vec<Tried>> {
    let given = search.given.get::<String>("socketio", "url_path");
    let of_page = site.connections.iter().filter_map(|connection| connection.url_path.clone());
    let mut paths: Vec<String> = match given {
        Some(given) => vec![given],
        None => of_page.chain([super::contract::URL_PATH.to_owned()]).collect(),
    };
    paths.dedup();
    let mut tried = Vec::new();
    for path in paths {
        match engine::look(&search.context, &path).await {
            Ok(()) => return Ok(path),
            Err(came) => tried.push(Tried { asked: format!("GET {path}"), came }),
        }
    }
    Err(tried)
}

/// Reads on where the page does not say enough: pages that its forms lead to, usual ones, and the modules that scripts
/// import.
async fn read_on(context: &Context, documents: &[Document], first: Site) -> Site {
    let is_enough = |site: &Site| plans(site, &crate::contract::Contract::default()).iter().any(|plan| plan.is_sure);
    if is_enough(&first) {
        return first;
    }
    let mut documents = documents.to_vec();
    let mut so_far = first;
    let is_known = |documents: &[Document], path: &str| documents.iter().any(|one| one.path == path);
    let mut modules = 0;
    while modules < MOST_MODULES {
        let next = so_far.imports.iter().find(|path| !is_known(&documents, path)).cloned();
        let Some(next) = next else { break };
        modules += 1;
        documents.push(documents::script(context, next).await);
        so_far = site(&documents);
    }
    if is_enough(&so_far) {
        return so_far;
    }
    let forms = documents.iter().filter(|one| !one.is_script);
    let forms = forms.flat_map(|one| documents::forms_of_page(context, &one.path, &one.text)).collect::<Vec<_>>();
    let mut paths: Vec<String> = Vec::new();
    for path in forms.into_iter().chain(USUAL_PAGES.map(String::from)) {
        if !paths.contains(&path) && !is_known(&documents, &path) {
            paths.push(path);
        }
    }
    documents.extend(documents::more(context, paths.into_iter().take(MOST_PAGES)).await);
    site(&documents)
}

/// The way that is confirmed, likeliest first; or the one that is sure, if none is.
async fn choose(context: &Arc<Context>, plans: &[Plan], seed: u32) -> Option<Chat> {
    let sure = plans.iter().find(|plan| plan.is_sure);
    let most = if sure.is_some() { MOST_BESIDE } else { MOST_UNSURE };
    let mut shown: Option<&Plan> = None;
    for plan in plans.iter().take(most) {
        let confirmed = confirm(context, &plan.chat, seed).await;
        if confirmed.is_right() {
            return Some(plan.chat.clone());
        }
        // Without a connection, no other way is better.
        if !confirmed.connected && plan.is_sure {
            break;
        }
        if confirmed.shows_something() {
            shown = shown.or(Some(plan));
        }
    }
    // Where something is heard of a sure way, its rooms are what is wrong.
    sure.or(shown).map(|plan| plan.chat.clone())
}

/// Tries the names that others give to the two events, with every key there may be, where a page says nothing.
async fn guess(context: &Arc<Context>, usual: &Chat, seed: u32) -> Option<Chat> {
    let joins = JOINS.map(any_join);
    let messages = MESSAGES.map(any_message);
    let mut trio = Trio::join(context, usual, seed, &joins).await;
    let (which, _) = trio.say(&messages).await;
    trio.leave().await;
    let message = messages[which?].clone();
    let mut shown: Option<Chat> = None;
    for join in joins.into_iter().map(Some).chain([None]) {
        let chat = Chat { join, message: message.clone(), ..usual.clone() };
        let confirmed: Confirmed = confirm(context, &chat, seed).await;
        if confirmed.is_right() {
            return Some(chat);
        }
        if confirmed.delivered {
            shown = shown.or(Some(chat));
        }
    }
    shown
}

/// The events that the page emits, each once.
fn names(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for event in site.connections.iter().flat_map(|connection| &connection.events) {
        if !names.contains(&event.event) {
            names.push(event.event.clone());
        }
    }
    names
}

fn listed_names(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("\"{name}\"")).collect();
    let more = if names.len() > NAMED { ", …" } else { "" };
    shown.join(", ") + more
}
