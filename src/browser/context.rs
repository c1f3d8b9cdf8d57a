//! Pages that share cookies, a cache and a way to the network, and share nothing with those of other contexts.

use super::BrowserError;
use super::link::Link;
use super::page::Page;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;

pub struct Context {
    link: Arc<Link>,
    id: String,
}

impl Context {
    pub(super) async fn new(link: Arc<Link>, proxy: Option<SocketAddr>) -> Result<Self, BrowserError> {
        let mut params = json!({ "disposeOnDetach": true });
        if let Some(proxy) = proxy {
            params["proxyServer"] = format!("http://{proxy}").into();
            // The addresses of this machine too.
            params["proxyBypassList"] = "<-loopback>".into();
        }
        let made = link.call("", "Target.createBrowserContext", params).await?;
        let id = made["browserContextId"].as_str().unwrap_or_default().to_owned();
        let refuse = json!({ "behavior": "deny", "browserContextId": id });
        link.call("", "Browser.setDownloadBehavior", refuse).await?;
        Ok(Self { link, id })
    }

    /// A new tab. These scripts run in each of its documents before any of its own: the first in a world of ours, which
    /// the page does not see, the second in the page's.
    pub async fn page(&self, watching: &str, preparing: &str) -> Result<Page, BrowserError> {
        let params = json!({ "url": "about:blank", "browserContextId": self.id });
        let target = self.link.call("", "Target.createTarget", params).await?;
        let target = target["targetId"].as_str().unwrap_or_default().to_owned();
        Page::attach(self.link.clone(), target, watching, preparing).await
    }

    /// Closes all of its pages, whatever they do.
    pub async fn dispose(self) {
        let params = json!({ "browserContextId": self.id });
        // A browser that is gone has no context any more.
        let _ = self.link.call("", "Target.disposeBrowserContext", params).await;
    }
}
