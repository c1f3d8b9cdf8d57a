//! The page of a class: looked at like that of one run, sorted and filtered by keyboard alone, and kept as it is while
//! it fills.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use lab::report::class::{ClassReport, Outcome, fragment, html, live_html};
use lab::text::Lang;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::look::{self, faults, value};
use crate::{chromium, classes, wire};

#[test]
fn a_class_is_read_in_any_browser_window() {
    let axe = look::axe();
    let pages = [
        ("class", classes::class(8), Lang::Fr),
        ("regraded", classes::regraded(5), Lang::En),
        ("hostile", classes::hostile(), Lang::En),
        ("empty", classes::empty(), Lang::Fr),
        ("waiting", classes::waiting(4), Lang::En),
    ];
    let ways = [(360, "light"), (360, "dark"), (1_200, "light"), (1_200, "dark")];
    let found = chromium::drive(async |browser| {
        look::listen(browser).await?;
        let mut found = vec![];
        for (name, report, lang) in &pages {
            let url = look::written(&format!("class-{name}"), &html(report, *lang));
            let faults = faults(browser, &url, &axe, *lang, &ways).await?;
            found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
        }
        Ok(found)
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The places in the list of those that show, in the order that they show in.
async fn rows(browser: &WebDriver) -> WebDriverResult<Vec<usize>> {
    let script = "[...document.querySelectorAll('#en-table tbody')].filter((one) => !one.hidden).map((one) => one.dataset.place)";
    let places = value(browser, script).await?;
    let places = places.as_array().expect("a list").iter();
    Ok(places.map(|place| place.as_str().expect("a place").parse().expect("a number")).collect())
}

/// By keyboard: focus is put there, and the keys do the rest.
async fn press(browser: &WebDriver, id: &str, keys: impl Into<TypingData>) -> WebDriverResult<()> {
    browser.execute("document.getElementById(arguments[0]).focus()", vec![json!(id)]).await?;
    browser.active_element().await?.send_keys(keys).await
}

async fn sorted(browser: &WebDriver, key: &str) -> WebDriverResult<Value> {
    value(browser, &format!("document.querySelector('#en-table th[data-key={key}]').ariaSort")).await
}

#[test]
fn the_matrix_is_sorted_and_filtered_by_keyboard() {
    let report = classes::class(40);
    let url = look::written("class-sorted", &html(&report, Lang::En));
    let all: Vec<usize> = (0..40).collect();
    let of = |place: usize| &report.submissions[place];
    let by = |place: usize| of(place).mark.or(of(place).range.map(|(low, high)| f64::midpoint(low, high)));
    chromium::drive(async |browser| {
        look::listen(browser).await?;
        browser.goto(&url).await?;
        assert_eq!(rows(browser).await?, all);
        // By the mark: up, down, and as before; those without one are last both times.
        press(browser, "en-sort-mark", Key::Enter).await?;
        let up = rows(browser).await?;
        let marks: Vec<f64> = up.iter().filter_map(|place| by(*place)).collect();
        assert!(marks.is_sorted() && marks.len() > 30, "{marks:?}");
        assert!(by(up[39]).is_none() && by(up[0]) == Some(0.0));
        assert_eq!(sorted(browser, "mark").await?, "ascending");
        press(browser, "en-sort-mark", " ").await?;
        let down = rows(browser).await?;
        assert!(by(down[39]).is_none() && by(down[0]) == marks.last().copied(), "{down:?}");
        assert_eq!(sorted(browser, "mark").await?, "descending");
        press(browser, "en-sort-mark", Key::Enter).await?;
        assert_eq!((rows(browser).await?, sorted(browser, "mark").await?), (all.clone(), "none".into()));
        // By a rule: submissions that fail it come first.
        let rule = &report.rules[3].id;
        let fails = |place: &usize| of(*place).rules.get(rule) == Some(&lab::checker::Verdict::Fail);
        let failing: Vec<usize> = all.iter().copied().filter(|place| fails(place)).collect();
        press(browser, &format!("en-sort-{rule}"), Key::Enter).await?;
        assert_eq!(rows(browser).await?[..failing.len()], failing);
        // By words, without caring for accents; then by outcome, by a rule, and no more.
        press(browser, "en-reset", Key::Enter).await?;
        press(browser, "en-search", "ELODIE 4100037").await?;
        assert_eq!(rows(browser).await?, [1]);
        let said = "document.querySelector('[lang=en] .shown').textContent";
        assert_eq!(value(browser, said).await?, "1 of 40 shown");
        press(browser, "en-reset", Key::Enter).await?;
        press(browser, "en-outcome", "absent").await?;
        assert_eq!(rows(browser).await?, [2, 17]);
        press(browser, "en-outcome", Key::Home).await?;
        assert_eq!(rows(browser).await?, all);
        let title =
            value(browser, &format!("document.querySelector('#en-rule option[value={rule}]').textContent")).await?;
        press(browser, "en-rule", title.as_str().expect("a title")).await?;
        assert_eq!(rows(browser).await?, failing);
        // A row opens, and says why it has no mark.
        press(browser, "en-reset", Key::Enter).await?;
        press(browser, "en-open-4", Key::Enter).await?;
        let opened = browser.find(By::Id("en-more-4")).await?;
        assert!(opened.is_displayed().await? && opened.text().await?.contains("No module named 'flask'"));
        assert!(!browser.find(By::Id("en-more-5")).await?.is_displayed().await?);
        // The other language has the same state.
        press(browser, "en-search", "Lovelace").await?;
        browser.find(By::Css("label[for=show-fr]")).await?.click().await?;
        let shown = "[...document.querySelectorAll('#fr-table tbody')].filter((one) => !one.hidden).length";
        let asked = "document.getElementById('fr-search').value";
        assert_eq!((value(browser, shown).await?, value(browser, asked).await?), (json!(3), json!("Lovelace")));
        assert_eq!(value(browser, "window.faults").await?, json!([]));
        Ok(())
    });
}

#[test]
fn a_class_is_all_there_without_scripts() {
    let url = look::written("class-bare", &html(&classes::class(20), Lang::En));
    chromium::drive(async |browser| {
        let off = json!({ "value": true });
        browser.cdp().send_raw("Emulation.setScriptExecutionDisabled", off).await?;
        browser.goto(&url).await?;
        let seen = browser.find_all(By::Css("#en-table tbody tr")).await?;
        assert_eq!(seen.len(), 40);
        for row in [&seen[0], &seen[1], &seen[39]] {
            assert!(row.is_displayed().await?);
        }
        assert!(
            !browser.find(By::Css("[lang=en] .tools")).await?.is_displayed().await?,
            "what does nothing is not shown"
        );
        assert!(browser.find(By::Css("[lang=en] .opens")).await?.text().await?.is_empty());
        Ok(())
    });
}

/// What the stream says next, and whether it is cut.
#[derive(Default)]
struct Stream {
    events: Mutex<Vec<Option<String>>>,
    came: Condvar,
}

impl Stream {
    fn send(&self, kind: &str, data: &str) {
        self.push(Some(format!("event: {kind}\ndata: {data}\n\n")));
    }

    /// A connection is answered.
    fn open(&self) {
        self.push(Some("retry: 100\n\n".into()));
    }

    fn push(&self, event: Option<String>) {
        self.events.lock().expect("no thread panics with it").push(event);
        self.came.notify_all();
    }

    /// Nothing where the connection is to be cut.
    fn next(&self) -> Option<String> {
        let events = self.events.lock().expect("no thread panics with it");
        let mut events = self.came.wait_while(events, |events| events.is_empty()).expect("no thread panics with it");
        events.remove(0)
    }
}

/// Where the page is: below a word, which its own addresses have to keep.
const WORD: &str = "/0123456789abcdef/";

fn serve(mut connection: &TcpStream, page: &str, stream: &Stream) -> Option<()> {
    let request = wire::read(connection)?;
    if request.path != format!("{WORD}events") {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nReferrer-Policy: no-referrer\r\n\
            X-Frame-Options: DENY\r\nCross-Origin-Opener-Policy: same-origin\r\nCache-Control: no-store\r\nConnection: close\r\n";
        let body = if request.path == WORD { page } else { "" };
        return write!(connection, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).ok();
    }
    let first = stream.next()?;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n";
    connection.write_all(format!("{head}{first}").as_bytes()).ok()?;
    while let Some(event) = stream.next() {
        connection.write_all(event.as_bytes()).ok()?;
    }
    connection.shutdown(std::net::Shutdown::Both).ok()
}

async fn until(browser: &WebDriver, script: &str) -> WebDriverResult<()> {
    for _ in 0..100 {
        if value(browser, script).await? == json!(true) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not within 10 s: {script}");
}

/// As it is when so many have been graded.
fn so_far(whole: &ClassReport, done: usize) -> ClassReport {
    let mut report = classes::waiting(whole.submissions.len());
    report.submissions[..done].clone_from_slice(&whole.submissions[..done]);
    if let Some(next) = report.submissions.get_mut(done) {
        next.outcome = Outcome::Running;
    }
    report
}

#[test]
fn what_was_asked_for_stays_while_the_page_fills() {
    let whole = classes::class(40);
    let stream = Arc::new(Stream::default());
    let page = live_html(&so_far(&whole, 5), Lang::En);
    let url = wire::listen({
        let stream = stream.clone();
        move |connection| serve(connection, &page, &stream)
    }) + WORD;
    let update = |report: &ClassReport| stream.send("class", &json!(fragment(report, Lang::En)).to_string());
    let live = |words: &str| format!("document.querySelector('[lang=en] .live').textContent.includes('{words}')");
    chromium::drive(async |browser| {
        look::listen(browser).await?;
        look::wide(&browser.cdp(), 700).await?;
        stream.open();
        browser.goto(&url).await?;
        until(browser, &live("fills by itself")).await?;
        press(browser, "en-sort-mark", Key::Enter).await?;
        press(browser, "en-search", "td").await?;
        press(browser, "en-open-4", Key::Enter).await?;
        let scroll = "const box = document.getElementById('en-matrix'); box.scrollLeft = 200; box.scrollTop = 90; scrollBy(0, document.querySelector('[lang=en] .everyone').getBoundingClientRect().top - 300); document.getElementById('en-sort-outcome').focus({ preventScroll: true });";
        browser.execute(scroll, vec![]).await?;
        // A page is scrolled by whole pixels, and what is above it need not be as high.
        let state = "[document.getElementById('en-matrix').scrollLeft, document.getElementById('en-matrix').scrollTop, \
                     document.getElementById('en-search').value, document.activeElement.id, \
                     document.querySelector('#en-table th[data-key=mark]').ariaSort, \
                     document.getElementById('en-open-4').ariaExpanded, document.getElementById('en-more-4').checkVisibility(), \
                     Math.abs(document.querySelector('[lang=en] .everyone').getBoundingClientRect().top - 300) <= 1]";
        let before = value(browser, state).await?;
        assert_eq!((&before[0], &before[7]), (&json!(200), &json!(true)), "{before}");

        update(&so_far(&whole, 39));
        until(browser, "document.querySelectorAll('#en-table tbody[data-outcome=waiting]').length === 0").await?;
        assert_eq!(value(browser, state).await?, before);
        let marks: Vec<_> =
            rows(browser).await?.into_iter().filter_map(|place| whole.submissions[place].mark).collect();
        assert!(marks.len() > 20, "those that came are there");
        // It is cut, is seen to be, and comes back by itself.
        stream.push(None);
        until(browser, &live("connection to lab is lost")).await?;
        assert!(browser.find(By::Css("[lang=en] .live")).await?.is_displayed().await?);
        stream.open();
        until(browser, &live("fills by itself")).await?;
        update(&whole);
        until(browser, "document.querySelectorAll('#en-table tbody[data-outcome=running]').length === 0").await?;
        assert_eq!(value(browser, state).await?, before);
        stream.send("end", "");
        until(browser, &live("Done")).await?;
        stream.push(None);
        assert_eq!(value(browser, "window.faults").await?, json!([]));
        Ok(())
    });
}
