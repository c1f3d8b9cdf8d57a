use crate::driver::wire::Response;
use cookie_store::CookieStore;
use url::Url;

/// The cookies of one client. Servers that stand behind a balancer find their clients again by one.
#[derive(Debug, Default, Clone)]
pub struct Cookies {
    /// None until one was set: few servers do.
    store: Option<Box<CookieStore>>,
}

/// The most that is kept of one cookie, and sent of all of them, as in browsers.
const COOKIE: usize = 4096;
const COOKIES: usize = 16 << 10;

impl Cookies {
    /// Keeps what an answer sets.
    pub fn keep(&mut self, host: &str, path: &str, response: &Response) {
        let Some(url) = url(host, path) else { return };
        let set = response.headers.iter().filter(|(name, value)| name == "set-cookie" && value.len() <= COOKIE);
        for (_, cookie) in set {
            // One that is not well-formed, or is for another site, is not kept.
            let _ = self.store.get_or_insert_default().parse(cookie, &url);
        }
    }

    /// The header that sends them.
    pub fn header(&self, host: &str, path: &str) -> Option<String> {
        let (store, url) = (self.store.as_ref()?, url(host, path)?);
        let mut sent = String::new();
        for (name, value) in store.get_request_values(&url) {
            let joint = if sent.is_empty() { "" } else { "; " };
            if sent.len() + name.len() + value.len() < COOKIES {
                sent += &format!("{joint}{name}={value}");
            }
        }
        (!sent.is_empty()).then_some(sent)
    }
}

/// The address that cookies belong to. To a browser its own machine is as safe as https: cookies that are marked `Secure`
/// are sent there too.
fn url(host: &str, path: &str) -> Option<Url> {
    Url::parse(&format!("https://{host}{path}")).ok()
}
