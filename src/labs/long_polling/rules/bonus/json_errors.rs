use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// Errors speak JSON, as the answers do.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("json-errors-seen.{what}"));
    let raws = case.all().filter(|o| o.kind == PollKind::Raw && o.request.method != "DELETE");
    let errors: Vec<_> = raws.filter(|o| o.answer().is_some_and(|a| (400..500).contains(&a.code))).collect();
    let json = |o: &PollOperation| {
        o.answer().is_some_and(|a| {
            let declared = a.header("content-type").is_some_and(|t| t.to_ascii_lowercase().contains("json"));
            declared && a.body.not_json.is_none() && !a.body.excerpt().trim().is_empty()
        })
    };
    match errors.iter().find(|o| !json(o)) {
        _ if errors.is_empty() => case.nothing(),
        Some(other) => Finding::fail(id("fail")).showing([*other]),
        None => Finding::pass(id("pass").count("errors", errors.len())),
    }
}
