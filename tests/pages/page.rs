//! A page behind our proxy: what it asks goes where it should, what it shows is written down, and it can be used.

use crate::support::{LONG, served, started};
use lab::browser::Wanted;
use lab::contract::Contract;
use lab::driver::page::{Asked, Hints, Reply, Script, Tab, Way};
use lab::driver::run::{Plan, Started};
use lab::driver::wire::{Destination, Reach};
use lab::driver::{BoxFuture, Caller};
use lab::history::{History, Outcome, Tolerance};
use lab::names::{LabId, Name};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Answers `/api` with the word that it has, and takes another one by POST.
#[derive(Default)]
struct Words(Mutex<Vec<String>>);

impl Words {
    fn said(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Script for Words {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        (asked.bare_path() == "/api").then(|| (Name::new("word"), json!({ "host": asked.host })))
    }

    fn reply<'a>(&'a self, asked: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(async move {
            if asked.parameter("waits").is_some() {
                std::future::pending::<()>().await;
            }
            if asked.method == "POST" {
                self.0.lock().unwrap().push(String::from_utf8_lossy(&asked.body).into_owned());
            }
            let headers = vec![("content-type".into(), "text/plain; charset=utf-8".into())];
            Reply::Whole { code: 200, headers, body: "scripted é".into() }
        })
    }
}

async fn recording(target: SocketAddr) -> Started {
    let plan = Plan {
        destination: Destination::new(format!("http://{target}"), Reach::Near),
        others: vec![],
        given: Contract::default(),
        scenarios: vec![],
        browser: Wanted::default(),
        labs: vec![],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    };
    Started::new(&plan).await.expect("the target is there")
}

fn caller() -> Caller {
    Caller::new(LabId::new("long-polling-page"), "s", 1).with(Name::new("tab"), 1)
}

