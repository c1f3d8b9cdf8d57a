//! Where a page is: a path of the server that it speaks to, or a whole address if another server gives it.

use crate::driver::Context;

/// What is wrong with a text that is none.
pub const PLACE: &str = "a path starts with '/', and an address with http://";

/// Whether a text says where a page is.
pub fn is_place(text: &str) -> bool {
    text.starts_with('/') || is_address(text)
}

/// The address of a page.
pub fn address(context: &Context, place: &str) -> String {
    if is_address(place) {
        return place.to_owned();
    }
    format!("{}{}{place}", context.connector.origin(), context.base)
}

fn is_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}
