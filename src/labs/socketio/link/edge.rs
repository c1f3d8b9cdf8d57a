use super::LinkOptions;
use super::cookies::Cookies;
use crate::driver::Context;
use crate::driver::wire::{Connector, Exchange, RawConnection, Request};
use crate::history::Nanos;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use url::form_urlencoded;

/// Where the requests of one link go, and what they have in common.
#[derive(Clone)]
pub struct Edge {
    pub context: Arc<Context>,
    /// Which instance of the target they go to.
    instance: u32,
    /// Whether connections are reset when they are closed.
    resets: Arc<AtomicBool>,
    /// How many requests there were: each has a number in its query, so that nothing answers it from a cache.
    count: Arc<AtomicU32>,
}

/// A connection that is closed as its link wants it.
struct Line {
    line: RawConnection,
    resets: Arc<AtomicBool>,
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.resets.load(Ordering::Relaxed) {
            self.line.reset_on_close();
        }
    }
}

impl Edge {
    pub fn new(context: Arc<Context>, instance: u32) -> Self {
        Self { context, instance, resets: Arc::default(), count: Arc::default() }
    }

    pub fn now(&self) -> Nanos {
        self.context.clock.now()
    }

    pub fn host(&self) -> String {
        self.connector().host()
    }

    /// The way there.
    pub fn connector(&self) -> &Arc<dyn Connector> {
        self.context.connector_of(self.instance)
    }

    /// From now on connections are reset when they are closed.
    pub fn reset(&self) {
        self.resets.store(true, Ordering::Relaxed);
    }

    /// The path and the query of a request by this transport.
    pub fn path(&self, path: &str, options: &LinkOptions, transport: &str, sid: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&options.query).append_pair("EIO", "4").append_pair("transport", transport);
        if transport == "polling" {
            query.append_pair("t", &format!("l{}", self.count.fetch_add(1, Ordering::Relaxed)));
        }
        if let Some(sid) = sid {
            query.append_pair("sid", sid);
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}{}", query.finish())
    }

    /// A request of polling. It says nothing of a page: a server may have a list of those that it accepts.
    pub fn request(&self, path: String, body: Option<String>, cookies: &Cookies) -> Request {
        let headers = cookies.header(&self.host(), &path).map(|cookies| ("Cookie".into(), cookies));
        Request {
            method: if body.is_some() { "POST" } else { "GET" }.into(),
            content_type: body.as_ref().map(|_| "text/plain;charset=UTF-8".into()),
            body: body.map(String::into_bytes),
            headers: headers.into_iter().collect(),
            path,
            is_of_no_page: true,
        }
    }

    /// Sends a request, says when it had been handed to the system, and waits for its answer.
    pub async fn exchange(self, request: Request, sent: impl FnOnce(Nanos)) -> Exchange {
        let bytes = request.encode(&self.connector().origin());
        match RawConnection::ask(&**self.connector(), self.context.clock, &bytes).await {
            Ok(line) => {
                let mut line = Line { line, resets: self.resets };
                sent(line.line.sent().unwrap_or_default());
                line.line.receive_whole().await
            }
            Err(over) => over,
        }
    }
}