/// Looks until some element shows this, and tells where.
async fn shows(tab: &mut Tab, wanted: &str) -> String {
    let end = Instant::now() + LONG;
    loop {
        let screen = tab.look().await.unwrap();
        if let Some((place, _)) = screen.iter().find(|(_, (text, _))| text == wanted) {
            return place.clone();
        }
        assert!(Instant::now() < end, "{wanted} is not shown: {screen:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn kinds(history: &History, kind: &str) -> Vec<String> {
    let of = history.operations.iter().filter(|o| o.kind.as_str() == kind);
    of.map(|o| o.request.path.clone()).collect()
}

#[tokio::test]
async fn what_a_page_asks_is_answered_by_the_script_the_server_or_nobody() {
    let (server, asked) = served(
        "<!doctype html><p id=a></p><p id=b></p><p id=c></p><script>
        const say = (id, path) => fetch(path).then((r) => r.text()).then((t) => document.getElementById(id).textContent = t.slice(0, 20),
            (error) => document.getElementById(id).textContent = error.name);
        say('a', '/api'); say('b', 'https://elsewhere.example/x'); say('c', '/own').then(() => fetch('/__lab/x'));
        fetch('/api?waits').catch(() => {});
        </script>",
    );
    let (browser, recording) = (started(&[]).await, recording(server).await);
    let context = recording.context().clone();
    let way = Way {
        browser: &browser,
        context: context.clone(),
        caller: caller(),
        script: Some(Arc::new(Words::default())),
        hints: Hints::default(),
    };
    let mut tab = Tab::new(way).await.unwrap();
    tab.go(&format!("http://{server}/")).await.unwrap();
    assert_eq!(shows(&mut tab, "scripted é").await, "#a");
    assert_eq!(shows(&mut tab, "TypeError").await, "#b");
    assert_eq!(shows(&mut tab, "<!doctype html><p id").await, "#c");
    tokio::time::sleep(Duration::from_millis(300)).await;
    tab.close().await;
    browser.close().await;
    let history = context.recorder.last().await.history;
    let (mut words, mut pages) = (kinds(&history, "word"), kinds(&history, "page"));
    words.sort();
    pages.retain(|path| path != "/favicon.ico");
    assert_eq!((words, pages), (vec!["/api".into(), "/api?waits".into()], vec!["/".into(), "/own".into()]));
    assert_eq!(kinds(&history, "markup"), ["/__lab/x"]);
    assert_eq!(kinds(&history, "refused").len(), 1, "what is elsewhere is not asked");
    assert!(!asked.lock().unwrap().iter().any(|line| line.contains("/api")), "the server was not asked");
    let waits = history.operations.iter().find(|o| o.request.path == "/api?waits").unwrap();
    assert!(matches!(&waits.outcome, Outcome::Indeterminate(_)) && waits.was_open(), "it left: {:?}", waits.outcome);
    let word = history.operations.iter().find(|o| o.request.path == "/api").unwrap();
    assert_eq!(word.detail["host"], server.to_string());
    let shown: Vec<_> = history.observations.iter().filter(|o| o.kind.as_str() == "shown").collect();
    assert!(shown.iter().any(|o| o.detail["#a"][0] == "scripted é" && o.at >= word.head.unwrap()), "{shown:?}");
}

/// Each of these can be used, however it is made.
const USABLE: [(&str, &str); 6] = [
    ("a field and a button", "<input id=x><button onclick='send(x.value)'>Mettre à jour</button>"),
    (
        "a form without an id",
        "<form><input name=s><button>OK</button></form><script>document.forms[0].onsubmit = (event) => {
        event.preventDefault(); send(event.target.s.value); }</script>",
    ),
    ("a list that sends at once", "<select onchange='send(this.value)'><option>A<option value='En cours'>B</select>"),
    (
        "one button for each",
        "<button>Supprimer</button><button class=s>Échec</button><button class=s>En cours</button><script>
        for (const one of document.querySelectorAll('.s')) one.onclick = () => send(one.textContent)</script>",
    ),
    ("a question", "<a href='#' onclick=\"send(prompt('?'))\">Changer</a>"),
    (
        "a closed shadow root",
        "<x-y></x-y><script>customElements.define('x-y', class extends HTMLElement { constructor() { super();
        const root = this.attachShadow({ mode: 'closed' }); root.innerHTML = '<input><button>Envoyer</button>';
        root.lastChild.onclick = () => send(root.firstChild.value); } })</script>",
    ),
];

#[tokio::test]
async fn a_page_is_used_however_its_controls_are_made() {
    let browser = started(&[]).await;
    for (name, document) in USABLE {
        let page = format!(
            "<!doctype html><meta charset=utf-8><script>const send = (s) => fetch('/api', {{ method: 'POST', body: s }})</script>{document}"
        );
        let (server, _) = served(Box::leak(page.into_boxed_str()));
        let recording = recording(server).await;
        let words = Arc::new(Words::default());
        let script: Arc<dyn Script> = words.clone();
        let way = Way {
            browser: &browser,
            context: recording.context().clone(),
            caller: caller(),
            script: Some(script),
            hints: Hints::default(),
        };
        let mut tab = Tab::new(way).await.unwrap();
        tab.go(&format!("http://{server}/")).await.unwrap();
        let all = ["En cours".to_owned(), "Échec".to_owned()];
        let operated = tab.operate("En cours", &all, || !words.said().is_empty()).await.unwrap();
        assert!(operated.is_some_and(|one| one.tried <= 1), "{name}: not used");
        assert_eq!(words.said(), ["En cours"], "{name}");
        tab.close().await;
    }
    let (server, _) = served("<!doctype html><p>nothing to use</p><button hidden>Envoyer</button>");
    let recording = recording(server).await;
    let way = Way {
        browser: &browser,
        context: recording.context().clone(),
        caller: caller(),
        script: None,
        hints: Hints::default(),
    };
    let mut tab = Tab::new(way).await.unwrap();
    tab.go(&format!("http://{server}/")).await.unwrap();
    assert_eq!(tab.operate("En cours", &[], || false).await.unwrap(), None);
    tab.close().await;
    browser.close().await;
}
