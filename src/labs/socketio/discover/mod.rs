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

use super::contract::{Chat, Emitted, Handshake};
use super::found::FoundChat;
use super::fresh::Fresh;
use super::kin::{Kin, Sort};
use super::state::ChatState;
use crate::driver::documents::{self, Document};
use crate::driver::tried::{Tried, listed};
use crate::driver::{Context, LabSearch, Missing, Search};
use crate::message::Message;
use confirm::{Confirmed, Trio, confirm};
use plan::{JOINS, MESSAGES, Plan, UPDATES, any_handshake, any_join, any_message, is_there, plans};
use site::{Site, site};
use std::sync::Arc;

/// Pages at which chats are often, where the first page says nothing of one.
const USUAL_PAGES: [&str; 6] = ["/index.html", "/chat", "/chat.html", "/client/", "/client.html", "/public/index.html"];
/// And boards.
const PAGES_OF_BOARDS: [&str; 3] = ["/board", "/board.html", "/editor.html"];
/// So many further pages are read, and so many modules that scripts import.
const MOST_PAGES: usize = 10;
const MOST_MODULES: usize = 8;
/// So many ways are tried that nothing speaks much for, and so many beside one that much speaks for.
const MOST_UNSURE: usize = 6;
const MOST_BESIDE: usize = 2;
/// So many events are named in a message.
const NAMED: usize = 12;

/// Looks for the lab on a target. If it was asked for and nothing of it is there, it is graded as the lab text has it.
pub async fn discover(search: Search<'_>, kin: &'static Kin) -> LabSearch {
    let state = find(&search, kin).await?;
    Ok(Arc::new(FoundChat(Arc::new(state))))
}

/// The same, with what was learned of it.
pub async fn find(search: &Search<'_>, kin: &'static Kin) -> Result<ChatState, Missing> {
    let context = &search.context;
    let seed = rand::random();
    let first = site(&search.page.documents);
    let url_path = match find_engine(search, kin, &first).await {
        Ok(path) => path,
        Err(_) if search.is_asked => {
            let plan = plans(&first, search.given, kin).into_iter().next().map(|plan| plan.chat);
            return Ok(found(context, kin, plan.unwrap_or_else(|| as_given(search, kin)), seed));
        }
        Err(tried) => {
            let message = listed(Message::new("trouble-no-socketio"), &tried);
            return Err(Missing { message, is_refusal: false });
        }
    };
    // What a file speaks of is meant.
    let gives = |table: &str| search.given.0.contains_key(table);
    let is_meant = search.is_asked || gives(kin.table.name) && !gives(kin.rival);
    let is_another = |site: &Site| !is_meant && is_there(site, other(kin.sort)) && !is_there(site, kin.sort);
    let absent = || {
        let message = Message::new(of_sort(kin, "trouble-is-no")).text("path", &url_path);
        Err(Missing { message, is_refusal: false })
    };
    if is_another(&first) {
        return absent();
    }
    let site = read_on(search, first, kin).await;
    if !is_meant && !is_there(&site, kin.sort) {
        return absent();
    }
    let mut plans = plans(&site, search.given, kin);
    plans.iter_mut().for_each(|plan| plan.chat.url_path.clone_from(&url_path));
    if let Some(chat) = choose(context, kin, &plans, seed).await {
        return Ok(found(context, kin, with_status(context, kin, chat).await, seed));
    }
    let usual = Chat { url_path: url_path.clone(), ..as_given(search, kin) };
    if let Some(chat) = guess(context, kin, &usual, seed).await {
        return Ok(found(context, kin, with_status(context, kin, chat).await, seed));
    }
    let names = names(&site);
    if names.is_empty() && search.is_asked {
        return Ok(found(context, kin, usual, seed));
    }
    let message =
        Message::new(of_sort(kin, "trouble-unclear")).text("path", &usual.url_path).count("count", names.len());
    let message = message.text("events", listed_names(&names));
    Err(Missing { message, is_refusal: search.is_asked })
}

/// The sentence that says it of a chat, or of a board.
fn of_sort(kin: &Kin, sentence: &str) -> String {
    match kin.sort {
        Sort::Chat => format!("{sentence}-chat"),
        Sort::Board => format!("{sentence}-board"),
    }
}

/// A board is asked how many are connected: where its page is, or where the lab text has it.
async fn with_status(context: &Context, kin: &'static Kin, chat: Chat) -> Chat {
    if kin.sort == Sort::Chat || chat.status.is_some() {
        return chat;
    }
    let beside = format!("{}/status", chat.page.trim_end_matches('/'));
    let usual = (kin.table.text)().status;
    let mut answering = None;
    for path in [Some(beside), usual.clone()].into_iter().flatten() {
        if engine::answers_json(context, kin, &path).await {
            answering = Some(path);
            break;
        }
    }
    Chat { status: answering.or(usual), ..chat }
}

