use crate::checker::Finding;
use crate::history::DISCOVERY;
use crate::labs::long_polling::case::{PollCase, shown};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// An immediate answer is JSON that carries a status and a version.
pub fn judge(case: &PollCase) -> Finding {
    let answered = |o: &&PollOperation| o.answer().is_some_and(|a| a.code != 204);
    let mut reads: Vec<_> = case.reads().filter(answered).collect();
    if reads.is_empty() {
        // Nothing could be asked here: what others were answered shows a state, or why none was found.
        let looked = || case.all().filter(|o| matches!(o.kind, PollKind::Read | PollKind::Poll));
        reads = looked().filter(|o| o.state().is_some()).take(case.at_least).collect();
        if reads.is_empty() {
            // Other paths were tried before the poll's was found: what they say is no answer of it.
            let here = |o: &&PollOperation| case.is_at(o, &case.contract().poll.path);
            reads = looked().filter(|o| o.scenario == DISCOVERY).filter(here).filter(answered).collect();
        }
    }
    let id = |what: &str| Message::new(format!("state-not-json-seen.{what}"));
    for read in &reads {
        let Some(answer) = read.answer() else { continue };
        let excerpt: String = answer.body.excerpt().chars().take(120).collect();
        let encoding = answer.header("content-encoding").filter(|encoding| !encoding.eq_ignore_ascii_case("identity"));
        if let Some(encoding) = encoding.filter(|_| answer.body.not_json.is_some()) {
            return Finding::fail(id("encoded").text("encoding", encoding)).showing([*read]);
        }
        if let Some(why) = &answer.body.not_json {
            return Finding::fail(id("not-json").text("why", why).text("body", excerpt)).showing([*read]);
        }
        if answer.code >= 400 {
            return Finding::fail(id("code").count("code", answer.code.into()).text("body", excerpt)).showing([*read]);
        }
        if read.state().is_none() {
            return Finding::fail(id("no-fields").text("body", excerpt)).showing([*read]);
        }
    }
    match reads.iter().find_map(|o| o.state()) {
        Some(state) if reads.len() >= case.at_least => {
            Finding::pass(id("pass").count("reads", reads.len()).text("state", shown(state)))
        }
        _ => case.nothing(),
    }
}
