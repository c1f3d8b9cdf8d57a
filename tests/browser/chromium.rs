//! Headless Chromium, driven by WebDriver. It ends with its test, whatever happens.

use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::Value;
use thirtyfour::prelude::*;

const MISSING: &str = "missing: Chromium with chromedriver; tests/browser/install installs them on Debian as root";
/// Far longer than any script takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Each has a profile of its own.
static BROWSERS: AtomicUsize = AtomicUsize::new(0);

/// The driver, on a free port.
struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    fn start() -> Self {
        let started = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = started.unwrap_or_else(|error| panic!("{MISSING} ({error})"));
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // What it says later must not break it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut driver = Self { process, url: String::new() };
        driver.url = format!("http://127.0.0.1:{}", port.expect("chromedriver says its port"));
        driver
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a script on this page gives to its callback.
pub fn run(page: &str, script: &str, argument: Value) -> Value {
    drive(async |browser| {
        browser.goto(page).await?;
        Ok(browser.execute_async(script, vec![argument]).await?.json().clone())
    })
}

/// Opens a browser, does something with it, and closes it.
pub fn drive<T>(act: impl AsyncFnOnce(&WebDriver) -> WebDriverResult<T>) -> T {
    // The client under `thirtyfour` is the program's own, which comes without one; nothing is encrypted here.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let driver = Driver::start();
    let number = BROWSERS.fetch_add(1, Ordering::Relaxed);
    let name = format!("chromium-{}-{number}", std::process::id());
    let profile = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let given = runtime.block_on(async {
        let mut browser = DesiredCapabilities::chrome();
        // No sandbox: tests run as root too, and every page is ours.
        let flags = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"];
        for flag in flags {
            browser.add_arg(flag).expect("a flag");
        }
        browser.add_arg(&format!("--user-data-dir={}", profile.display())).expect("a flag");
        let browser = WebDriver::new(&driver.url, browser).await;
        let browser = browser.unwrap_or_else(|error| panic!("{MISSING} ({error})"));
        let acting = async {
            browser.set_script_timeout(PATIENCE).await?;
            act(&browser).await
        };
        // The browser goes before whatever failed is told.
        let given: Result<WebDriverResult<T>, _> = AssertUnwindSafe(acting).catch_unwind().await;
        let quit = browser.quit().await;
        given.map(|given| given.and_then(|given| quit.map(|()| given)))
    });
    drop(driver);
    let _ = std::fs::remove_dir_all(profile);
    let given = given.unwrap_or_else(|panicked| resume_unwind(panicked));
    given.unwrap_or_else(|error| panic!("Chromium: {error}"))
}
