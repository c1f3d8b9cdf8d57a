use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollKind;
use crate::message::Message;

/// JSON is declared as JSON.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("wrong-content-type-seen.{what}"));
    let mut last = None;
    for read in case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll)) {
        let Some(answer) = read.answer().filter(|_| read.state().is_some()) else { continue };
        let declared = answer.header("content-type").unwrap_or_default();
        if !is_json(declared) {
            let message = if declared.is_empty() { id("missing") } else { id("fail").text("type", declared) };
            return Finding::fail(message).showing([read]);
        }
        last = Some(declared);
    }
    last.map_or_else(|| case.nothing(), |declared| Finding::pass(id("pass").text("type", declared)))
}

/// Parameters do not matter, nor does case.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_by_any_of_its_names() {
        for good in ["application/json", "Application/JSON; charset=utf-8", "text/json", "application/problem+json"] {
            assert!(is_json(good), "{good}");
        }
        for bad in ["text/html; charset=utf-8", "text/plain", "application/jsonp", ""] {
            assert!(!is_json(bad), "{bad}");
        }
    }
}
