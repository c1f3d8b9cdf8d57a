//! Every rule of every lab, judged on histories written by hand.
//!
//! A story is a function that tells what happened and what the rule must find in it. Each is a test of its own, and
//! no rule may be without a story that passes and one that fails.

#[macro_use]
mod stories;

mod across;
mod after_hold;
mod answers;
mod behind;
mod board;
mod bonus;
mod broken;
mod browsers;
mod build;
mod busy;
mod chat;
mod contract;
mod crowd;
mod held;
mod hold_end;
mod limited;
mod lost;
mod native;
mod noise;
mod page;
mod robust;
mod sends;
mod state;
mod stream_page;
mod streams;
mod versions;
mod wake;
mod while_held;
mod woken;

use build::Told;
use lab::checker::Verdict;
use lab::labs;
use std::collections::BTreeSet;

/// What is told of one rule.
type Stories = (&'static str, &'static [fn() -> Told]);

fn all() -> Vec<&'static Stories> {
    let modules = [
        contract::STORIES,
        behind::STORIES,
        state::STORIES,
        held::STORIES,
        while_held::STORIES,
        busy::STORIES,
        crowd::STORIES,
        wake::STORIES,
        woken::STORIES,
        versions::STORIES,
        hold_end::STORIES,
        limited::STORIES,
        after_hold::STORIES,
        lost::STORIES,
        robust::STORIES,
        sends::STORIES,
        browsers::STORIES,
        broken::STORIES,
        bonus::STORIES,
        streams::head::STORIES,
        streams::framing::STORIES,
        streams::quoted::STORIES,
        streams::flow::STORIES,
        streams::browsers::STORIES,
        streams::others::STORIES,
        streams::leavers::STORIES,
        streams::extras::STORIES,
        board::connect::STORIES,
        board::extras::STORIES,
        board::presence::STORIES,
        board::token::STORIES,
        board::update::STORIES,
        chat::connect::STORIES,
        chat::join::STORIES,
        chat::message::STORIES,
        chat::once::STORIES,
        chat::leave::STORIES,
        chat::extras::STORIES,
        across::arriving::STORIES,
        across::crossing::STORIES,
        native::connect::STORIES,
        native::relay::STORIES,
        native::capitals::STORIES,
        native::harm::STORIES,
        page::STORIES,
        stream_page::STORIES,
    ];
    modules.into_iter().flatten().collect()
}

#[test]
fn every_rule_has_a_story_that_passes_and_one_that_fails() {
    for rule in labs::ALL.iter().flat_map(|lab| lab.vocabulary.rules) {
        let stories = all().into_iter().filter(|(name, _)| name == rule);
        let verdicts: BTreeSet<_> =
            stories.flat_map(|(_, stories)| stories.iter().map(|tell| tell().verdict)).collect();
        assert!(verdicts.contains(&Verdict::Pass), "no story of {rule} passes");
        assert!(verdicts.contains(&Verdict::Fail), "no story of {rule} fails");
    }
}
