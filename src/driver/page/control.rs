//! The control: a page of ours in the same browser, which asks again as soon as it is answered. How late it is, any other
//! page may be: that is the noise of the browser and of the machine, and is written down as such.

use super::hints::Hints;
use super::script::{Asked, Reply, Script};
use super::tab::{Tab, Way};
use crate::browser::{Browser, BrowserError};
use crate::driver::{BoxFuture, Caller, Context};
use crate::history::{Nanos, Noise, Record};
use crate::names::Name;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// It is answered by the script alone, at no address that there is.
const ADDRESS: &str = "http://control.localhost/";
const PAGE: &str = "<!doctype html><meta charset=utf-8><p></p><script>
(async () => {
  for (let count = 1; ; count++) {
    try { await fetch('/beat', { cache: 'no-store' }); } catch { await new Promise((wake) => setTimeout(wake, 100)); }
    document.querySelector('p').textContent = count;
  }
})();
</script>";
/// From one beat to the next.
const EVERY: Duration = Duration::from_millis(75);

struct Beat {
    context: Arc<Context>,
    /// When the last one was answered.
    answered: Mutex<Option<Nanos>>,
}

impl Script for Beat {
    fn kind(&self, _: &Asked) -> Option<(Name, Value)> {
        Some((Name::new("control"), Value::Null))
    }

    fn reply<'a>(&'a self, asked: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(async move {
            if asked.bare_path() != "/beat" {
                let headers = vec![("content-type".into(), "text/html".into())];
                return Reply::Whole { code: 200, headers, body: PAGE.into() };
            }
            let before = self.answered.lock().expect("no holder panics").take();
            if let Some(at) = before {
                let late = asked.at.saturating_sub(at);
                self.context.recorder.record(Record::Noise(Noise { at, late, holding: false }));
            }
            tokio::time::sleep(EVERY).await;
            *self.answered.lock().expect("no holder panics") = Some(self.context.clock.now());
            Reply::Whole { code: 204, headers: vec![], body: vec![] }
        })
    }

    fn is_written_down(&self) -> bool {
        false
    }
}

/// Opens it; it goes on until it is dropped. Where somebody watches nothing is judged, and no window of ours is in the way.
pub async fn control(browser: &Browser, context: &Arc<Context>) -> Result<Option<Tab>, BrowserError> {
    if context.browser.is_visible {
        return Ok(None);
    }
    let script = Arc::new(Beat { context: context.clone(), answered: Mutex::default() });
    let way = Way {
        browser,
        context: context.clone(),
        caller: Caller::default(),
        script: Some(script),
        hints: Hints::default(),
    };
    let mut tab = Tab::new(way).await?;
    tab.go(ADDRESS).await?;
    Ok(Some(tab))
}
