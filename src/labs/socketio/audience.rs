//! Who heard what was said in a scenario, as a table: each who said something, with what became of that at each other one.

use super::deed::Deed;
use super::kin::Kin;
use super::record::{ChatOperation, ChatRole};
use super::scene::{Link, Scene};
use crate::history::{Client, DISCOVERY, History};
use crate::labs::lab::{Audience, Hearing, Speaker};
use std::collections::BTreeSet;

/// Of the last attempt of each scenario in which somebody said something.
pub fn audiences(history: &History, kin: &Kin) -> Vec<Audience> {
    last_scenes(history, kin).iter().filter_map(|(scenario, scene)| audience(scenario, scene)).collect()
}

/// The last attempt of each scenario, in the order in which they were driven first.
pub(super) fn last_scenes<'a>(history: &'a History, kin: &Kin) -> Vec<(&'a str, Scene<'a>)> {
    let operations: Vec<ChatOperation> =
        history.operations.iter().filter_map(|o| ChatOperation::of(o, &kin.id)).collect();
    let mut on_purpose: Vec<&ChatOperation> = operations.iter().filter(|o| o.scenario != DISCOVERY).collect();
    on_purpose.sort_by_key(|o| o.started);
    let mut last: Vec<(&str, u32)> = vec![];
    for operation in on_purpose {
        let scenario = operation.operation().scenario.as_str();
        match last.iter_mut().find(|(other, _)| *other == scenario) {
            Some((_, attempt)) => *attempt = (*attempt).max(operation.attempt),
            None => last.push((scenario, operation.attempt)),
        }
    }
    let of = |(scenario, attempt)| {
        let here = operations.iter().filter(move |o| o.scenario == scenario && o.attempt == attempt);
        (scenario, Scene::new(here.copied()))
    };
    last.into_iter().map(of).collect()
}

fn audience(scenario: &str, scene: &Scene) -> Option<Audience> {
    let speakers: BTreeSet<&Client> = scene.says().map(Deed::client).collect();
    // Those who listen: whoever is in a room, who is in none, and who should not have come in.
    let is_outside = |link: &&Link| matches!(link.role, Some(ChatRole::Outsider | ChatRole::Intruder));
    let is_there = |link: &&Link| scene.user(link.client()).is_some() || is_outside(link);
    let listeners: BTreeSet<&Client> = scene.links.iter().filter(is_there).map(Link::client).collect();
    let row = |speaker: &&Client| {
        let said = || scene.says().filter(|say| say.client() == *speaker);
        let heard = listeners.iter().map(|listener| hearing(scene, said(), listener)).collect();
        Speaker { client: speaker.to_string(), said: said().count() as u64, heard }
    };
    let audience = Audience {
        scenario: scenario.into(),
        listeners: listeners.iter().map(|client| client.to_string()).collect(),
        speakers: speakers.iter().map(row).collect(),
    };
    (!speakers.is_empty()).then_some(audience)
}

/// What one client heard of what another one said.
fn hearing<'a: 's, 's>(scene: &'s Scene<'a>, said: impl Iterator<Item = &'s Deed<'a>>, listener: &Client) -> Hearing {
    let mut hearing = Hearing::default();
    for say in said {
        let Some(link) = scene.link(listener, say.operation.started) else { continue };
        let is = |other: &Link| other.client() == listener;
        // What is said into a room from outside is due to nobody.
        let is_inside = scene.was_in(say.client(), &say.detail.room, say.operation.started);
        let (is_due, is_strange) = (is_inside && scene.room_mates(say).any(is), scene.strangers(say).any(is));
        let copies = scene.copies(link, say).len();
        let has_heard = scene.first(link, say).is_some();
        hearing.due += u64::from(is_due);
        hearing.heard += u64::from(has_heard && !is_strange);
        hearing.leaked += u64::from(has_heard && is_strange);
        hearing.twice += u64::from(copies > 1);
    }
    hearing
}
