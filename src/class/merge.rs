//! The shards of one class, put together.

use super::journal::{Done, GradingPlan};
use std::collections::BTreeMap;

/// Why shards cannot be put together.
#[derive(Debug, PartialEq, Eq)]
pub enum BadMerge {
    /// This one was graded by another plan than the first.
    Plans(usize),
    /// This submission is in two of them, with another outcome.
    Twice(String),
}

/// Puts the shards of one class together: their plan, and what became of each submission.
pub fn merge(
    shards: Vec<(GradingPlan, BTreeMap<String, Done>)>,
) -> Result<(GradingPlan, BTreeMap<String, Done>), BadMerge> {
    let mut shards = shards.into_iter();
    let (mut plan, mut done) = shards.next().ok_or(BadMerge::Plans(0))?;
    for (place, (other, others)) in shards.enumerate() {
        let like = GradingPlan { shard: plan.shard, started: plan.started.clone(), ..other.clone() };
        if like != plan {
            return Err(BadMerge::Plans(place + 1));
        }
        // The class began when the first of them did.
        plan.started = plan.started.min(other.started);
        for (id, one) in others {
            match done.get(&id) {
                Some(known) if known.submission.outcome != one.submission.outcome => return Err(BadMerge::Twice(id)),
                Some(_) => {}
                None => {
                    done.insert(id, one);
                }
            }
        }
    }
    plan.shard = None;
    Ok((plan, done))
}
