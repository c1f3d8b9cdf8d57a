//! Whatever looks like a tag is cut out of a message, 'replace(/<[^>]*>/g, "")', for fear of scripts: '1 < 2 et 3 > 2'
//! arrives as '1 2'. Hand the text on as it is, or escape it, and let the page show it with 'textContent'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "tags-removed",
    row: "",
    lab: "socketio",
    fails: &["message-mangled"],
    may_fail: &[],
    source: include_str!("tags_removed.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// The text outside of `<` and `>`.
fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| match part.split_once('>') {
        Some((_, after)) => kept + after,
        None => kept + "<" + part,
    })
}

fn app(_: Duration) -> Router {
    with_data(|member, text| message(member, &without_tags(&text)))
}
