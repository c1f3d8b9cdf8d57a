use serde::de::IgnoredAny;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Json {
    Whole,
    /// An object, an array or a string that could go on.
    Cut,
    No,
}

pub fn of(text: &str) -> Json {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Json::Whole,
        Err(_) if starts_document(text) && (could_go_on(text) || could_go_on(without_number(text))) => Json::Cut,
        Err(_) => Json::No,
    }
}

fn could_go_on(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// A number that was cut, as in `[1.`, is taken for a wrong one.
fn without_number(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || "+-.eE".contains(c))
}

/// Objects and arrays alone can't be taken for text that happens to be JSON.
pub fn is_container(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Numbers and words alone are left out: most of what starts with one is text.
pub fn starts_document(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"'])
}

/// Where the first document ends, if the text starts with an object, an array or a string.
pub fn first_document(text: &str) -> Option<usize> {
    if !starts_document(text) {
        return None;
    }
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    documents.next()?.ok()?;
    Some(documents.byte_offset())
}

/// One object or array after another, and nothing else.
pub fn are_documents(text: &str) -> bool {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    is_container(text) && documents.all(|document| document.is_ok())
}

#[cfg(test)]
mod tests {
    use super::{Json, are_documents, first_document, of};

    #[test]
    fn json_is_whole_cut_or_none() {
        for text in ["{}", " [1, 2]\n", "12", "\"a\"", "null", &("[".repeat(1000) + &"]".repeat(1000))] {
            assert_eq!(of(text), Json::Whole, "{text:?}");
        }
        let whole = r#"{"a": [1.5e-3, true, "\u00e9\n"]}"#;
        for end in 1..whole.len() {
            assert_eq!(of(&whole[..end]), Json::Cut, "{:?}", &whole[..end]);
        }
        assert_eq!(of("\"a"), Json::Cut);
        for text in ["", "-", "tru", "{]", "{'a", "[INFO] x", "{} {}", "NaN"] {
            assert_eq!(of(text), Json::No, "{text:?}");
        }
    }

    #[test]
    fn documents_one_after_another() {
        assert_eq!(first_document("{\"a\": 1} x"), Some(8));
        assert_eq!(first_document("\"a\"\\n"), Some(3));
        assert_eq!(first_document("12 {}"), None);
        assert_eq!(first_document("{"), None);
        assert!(are_documents("{}[1] {}"));
        assert!(!are_documents(""));
        assert!(!are_documents("{} x"));
        assert!(!are_documents("1 2"));
    }
}
