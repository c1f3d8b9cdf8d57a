use serde::de::IgnoredAny;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Json {
    Whole,
    /// An object or an array that could go on.
    Cut,
    No,
}

pub fn of(text: &str) -> Json {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Json::Whole,
        Err(error) if error.is_eof() && is_container(text) => Json::Cut,
        Err(_) => Json::No,
    }
}

/// Objects and arrays alone can't be taken for text that happens to be JSON.
pub fn is_container(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Where the first document ends, if the text starts with an object, an array or a string.
pub fn first_document(text: &str) -> Option<usize> {
    if !text.trim_start().starts_with(['{', '[', '"']) {
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
