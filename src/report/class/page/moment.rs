use crate::text::visible;

/// A moment of RFC 3339, as people read it.
pub fn moment(text: &str) -> String {
    visible(&text.replace('T', " ").replace('Z', " UTC"))
}
