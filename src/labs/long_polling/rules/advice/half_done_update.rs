use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollKind;
use crate::message::Message;

/// An update that fails changes nothing; one that changes something wakes the clients that wait.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("half-done-update-seen.{what}"));
    let failed = case.of(PollKind::Raw).find(|o| o.request.body.as_ref().is_some_and(|body| body.contains("\\ud800")));
    let Some((raw, answer)) = failed.and_then(|o| Some((o, o.answer()?))) else { return case.nothing() };
    if answer.code < 500 {
        return Finding::pass(id("pass").count("code", answer.code.into()));
    }
    let reads = || case.of(PollKind::Read).filter(|o| o.round == raw.round).filter_map(|o| Some((o, o.state()?)));
    let before = reads().filter(|(o, _)| o.done < raw.started).max_by_key(|(o, _)| o.started);
    let after = reads().filter(|(o, _)| o.started > raw.done).min_by_key(|(o, _)| o.started);
    let (Some((_, before)), Some((read, after))) = (before, after) else { return case.nothing() };
    let told = case
        .waiters()
        .any(|o| o.round == raw.round && o.done < read.started && o.news().is_some_and(|s| s.version == after.version));
    let message = |what: &str| id(what).count("code", answer.code.into());
    if before.version == after.version || told {
        return Finding::pass(message("unchanged"));
    }
    let versions = message("fail").text("before", &before.version.token).text("after", &after.version.token);
    Finding::fail(versions).showing([raw, read])
}
