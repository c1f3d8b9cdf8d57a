//! How long a run takes at most: what is announced before the target is known.

use super::lab::{Bound, LabDriver};
use crate::contract::Contract;
use crate::scenario::Scenario;
use std::time::Duration;

/// All that acts takes about 8 s, and 22 s if a target leaves all that is due without an answer: see `patience`. One that
/// our polls keep busy is waited for until they are over, and a busy machine takes some more.
pub const ACTING: Duration = Duration::from_secs(60);
/// So much of it is kept for what may break something, which comes last.
pub const BREAKING: Duration = Duration::from_secs(6);
/// So many requests that takes of which points depend.
pub const LAST: usize = 50;
/// What has begun is not cut short, and may go on for as long as this.
pub const UNDER_WAY: Duration = Duration::from_secs(8);
/// A scenario that acts takes no longer, and is not begun again if there is less time.
pub const ONCE_MORE: Duration = Duration::from_secs(15);

/// How long a first pass takes at most, for a target with this contract, as far as it is known, and this round trip.
///
/// What acts does so one after the other, and all that waits shares one window, as long as the longest of it. Scenarios
/// that take turns, because one of them keeps everybody else out, may take longer.
pub fn bound(labs: &[LabDriver], scenarios: &[Scenario], contract: &Contract, round_trip: Duration) -> Duration {
    let quiet = each(labs, scenarios, contract).map(|bound| bound.quiet).max().unwrap_or_default();
    acting(labs, scenarios, contract) + quiet + ACTING + round_trip * 100
}

/// What these take of it for acting, beside what any takes.
pub fn acting(labs: &[LabDriver], scenarios: &[Scenario], contract: &Contract) -> Duration {
    each(labs, scenarios, contract).map(|bound| bound.active).sum()
}

fn each(labs: &[LabDriver], scenarios: &[Scenario], contract: &Contract) -> impl Iterator<Item = Bound> {
    labs.iter().filter_map(move |lab| {
        let own: Vec<&Scenario> = scenarios.iter().filter(|scenario| scenario.lab == lab.id).collect();
        (!own.is_empty()).then(|| (lab.bound)(&own, contract))
    })
}
