//! Tabs that could not be looked at any more.

use super::Case;
use crate::history::{Nanos, Observation, PageEnd};

/// A tab that says nothing is waited for so long.
const WAITED: Nanos = 10_000_000_000;
/// A machine that is so late explains that it says nothing.
const LIMIT: Nanos = 9_000_000_000;
const LEAST: usize = 2;

/// What the page came to in the tabs of a scenario, whenever it was driven, and in how many of them. One alone may be an
/// accident, and what a busy machine explains is left out.
pub fn ended(case: &Case) -> Option<(PageEnd, usize)> {
    let of_this =
        |o: &&Observation| o.scenario == case.scenario && o.kind.as_str() == "deed" && o.detail["what"] == "lost";
    let lost = case.history.observations.iter().filter(of_this);
    let is_clear = |at: Nanos| !case.limits.too_noisy_for(at.saturating_sub(WAITED), at, LIMIT);
    let end = |o: &Observation| serde_json::from_value(o.detail["end"].clone()).ok().flatten();
    let ends: Vec<PageEnd> = lost.filter(|o| is_clear(o.at)).filter_map(end).collect();
    ends.first().filter(|_| ends.len() >= LEAST).map(|first| (*first, ends.len()))
}
