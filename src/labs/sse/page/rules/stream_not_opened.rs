use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::message::Message;

/// The page asks for the stream, by itself or when it is clicked. What else it takes for one is told.
pub fn judge(case: &PageCase) -> Finding {
    let message = |what: &str| Message::new(format!("stream-not-opened-seen.{what}"));
    match case.opened() {
        None => return case.nothing(),
        Some((true, None)) => return Finding::pass(message("pass")),
        Some((true, Some(label))) => return Finding::pass(message("clicked").text("label", label)),
        Some((false, _)) => {}
    }
    let mut others: Vec<_> = case.others().collect();
    others.sort_by_key(|o| o.started);
    // The first is the page; of the others, scripts, styles and pictures are no streams.
    let is_file = |path: &str| {
        let last = path.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        last.contains('.')
    };
    match others.iter().skip(1).find(|o| !is_file(&o.request.path)) {
        Some(other) => Finding::fail(message("other").text("path", &other.request.path)).showing([&***other]),
        None => Finding::fail(message("fail")),
    }
}
