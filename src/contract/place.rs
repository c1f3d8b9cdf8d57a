//! Where a page is: a path of the server that it speaks to, or a whole address if another server gives it.

/// What is wrong with a text that says neither.
pub const PLACE: &str = "a path starts with '/', and an address with http://";

/// Whether a text says where a page is.
pub fn is_place(text: &str) -> bool {
    text.starts_with('/') || is_address(text)
}

/// Whether it is a whole address.
pub fn is_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_at_a_path_or_an_address() {
        for place in ["/", "/client", "http://localhost:5173/", "https://127.0.0.1/x"] {
            assert!(is_place(place), "{place}");
        }
        for other in ["", "client", "file:///tmp/x", "http://", "localhost:5173"] {
            assert!(!is_place(other), "{other}");
        }
    }
}
