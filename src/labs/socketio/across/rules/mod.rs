//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod advice;
mod late_across;
mod local_delivery_lost;
mod mangled_across;
mod not_across;
mod second_instance_missing;
mod twice_across;

use super::between;
use crate::checker::{Finding, Question, rules};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::answered;
use crate::labs::socketio::kin::Rules;

// In the order in which reports list them.
rules! { ChatCase:
    "second-instance-missing" => second_instance_missing::judge,
    "local-delivery-lost" => local_delivery_lost::judge,
    "not-across" => not_across::judge,
    "twice-across" => twice_across::judge,
    "mangled-across" => mangled_across::judge,
    "late-across" => late_across::judge,
    "notices-one-instance" => advice::notices_one_instance::judge,
}

/// The rule that every other one needs: both instances are there.
pub const VITAL: &str = "second-instance-missing";
/// What does not cross is neither late nor mangled.
const CROSSING: &str = "not-across";

pub const SHARED: Rules = Rules { vital: VITAL, delivery: CROSSING, leak: CROSSING, misnamed: None, version: None };

pub fn answer(case: &ChatCase, question: &Question) -> Finding {
    answered(case, question, judge(question.rule, case), &[VITAL])
}
