//! What the browser does for us, and that a page cannot keep it from that.

use crate::support::{LONG, served, shown, started, until};
use lab::browser::{BrowserError, Saying};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_page_is_watched_from_a_world_of_our_own_and_what_it_says_is_kept() {
    let browser = started(&[]).await;
    let context = browser.context(None).await.unwrap();
    let page = context.page("globalThis.ours = 1", "globalThis.prepared = 2").await.unwrap();
    let (address, _) = served(
        "<!doctype html><p id=p></p><script src=/missing.js></script><script>
        p.textContent = [typeof ours, prepared, prompt('?'), confirm('!')].join(' ');
        console.error('oh', 3);
        undefined.x;
        </script>",
    );
    page.answer_with("Échec");
    page.go(&format!("http://{address}/"), LONG).await.unwrap();
    let text = until(&page, "document.querySelector('p')?.textContent").await;
    assert_eq!(text, "undefined 2 Échec true", "the page does not see our world, and was prepared");
    assert_eq!(page.evaluate("[globalThis.ours, typeof prepared]").await.unwrap(), json!([1, "undefined"]));
    assert_eq!(page.navigations(), 1);
    let end = Instant::now() + LONG;
    let said = loop {
        let (said, _) = page.said();
        if said.iter().any(|one| one.saying == Saying::Exception && one.text.contains("undefined")) {
            break said;
        }
        assert!(Instant::now() < end, "{said:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let of = |saying: Saying| said.iter().filter(move |one| one.saying == saying).collect::<Vec<_>>();
    let questions: Vec<&str> = of(Saying::Dialog).iter().map(|one| one.text.as_str()).collect();
    assert_eq!(questions, ["?", "!"]);
    assert_eq!(of(Saying::Error)[0].text, "oh 3");
    let place = of(Saying::Exception).last().unwrap().place.clone().unwrap();
    assert_eq!(place, format!("http://{address}/:4"));
    let picture = page.picture().await.unwrap();
    assert_eq!((&picture[..4], &picture[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
    let nowhere = page.go("http://127.0.0.1:1/", LONG).await.unwrap_err();
    assert!(matches!(&nowhere, BrowserError::Refused { why, .. } if why.starts_with("net::")), "{nowhere:?}");
    browser.close().await;
}

#[tokio::test]
async fn clicks_and_keys_are_those_of_a_user() {
    let browser = started(&[]).await;
    let document = "<style>button{position:absolute;left:40px;top:60px;width:20px;height:20px}</style>
        <form><input autofocus><button></button></form><p></p><script>
        const say = (event) => { document.querySelector('p').textContent += `${event.type}:${event.isTrusted} `; event.preventDefault(); };
        document.querySelector('button').onclick = document.querySelector('form').onsubmit = say;
        </script>";
    let (_context, page) = shown(&browser, document).await;
    until(&page, "document.querySelector('p') !== null").await;
    page.click(50.0, 70.0).await.unwrap();
    assert_eq!(until(&page, "document.querySelector('p').textContent.trim()").await, "click:true");
    page.evaluate("document.querySelector('input').focus()").await.unwrap();
    page.press_enter().await.unwrap();
    until(&page, "document.querySelector('p').textContent.split(' ').length > 2").await;
    let text = page.evaluate("document.querySelector('p').textContent").await.unwrap();
    assert_eq!(text, "click:true click:true ", "Enter in a field is a click on the button of its form");
    browser.close().await;
}

#[tokio::test]
async fn what_a_context_asks_goes_to_its_proxy_the_addresses_of_this_machine_too() {
    let browser = started(&[]).await;
    let (proxy, asked) = served("<!doctype html><p>of the proxy</p>");
    for host in ["localhost:81", "127.0.0.1:82", "elsewhere.example"] {
        let context = browser.context(Some(proxy)).await.unwrap();
        let page = context.page("", "").await.unwrap();
        page.go(&format!("http://{host}/x"), LONG).await.unwrap();
        until(&page, "document.querySelector('p')?.textContent === 'of the proxy'").await;
        context.dispose().await;
        let asked = asked.lock().unwrap();
        assert!(asked.contains(&format!("GET http://{host}/x HTTP/1.1")), "{host}: {asked:?}");
    }
    browser.close().await;
}

#[tokio::test]
async fn no_page_keeps_us_from_going_on() {
    let browser = started(&[]).await;
    let spins = "<script>setTimeout(() => { while (true); }, 50)</script>";
    let asks = "<p></p><script>setTimeout(() => { for (let i = 0; i < 60; i++) alert(i); }, 50)</script>";
    let eats = "<script>setTimeout(() => { const all = []; while (true) all.push(new Array(1e6).fill(all.length)); }, 50)</script>";
    let opens = "<p></p><script>const opened = []; for (let i = 0; i < 12; i++) opened.push(window.open('about:blank'));
        setInterval(() => document.querySelector('p').textContent = opened.filter((one) => one && !one.closed).length, 50);</script>";
    let (context, page) = shown(&browser, spins).await;
    let started = Instant::now();
    let stuck = loop {
        match page.evaluate("1").await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(error) => break error,
        }
        assert!(started.elapsed() < LONG);
    };
    assert_eq!(stuck, BrowserError::Slow("Runtime.evaluate".into()));
    context.dispose().await;

    let (context, page) = shown(&browser, asks).await;
    let end = Instant::now() + LONG;
    while page.said().1 <= 50 {
        assert!(Instant::now() < end, "{} questions", page.said().1);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!((page.said().0.len(), page.said().1), (50, 51), "the next one waits for ever");
    context.dispose().await;

    let (context, page) = shown(&browser, opens).await;
    until(&page, "Number(document.querySelector('p')?.textContent || 99) <= 5").await;
    context.dispose().await;

    let (context, page) = shown(&browser, eats).await;
    let end = Instant::now() + LONG;
    while !page.has_crashed() {
        assert!(Instant::now() < end, "it takes all memory that there is");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(page.evaluate("1").await, Err(BrowserError::Crashed));
    context.dispose().await;

    let (_context, page) = shown(&browser, "<p>still there</p>").await;
    until(&page, "document.querySelector('p')?.textContent === 'still there'").await;
    browser.close().await;
}
