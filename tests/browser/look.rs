//! Looks at a page in every way that people meet it: wide and on a phone, light and dark, in both languages.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use lab::text::Lang;
use serde_json::{Value, json};
use thirtyfour::cdp::Cdp;
use thirtyfour::prelude::*;

use crate::sample::sampled;

/// What a page must not do is noted from its first moment.
const LISTEN: &str = r"
    window.faults = [];
    const note = (what) => window.faults.push(String(what));
    addEventListener('error', (event) => note(`error: ${event.message}`), true);
    addEventListener('unhandledrejection', (event) => note(`rejected: ${event.reason}`));
    addEventListener('securitypolicyviolation', (event) => note(`forbidden: ${event.violatedDirective} ${event.blockedURI}`));
    for (const kind of ['error', 'warn']) console[kind] = note;
    window.alert = () => note('alert');
";
/// Everything is opened, as it is to be read whole.
const OPEN: &str = r"
    for (const part of document.querySelectorAll('details')) part.open = true;
    for (const button of document.querySelectorAll('.opens[aria-expanded=false]')) if (button.checkVisibility()) button.click();
";
const AXE: &str = r"
    const done = arguments[0];
    axe.run().then((found) => done(found.violations.map((one) =>
        `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`)));
";
/// The source of axe-core.
pub fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("missing: axe-core, which tests/browser/install installs ({error})"))
}

/// Where a page can be opened.
pub fn written(name: &str, page: &str) -> String {
    static PAGES: AtomicUsize = AtomicUsize::new(0);
    let number = PAGES.fetch_add(1, Ordering::Relaxed);
    let name = format!("page-{}-{number}-{name}.html", std::process::id());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&name);
    std::fs::write(&path, page).expect("a page is written");
    format!("file://{}", path.display())
}

/// What each page must not do is noted from here on.
pub async fn listen(browser: &WebDriver) -> WebDriverResult<()> {
    let listen = json!({ "source": LISTEN });
    browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", listen).await.map(drop)
}

pub async fn value(browser: &WebDriver, script: &str) -> WebDriverResult<Value> {
    Ok(browser.execute(format!("return {script};"), vec![]).await?.json().clone())
}

/// As wide as a phone is, or a desk.
pub async fn wide(tools: &Cdp, width: u32) -> WebDriverResult<()> {
    let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    tools.send_raw("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
}

pub async fn scheme(tools: &Cdp, scheme: &str) -> WebDriverResult<()> {
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    tools.send_raw("Emulation.setEmulatedMedia", features).await.map(drop)
}

/// What axe finds wrong with the page as it is now.
pub async fn complaints(browser: &WebDriver, axe: &str) -> WebDriverResult<Vec<String>> {
    browser.execute(axe, vec![]).await?;
    let found = browser.execute_async(AXE, vec![]).await?.json().clone();
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// A page is opened and looked at in both languages, each as wide and in the colours that `ways` names; what is wrong
/// with it is named. Axe, which takes most of the time, looks at one in four where a sample is asked for.
pub async fn faults(
    browser: &WebDriver,
    url: &str,
    axe: &str,
    shown: Lang,
    ways: &[(u32, &str)],
) -> WebDriverResult<Vec<String>> {
    let tools = browser.cdp();
    let mut faults = vec![];
    browser.goto(url).await?;
    let other = if shown == Lang::Fr { Lang::En } else { Lang::Fr };
    let all =
        [shown, other].into_iter().flat_map(|lang| ways.iter().map(move |&(width, colours)| (lang, width, colours)));
    let thorough = sampled(all, 4);
    for lang in [shown, other] {
        let code = lang.code();
        if lang != shown {
            browser.find(By::Css(format!("label[for=show-{code}]"))).await?.click().await?;
        }
        let pages = "[...document.querySelectorAll('.page')].filter((page) => page.checkVisibility())";
        let seen = value(browser, &format!("{pages}.map((page) => page.lang)")).await?;
        let named = value(browser, "[document.documentElement.lang, document.title]").await?;
        let title = value(browser, &format!("{pages}[0].dataset.title")).await?;
        if seen != json!([code]) || named != json!([code, title]) {
            faults.push(format!("{code}: shows {seen}, is named {named}"));
        }
        browser.execute(OPEN, vec![]).await?;
        for &(width, colours) in ways {
            wide(&tools, width).await?;
            scheme(&tools, colours).await?;
            let taken = value(browser, "document.documentElement.scrollWidth").await?;
            if taken.as_u64().is_none_or(|taken| taken > width.into()) {
                faults.push(format!("{code}: takes {taken} px of {width}"));
            }
            if thorough.contains(&(lang, width, colours)) {
                let found = complaints(browser, axe).await?;
                faults.extend(found.iter().map(|one| format!("{code}, {width} px, {colours}: {one}")));
            }
        }
    }
    let noted = value(browser, "window.faults").await?;
    let asked = value(browser, "performance.getEntriesByType('resource').map((one) => one.name)").await?;
    if noted != json!([]) || asked != json!([]) {
        faults.push(format!("noted {noted}, asked for {asked}"));
    }
    Ok(faults)
}
