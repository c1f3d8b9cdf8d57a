use crate::checker::Finding;
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::rules::faults::faults;
use crate::message::Message;

/// A poll that is never answered is given up within a minute, and sent again.
pub fn judge(case: &PageCase) -> Finding {
    let Some(silent) = faults(case).into_iter().find(|one| one.with == "silent") else { return case.nothing() };
    let Some(first) = silent.polls.first() else { return Finding::requires("repoll-late") };
    let id = |what: &str| Message::new(format!("client-timeout-seen.{what}"));
    let finding = if silent.polls.len() > 1 { Finding::pass(id("pass")) } else { Finding::fail(id("fail")) };
    finding.showing([*first])
}
