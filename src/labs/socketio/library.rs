//! The client library of Socket.IO, as a page names it.

use regex::Regex;
use std::sync::LazyLock;

static LIBRARY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"socket\.io(?:[.-][\w.]+)?\.js|/socket\.io/").expect("the pattern is valid"));

/// Whether it is at this path, by its name.
pub fn is_library_path(path: &str) -> bool {
    LIBRARY.is_match(path)
}

#[cfg(test)]
mod tests {
    use super::is_library_path;

    #[test]
    fn the_library_is_known_by_its_name() {
        for path in
            ["/socket.io/socket.io.js", "/js/socket.io.min.js", "/socket.io.esm.min.js?v=4", "/lib/socket.io-4.8.js"]
        {
            assert!(is_library_path(path), "{path}");
        }
        for path in ["/socket.js", "/chat.js", "/js/socketio.js"] {
            assert!(!is_library_path(path), "{path}");
        }
    }
}
