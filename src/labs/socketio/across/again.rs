//! With which commands a student sees again what a rule of this lab found: Bob speaks on the first instance, and Alice
//! listens on the one on which something was wrong.

use crate::history::Operation;
use crate::labs::again::{ByHand, Shown, requests};
use crate::labs::socketio::again::{ACCENTS, Client, OTHER_ROOM, ROOM};
use crate::labs::socketio::record::{ChatRole, DoneDetail, LinkDetail, What};

/// What nobody in another room is to read.
const SECRET: &str = "chut";
const GREETING: &str = "bonjour";

pub fn by_hand(here: &Client, shown: &Shown) -> ByHand {
    let Some(second) = shown.history.header.others.first() else { return requests(shown) };
    let there = &Client { origin: second.trim_end_matches('/'), ..*here };
    let listens = |client: &Client, room| client.run("alice", Some(room), &[], 30);
    let speaks = |texts: &[&str]| here.run("bob", Some(ROOM), texts, 3);
    let heard = |alice: String, bob: String| ByHand { commands: vec![alice], meanwhile: vec![bob] };
    match shown.rule {
        "second-instance-missing" => ByHand::alone([there.engine("polling")]),
        "local-delivery-lost" => heard(listens(here, ROOM), speaks(&[GREETING])),
        "not-across" if is_leak(shown) => heard(listens(there, OTHER_ROOM), speaks(&[SECRET])),
        "not-across" if is_of_burst(shown) => {
            let many: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
            let many: Vec<&str> = many.iter().map(String::as_str).collect();
            heard(listens(there, ROOM), speaks(&many))
        }
        "twice-across" if instance(shown) == 1 => heard(listens(here, ROOM), speaks(&[GREETING])),
        "mangled-across" => heard(listens(there, ROOM), speaks(&[ACCENTS])),
        // What takes a clock, the scenario shows.
        "late-across" => ByHand::default(),
        _ => heard(listens(there, ROOM), speaks(&[GREETING])),
    }
}

/// The link in which something was wrong.
fn link<'a>(shown: &Shown<'a>) -> Option<(LinkDetail, &'a Operation)> {
    let links = shown.evidence.iter().filter(|operation| operation.channel.is_some());
    links.filter_map(|operation| Some((LinkDetail::of(operation)?, *operation))).next()
}

fn instance(shown: &Shown) -> u32 {
    link(shown).map_or(2, |(detail, _)| detail.instance)
}

/// Somebody in another room heard it.
fn is_leak(shown: &Shown) -> bool {
    link(shown).is_some_and(|(_, operation)| operation.client.role == ChatRole::Neighbour.name())
}

fn is_of_burst(shown: &Shown) -> bool {
    let mut deeds = shown.evidence.iter().filter_map(|operation| DoneDetail::of(operation));
    deeds.any(|detail| detail.what == Some(What::Burst))
}