fn found(context: &Arc<Context>, kin: &'static Kin, chat: Chat, seed: u32) -> ChatState {
    // Another one than while it was looked for: whatever is still said of that time is not said of the run.
    ChatState::new(kin, context.clone(), chat, Fresh::new(seed.wrapping_add(1)))
}

/// What a target may be taken for instead.
fn other(sort: Sort) -> Sort {
    match sort {
        Sort::Chat => Sort::Board,
        Sort::Board => Sort::Chat,
    }
}

/// What a file says, and the lab text where it says nothing.
fn as_given(search: &Search, kin: &Kin) -> Chat {
    let of_text = (kin.table.text)();
    let Some(given) = kin.table.of(search.given) else { return of_text };
    let (token, status) = (given.token.clone().or(of_text.token), given.status.clone().or(of_text.status));
    let given = Chat { token, status, ..given };
    match given.join.is_none() && !given.handshake.joins() {
        true if given.handshake == Handshake::default() => {
            Chat { join: of_text.join, handshake: of_text.handshake, ..given }
        }
        true => Chat { join: of_text.join, ..given },
        false => given,
    }
}

/// The first path at which Engine.IO is: the given one, or what a page says, or the usual one.
async fn find_engine(search: &Search<'_>, kin: &'static Kin, site: &Site) -> Result<String, Vec<Tried>> {
    let given = search.given.get::<String>(kin.table.name, "url_path");
    let of_page = site.connections.iter().filter_map(|connection| connection.url_path.clone());
    let mut paths: Vec<String> = match given {
        Some(given) => vec![given],
        None => of_page.chain([super::contract::URL_PATH.to_owned()]).collect(),
    };
    paths.dedup();
    let mut tried = Vec::new();
    for path in paths {
        match engine::look(&search.context, kin, &path).await {
            Ok(()) => return Ok(path),
            Err(came) => tried.push(Tried { asked: format!("GET {path}"), came }),
        }
    }
    Err(tried)
}

/// Reads on where the page does not say enough: pages that its forms lead to, usual ones, and the modules that scripts
/// import.
async fn read_on(search: &Search<'_>, first: Site, kin: &'static Kin) -> Site {
    let (context, documents) = (&search.context, &search.page.documents);
    let is_enough = |site: &Site| {
        let mut plans = plans(site, &crate::contract::Contract::default(), kin).into_iter();
        is_there(site, kin.sort) && plans.any(|plan| plan.is_sure)
    };
    if is_enough(&first) {
        return first;
    }
    let mut documents: Vec<Document> = documents.clone();
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
    let of_boards = PAGES_OF_BOARDS.iter().filter(|_| kin.sort == Sort::Board);
    let usual = of_boards.chain(&USUAL_PAGES).map(|path| (*path).to_owned());
    for path in forms.into_iter().chain(usual) {
        if !paths.contains(&path) && !is_known(&documents, &path) {
            paths.push(path);
        }
    }
    documents.extend(documents::more(context, paths.into_iter().take(MOST_PAGES)).await);
    site(&documents)
}

/// The way that is confirmed, likeliest first; or the one that is sure, if none is.
async fn choose(context: &Arc<Context>, kin: &'static Kin, plans: &[Plan], seed: u32) -> Option<Chat> {
    let sure = plans.iter().find(|plan| plan.is_sure);
    let is_chat = kin.sort == Sort::Chat;
    let most = if sure.is_some() && is_chat { MOST_BESIDE } else { MOST_UNSURE };
    let mut shown: Option<&Plan> = None;
    for plan in plans.iter().take(most) {
        let confirmed = confirm(context, kin, &plan.chat, seed).await;
        if confirmed.is_right() {
            return Some(plan.chat.clone());
        }
        // Without a connection, no other way is better; but another token may be.
        if !confirmed.connected && plan.is_sure && is_chat {
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
async fn guess(context: &Arc<Context>, kin: &'static Kin, usual: &Chat, seed: u32) -> Option<Chat> {
    let joins = JOINS.map(any_join);
    let messages = match kin.sort {
        Sort::Chat => MESSAGES,
        Sort::Board => UPDATES,
    };
    let messages = messages.map(any_message);
    let is_by_handshake = kin.sort == Sort::Board && usual.join.is_none();
    let usual = &match is_by_handshake {
        true => Chat { handshake: any_handshake(), ..usual.clone() },
        false => usual.clone(),
    };
    let mut trio = Trio::join(context, kin, usual, seed, &joins).await;
    let (which, _) = trio.say(&messages).await;
    trio.leave().await;
    let message = messages[which?].clone();
    let mut shown: Option<Chat> = None;
    // Who joins by the handshake is in already.
    let mut all: Vec<Option<Emitted>> = joins.into_iter().map(Some).chain([None]).collect();
    if is_by_handshake {
        all.rotate_right(1);
    }
    for join in all {
        let chat = Chat { join, message: message.clone(), ..usual.clone() };
        let confirmed: Confirmed = confirm(context, kin, &chat, seed).await;
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
