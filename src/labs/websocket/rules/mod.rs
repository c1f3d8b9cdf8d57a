//! The rules, one a file, each named for what it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod advice;
mod broken_connection_harms;
mod capitals_ascii_only;
mod capitals_wrong;
mod closed_tab_harms;
mod dies_on_odd_frame;
mod harm;
mod odd;
mod relay_binary;
mod relay_late;
mod relay_lost;
mod relay_mangled;
mod relay_not_delivered;
mod relay_not_to_all;
mod relay_twice;
mod websocket_unreachable;

use super::case::{Fates, NativeCase};
use super::contract::Native;
use crate::checker::{Finding, Question, rules};
use crate::contract::Contract;

rules! {
    NativeCase:
    "websocket-unreachable" => websocket_unreachable::judge,
    "relay-not-delivered" => relay_not_delivered::judge,
    "relay-not-to-all" => relay_not_to_all::judge,
    "relay-mangled" => relay_mangled::judge,
    "relay-binary" => relay_binary::judge,
    "relay-lost" => relay_lost::judge,
    "relay-twice" => relay_twice::judge,
    "relay-late" => relay_late::judge,
    "closed-tab-harms" => closed_tab_harms::judge,
    "broken-connection-harms" => broken_connection_harms::judge,
    "dies-on-odd-frame" => dies_on_odd_frame::judge,
    "capitals-wrong" => capitals_wrong::judge,
    "capitals-ascii-only" => capitals_ascii_only::judge,
    "close-unanswered" => advice::close_unanswered::judge,
    "ping-unanswered" => advice::ping_unanswered::judge,
    "own-message-twice" => advice::own_message_twice::judge,
    "dies-on-bad-text" => advice::dies_on_bad_text::judge,
}

/// The rule that every other one needs: the server is there.
pub const VITAL: &str = "websocket-unreachable";
/// What reaches nobody is neither changed nor late: that is said once.
const DELIVERY: &str = "relay-not-delivered";
const CAPITALS: &str = "capitals-wrong";
const LEAVERS: &str = "closed-tab-harms";
const ABRUPT: &str = "broken-connection-harms";
/// Those that judge themselves whether the server died.
const OF_DEATH: [&str; 5] = [VITAL, LEAVERS, ABRUPT, "dies-on-odd-frame", "dies-on-bad-text"];

/// Whether a rule is asked of a target: of an exercise that it does not have, none is.
pub fn asks(contract: &Contract, rule: &str) -> bool {
    let Some(Native { websocket }) = Native::of(contract) else { return true };
    match rule {
        _ if rule.starts_with("relay-") || rule == "own-message-twice" => websocket.relay.is_some(),
        _ if rule.starts_with("capitals-") => websocket.capitals.is_some(),
        _ => true,
    }
}

/// What a rule finds in a scenario, and what becomes of that if the server ended meanwhile or was started anew.
pub fn answer(case: &NativeCase, question: &Question) -> Finding {
    let Some(finding) = judge(question.rule, case) else { return case.nothing() };
    let finding = if OF_DEATH.contains(&question.rule) { finding } else { case.unless_dead(finding) };
    case.restarted().filter(|_| question.required).unwrap_or(finding)
}

/// Why nothing is decided of something that was due, if nothing is.
fn undecided(case: &NativeCase, fates: Fates) -> Finding {
    let is_open = case.scene().links.iter().any(|link| link.is_open());
    match fates.unsure.into_iter().next() {
        Some(finding) => finding,
        None if is_open || case.scene().links.is_empty() => case.nothing(),
        None => Finding::requires(VITAL),
    }
}
