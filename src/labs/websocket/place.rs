//! Where a server of this lab is: at the target's own port, or beside it.

use crate::driver::Context;
use crate::driver::wire::Connector;
use std::sync::Arc;
use url::Url;

#[derive(Clone)]
pub struct Place {
    pub connector: Arc<dyn Connector>,
    /// From the root of that server.
    pub path: String,
    /// It is not the port of the target itself.
    pub is_beside: bool,
}

impl Place {
    /// Nothing if the address is one of another machine: nobody has said that we may go there.
    pub fn of(context: &Context, url: &str) -> Option<Self> {
        let own = &context.connector;
        if url.starts_with('/') {
            let path = format!("{}{url}", context.base);
            return Some(Self { connector: own.clone(), path, is_beside: false });
        }
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "ws" | "wss"))?;
        let here = Url::parse(&own.origin()).ok()?;
        if url.host_str() != here.host_str() && !(is_local(&url) && is_local(&here)) {
            return None;
        }
        let port = url.port_or_known_default()?;
        let is_beside = Some(port) != here.port_or_known_default();
        let connector = if is_beside { own.beside(port)? } else { own.clone() };
        Some(Self { connector, path: url[url::Position::BeforePath..url::Position::AfterQuery].into(), is_beside })
    }

    /// As one writes it in a program.
    pub fn shown(&self) -> String {
        format!("{}{}", self.connector.origin().replacen("http", "ws", 1), self.path)
    }
}

pub fn is_local(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]" | "0.0.0.0"))
}
