//! Who heard what was said to the relay in a scenario, as a table.

use super::exercise::Exercise;
use super::record::NativeOperation;
use super::scene::{Deed, Scene};
use crate::history::{Client, DISCOVERY, History};
use crate::labs::lab::{Audience, Hearing, Speaker};
use std::collections::{BTreeMap, BTreeSet};

/// Of the last attempt of each scenario in which somebody said something.
pub fn audiences(history: &History) -> Vec<Audience> {
    let operations: Vec<NativeOperation> = history.operations.iter().filter_map(|o| NativeOperation::of(o)).collect();
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for operation in operations.iter().filter(|o| o.scenario != DISCOVERY) {
        let attempt = last.entry(&operation.operation().scenario).or_default();
        *attempt = (*attempt).max(operation.attempt);
    }
    let of = |(scenario, attempt): (&str, u32)| {
        let here = operations.iter().filter(|o| o.operation().scenario == scenario && o.attempt == attempt);
        audience(scenario, &Scene::new(here.copied()))
    };
    last.into_iter().filter_map(of).collect()
}

fn audience(scenario: &str, scene: &Scene) -> Option<Audience> {
    let speakers: BTreeSet<&Client> = scene.says(Exercise::Relay).map(Deed::client).collect();
    let listeners: BTreeSet<&Client> = scene.links_of(Exercise::Relay).map(|link| link.client()).collect();
    let row = |speaker: &&Client| {
        let said = || scene.says(Exercise::Relay).filter(|say| say.client() == *speaker);
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
        for link in scene.links_of(Exercise::Relay).filter(|link| link.client() == listener) {
            let is_due = scene.due_to(say).any(|other| other.operation.id == link.operation.id);
            hearing.due += u64::from(is_due);
            hearing.heard += u64::from(scene.first(link, say).is_some());
            hearing.twice += u64::from(is_due && scene.copies(link, say) > 1);
        }
    }
    hearing
}
