//! What `lab page` can do to a page while somebody watches, and how that is told.

use super::record::{DEED, Deed};
use super::steps::{Change, EndHolds, Fail, FaultChoice, Open, Step};
use crate::history::Observation;
use crate::labs::lab::{Mode, PageLab};
use crate::message::Message;
use serde_json::Value;

pub const PAGE: PageLab = PageLab { modes: &MODES, narrate };

const MODES: [Mode; 8] = [
    Mode { name: "changes", steps: || again(vec![]) },
    Mode { name: "500", steps: || fails(FaultChoice::Error) },
    Mode { name: "reset", steps: || fails(FaultChoice::Reset) },
    Mode { name: "closed", steps: || fails(FaultChoice::Closed) },
    Mode { name: "cut", steps: || fails(FaultChoice::Cut) },
    Mode { name: "malformed", steps: || fails(FaultChoice::Malformed) },
    Mode { name: "hold-ends", steps: || again(vec![Step::EndHolds(EndHolds::default())]) },
    Mode { name: "restart", steps: || again(vec![Step::Restart {}]) },
];

fn fails(with: FaultChoice) -> [Vec<Value>; 2] {
    again(vec![Step::Fail(Fail { with })])
}

/// The page is opened; then the status changes, nothing happens for a while, and this is done, again and again.
fn again(what: Vec<Step>) -> [Vec<Value>; 2] {
    let begins = vec![Step::Open(Open::default())];
    let goes_on = [Step::Change(Change { times: 2 }), Step::Quiet {}].into_iter().chain(what);
    let written = |steps: Vec<Step>| steps.iter().map(|step| serde_json::json!(step)).collect();
    [begins, goes_on.collect()].map(written)
}

fn narrate(seen: &Observation) -> Option<Message> {
    let deed = (seen.kind == DEED).then(|| serde_json::from_value(seen.detail.clone()).ok()).flatten()?;
    Some(match deed {
        Deed::Opened { asked: true, status, .. } => Message::new("page-opened").text("status", status),
        Deed::Opened { asked: false, .. } => Message::new("page-opened-silent"),
        Deed::Changed { status, .. } => Message::new("page-changed").text("status", status),
        Deed::HoldEnded { .. } => Message::new("page-hold-ended"),
        Deed::Failing { with } => Message::new(format!("page-failing-{with}")),
        Deed::Mended { failed, .. } => Message::new("page-mended").count("failed", failed as usize),
        Deed::Restarted { status, .. } => Message::new("page-restarted").text("status", status),
        Deed::Lost { .. } => Message::new("page-lost"),
        Deed::Quiet { .. }
        | Deed::Markup { .. }
        | Deed::Operated { .. }
        | Deed::Tabs { .. }
        | Deed::Sent { .. }
        | Deed::Reloaded { .. } => return None,
    })
}
