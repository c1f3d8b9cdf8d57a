//! The chat page of the model answer, used by two people in two windows: what one writes the other reads as text, a lost
//! connection is shown, and the way back leads into the same room.

use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::Duration;

use lab_reference::{Options, serve};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::{chromium, look};

/// Far longer than a page takes for anything here, its longest pause before it comes back among them.
const PATIENCE: Duration = Duration::from_secs(20);

/// What looks like a tag, and would say so if it were taken for one.
const TEXT: &str = "Ça va ? <img src=x onerror=\"document.title = 'pris'\"> 😀";

/// The reference server, in a thread of its own.
struct Reference {
    port: u16,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Reference {
    /// Listens at this port, or at any for 0.
    fn start(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        listener.set_nonblocking(true).expect("an option");
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            Runtime::new().expect("a runtime").block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let stop = async {
                    let _ = stopped.await;
                };
                serve(listener, Options::default(), stop).await.expect("it serves");
            });
        });
        Self { port, stop, thread }
    }

    fn end(self) {
        drop(self.stop);
        self.thread.join().expect("it ends well");
    }
}

/// Waits until this is true in the page.
async fn until(browser: &WebDriver, condition: &str) -> WebDriverResult<()> {
    let start = std::time::Instant::now();
    while look::value(browser, condition).await? != json!(true) {
        assert!(start.elapsed() < PATIENCE, "never: {condition}\n{}", lines(browser).await?);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn until_connection_is(browser: &WebDriver, state: &str) -> WebDriverResult<()> {
    until(browser, &format!("document.getElementById('connection').dataset.state === '{state}'")).await
}

async fn until_shown(browser: &WebDriver, line: &str) -> WebDriverResult<()> {
    let lines = "[...document.querySelectorAll('#messages p')].map((line) => line.textContent)";
    until(browser, &format!("{lines}.includes({})", json!(line))).await
}

async fn lines(browser: &WebDriver) -> WebDriverResult<Value> {
    look::value(browser, "document.querySelector('main').innerText").await
}

/// Fills these fields, and sends the form that the last one is in.
async fn fill(browser: &WebDriver, fields: &[(&str, &str)]) -> WebDriverResult<()> {
    for (id, text) in fields {
        let set = "document.getElementById(arguments[0]).value = arguments[1]";
        browser.execute(set, vec![json!(id), json!(text)]).await?;
    }
    let send = "document.getElementById(arguments[0]).form.requestSubmit()";
    browser.execute(send, vec![json!(fields[fields.len() - 1].0)]).await.map(drop)
}

#[test]
fn two_people_chat_and_come_back_after_the_server_was_away() {
    let axe = look::axe();
    let server = Reference::start(0);
    let port = server.port;
    chromium::drive(async |browser| {
        look::listen(browser).await?;
        let page = format!("http://127.0.0.1:{port}/chat");
        browser.goto(&page).await?;
        let zoe = browser.window().await?;
        until_connection_is(browser, "open").await?;
        fill(browser, &[("username", "Zoé"), ("room", "paris")]).await?;
        until_shown(browser, "Zoé a rejoint le salon paris.").await?;

        let bob = browser.new_tab().await?;
        browser.switch_to_window(bob.clone()).await?;
        look::listen(browser).await?;
        browser.goto(&page).await?;
        until_connection_is(browser, "open").await?;
        fill(browser, &[("username", "Bob"), ("room", "paris")]).await?;
        until_shown(browser, "Bob a rejoint le salon paris.").await?;
        fill(browser, &[("message", TEXT)]).await?;
        until_shown(browser, &format!("Bob : {TEXT}")).await?;
        until(browser, "document.getElementById('message').value === ''").await?;

        browser.switch_to_window(zoe.clone()).await?;
        until_shown(browser, &format!("Bob : {TEXT}")).await?;
        assert_eq!(browser.title().await?, "Chat (Socket.IO)");
        for (width, colours) in [(360, "dark"), (1_200, "light")] {
            look::wide(&browser.cdp(), width).await?;
            look::scheme(&browser.cdp(), colours).await?;
            let within = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
            assert_eq!(look::value(browser, within).await?, json!(true), "{width} px");
            assert_eq!(look::complaints(browser, &axe).await?, Vec::<String>::new());
        }

        // An empty pseudo never leaves the page; what only the server refuses is shown.
        let spaces = " ".repeat(3);
        fill(browser, &[("message", &spaces)]).await?;
        until(browser, "document.getElementById('refusal').textContent.startsWith('Refusé')").await?;

        server.end();
        until_connection_is(browser, "lost").await?;
        until(browser, "document.querySelector('#say button').disabled").await?;
        let again = Reference::start(port);
        for window in [bob, zoe] {
            browser.switch_to_window(window).await?;
            until_connection_is(browser, "open").await?;
            until(browser, "!document.querySelector('#say button').disabled").await?;
        }
        fill(browser, &[("message", "de retour")]).await?;
        until_shown(browser, "Zoé : de retour").await?;
        let faults = look::value(browser, "window.faults").await?;
        let ours = |fault: &&Value| !fault.as_str().is_some_and(|fault| fault.contains("WebSocket"));
        assert_eq!(faults.as_array().into_iter().flatten().filter(ours).collect::<Vec<_>>(), Vec::<&Value>::new());
        again.end();
        Ok(())
    });
}
