//! A browser from its start to its end.

use super::BrowserError;
use super::context::Context;
use super::launch::Launch;
use super::link::{Event, Link};
use super::process::{Process, Walls};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::process::{ChildStdin, ChildStdout};
use tokio::sync::mpsc;

/// A busy machine takes several seconds to start one.
const STARTS_WITHIN: Duration = Duration::from_secs(20);
/// A page that opens more windows than this is a nuisance: they are closed.
const MOST_WINDOWS: usize = 5;

pub struct Browser {
    link: Arc<Link>,
    process: Process,
    /// The walls between its pages and the machine are its own.
    pub is_walled: bool,
    /// Its name and version.
    pub version: String,
}

impl Browser {
    /// Starts one: behind its own walls if it can, without them if it says that it cannot.
    pub async fn start(launch: &Launch) -> Result<Self, BrowserError> {
        match Self::start_with(launch, Walls::Own).await {
            Ok(browser) => Ok(browser),
            Err(_) => Self::start_with(launch, Walls::None).await,
        }
    }

    async fn start_with(launch: &Launch, walls: Walls) -> Result<Self, BrowserError> {
        let (process, (stdin, stdout)) = Process::start(launch, walls).await?;
        let failed = |error: std::io::Error| BrowserError::DoesNotStart(error.to_string());
        let link =
            Link::new(ChildStdin::from_std(stdin).map_err(failed)?, ChildStdout::from_std(stdout).map_err(failed)?);
        let about = link.call_within("", "Browser.getVersion", json!({}), STARTS_WITHIN).await;
        let about = about.map_err(|_| BrowserError::DoesNotStart(process.trouble()))?;
        let events = link.listen("");
        link.call("", "Target.setDiscoverTargets", json!({ "discover": true })).await?;
        tokio::spawn(close_windows(link.clone(), events));
        let version = about["product"].as_str().unwrap_or_default().to_owned();
        Ok(Self { link, process, is_walled: walls == Walls::Own, version })
    }

    /// The first of its processes.
    pub fn pid(&self) -> u32 {
        self.process.pid
    }

    /// Pages that share nothing with others; what they ask goes to this proxy, if one is given.
    pub async fn context(&self, proxy: Option<SocketAddr>) -> Result<Context, BrowserError> {
        Context::new(self.link.clone(), proxy).await
    }

    /// Ends it, and waits for that.
    pub async fn close(self) {
        let _ = self.link.call_within("", "Browser.close", json!({}), Duration::from_secs(1)).await;
        self.process.end().await;
    }
}

/// Closes the windows that pages open, beyond a few in each context.
async fn close_windows(link: Arc<Link>, mut events: mpsc::UnboundedReceiver<Event>) {
    let mut windows: Vec<(String, String)> = Vec::new();
    while let Some(event) = events.recv().await {
        let about = &event.params["targetInfo"];
        match event.method.as_str() {
            "Target.targetCreated" if about["openerId"].is_string() => {
                let [target, context] = ["targetId", "browserContextId"].map(|name| text(&about[name]));
                if windows.iter().filter(|(_, other)| *other == context).count() >= MOST_WINDOWS {
                    link.tell("", "Target.closeTarget", json!({ "targetId": target }));
                } else {
                    windows.push((target, context));
                }
            }
            "Target.targetDestroyed" => {
                let target = text(&event.params["targetId"]);
                windows.retain(|(other, _)| *other != target);
            }
            _ => {}
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
