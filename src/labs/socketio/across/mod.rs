//! Several instances of a chat that are one, by way of Redis: the lab `socketio-redis`.

mod again;
mod between;
pub mod contract;
mod found;
pub mod rules;

use super::contract::{INSTANCES, Redis, URL_PATH};
use super::kin::{Kin, Sort};
use super::steps::{self, Step};
use super::{audience, judge, report, stays};
use crate::contract::Contract;
use crate::driver::{Bound, Instances, LabDriver};
use crate::history::History;
use crate::labs::lab::{Audience, Lab, Row};
use crate::message::Message;
use crate::names::LabId;
use crate::scenario::{self, Vocabulary};
use schemars::JsonSchema;
use std::time::Duration;

pub const ID: LabId = LabId::new("socketio-redis");

pub static KIN: Kin =
    Kin { id: ID, table: &contract::TABLE, sort: Sort::Chat, rival: "collabboard", rules: rules::SHARED };

pub const LAB: Lab = Lab {
    id: ID,
    page: None,
    contract: contract::PART,
    vocabulary: Vocabulary {
        lab: ID,
        rules: rules::NAMES,
        read: scenario::read_as::<Step>,
        step_schema: Step::json_schema,
    },
    driver: LabDriver {
        id: ID,
        path: URL_PATH,
        phase: steps::phase,
        // What is waited for in vain is bounded for all labs together.
        bound: |_, _| Bound { active: Duration::from_secs(15), ..Bound::default() },
        several: Some(instances),
        rests_on: None,
        changes_state: false,
        discover: |search| Box::pin(found::discover(search)),
    },
    judge: |history, contract, questions| judge::judged(history, contract, questions, &KIN, rules::answer),
    vital: Some(rules::VITAL),
    keeps_waiting: &["local-delivery-lost", "not-across"],
    // Its frames are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: |history, contract| report::measured(history, contract, &KIN),
    panels: |history| report::panels(history, &KIN),
    audiences,
    stays: |history| stays::stays(history, &KIN),
    gist: |operation| report::gist(operation, &KIN),
    shapes: report::SHAPES,
    rows,
    options: |_| String::new(),
    asks: |_, _| true,
    remark: |_| None,
    again: |shown| super::again::again(shown, &KIN, again::by_hand),
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/seen.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/seen.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn instances(given: &Contract) -> Instances {
    let redis = contract::said(given);
    let is_given = redis.is_some();
    let Redis { port_variable, .. } = redis.unwrap_or_default();
    Instances { count: INSTANCES as usize, port_variable, is_given }
}

fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let row = |redis: Redis| {
        let value = Message::new("contract-instances-value").count("count", redis.instances as usize);
        Row { label: "contract-instances", value: value.text("variable", redis.port_variable) }
    };
    contract::said(contract).map(row).into_iter().collect()
}

/// Who heard whom. In a chat without rooms what is said is for everybody.
fn audiences(history: &History) -> Vec<Audience> {
    let mut all = audience::audiences(history, &KIN);
    for audience in all.iter_mut().filter(|audience| is_for_everybody(audience)) {
        for cell in audience.speakers.iter_mut().flat_map(|speaker| &mut speaker.heard) {
            let leaked = std::mem::take(&mut cell.leaked);
            cell.due += leaked;
            cell.heard += leaked;
        }
    }
    all
}

/// Everybody heard everybody else, whatever the room.
fn is_for_everybody(Audience { listeners, speakers, .. }: &Audience) -> bool {
    let others = speakers
        .iter()
        .flat_map(|speaker| listeners.iter().zip(&speaker.heard).filter(|(listener, _)| **listener != speaker.client));
    let (mut cells, mut strangers) = (others.map(|(_, cell)| cell), 0);
    cells.all(|cell| {
        strangers += usize::from(cell.leaked > 0);
        cell.due > 0 || cell.leaked > 0
    }) && strangers > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::lab::{Hearing, Speaker};

    #[test]
    fn only_where_everybody_hears_everybody_there_are_no_rooms() {
        let cell = |due, leaked| Hearing { due, heard: due, leaked, twice: 0 };
        let audience = |by_member: [Hearing; 3], by_neighbour: [Hearing; 3]| Audience {
            scenario: "across".into(),
            listeners: ["member 1", "member 2", "neighbour 1"].map(String::from).to_vec(),
            speakers: vec![
                Speaker { client: "member 1".into(), said: 1, heard: by_member.to_vec() },
                Speaker { client: "neighbour 1".into(), said: 1, heard: by_neighbour.to_vec() },
            ],
        };
        let all = |neighbour| audience([cell(0, 0), cell(1, 0), neighbour], [cell(0, 1), cell(0, 1), cell(0, 0)]);
        assert!(is_for_everybody(&all(cell(0, 1))));
        assert!(!is_for_everybody(&all(cell(0, 0))), "one was left out");
        let kept = audience([cell(0, 0), cell(1, 0), cell(1, 0)], [cell(1, 0), cell(1, 0), cell(0, 0)]);
        assert!(!is_for_everybody(&kept), "nothing went astray");
    }

    #[test]
    fn a_file_that_speaks_of_instances_asks_for_them() {
        let text = "[socketio.redis]\nport_variable = \"HTTP_PORT\"\n";
        let given = crate::contract::parse("c.toml", text, &[&contract::PART]).unwrap();
        assert_eq!(instances(&given), Instances { count: 2, port_variable: "HTTP_PORT".into(), is_given: true });
        let usual = Instances { count: 2, port_variable: "PORT".into(), is_given: false };
        assert_eq!(instances(&Contract::default()), usual);
    }
}
