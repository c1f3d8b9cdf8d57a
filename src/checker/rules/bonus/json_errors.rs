use crate::checker::{Case, Finding, Message};
use crate::history::{Kind, Operation};

/// Errors speak JSON, as the answers do.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("json-errors-seen.{what}"));
    let raws = case.history.operations.iter().filter(|o| o.kind == Kind::Raw && o.ask.method != "DELETE");
    let errors: Vec<_> = raws.filter(|o| o.answer().is_some_and(|a| (400..500).contains(&a.code))).collect();
    let json = |o: &Operation| {
        o.answer().is_some_and(|a| {
            let declared = a.header("content-type").is_some_and(|t| t.to_ascii_lowercase().contains("json"));
            declared && a.body.not_json.is_none() && !a.body.excerpt.trim().is_empty()
        })
    };
    match errors.iter().find(|o| !json(o)) {
        _ if errors.is_empty() => case.nothing(),
        Some(other) => Finding::fail(id("fail")).showing([*other]),
        None => Finding::pass(id("pass").count("errors", errors.len())),
    }
}
