//! Some of the flawed servers, for a short proof.

use lab_reference::flawed::Flaw;
use rand::rngs::StdRng;
use rand::{SeedableRng, seq::SliceRandom};
use std::collections::BTreeMap;

/// So many of them, drawn by this seed; one for each rule before a second one for any, so that as many rules as possible
/// are seen to fail.
pub fn drawn(mut flaws: Vec<&'static Flaw>, some: usize, seed: u64) -> Vec<&'static Flaw> {
    flaws.shuffle(&mut StdRng::seed_from_u64(seed));
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut turn = |flaw: &Flaw| {
        let turn = turns.entry(flaw.fails[0]).or_default();
        *turn += 1;
        *turn
    };
    let mut ranked: Vec<(usize, &'static Flaw)> = flaws.into_iter().map(|flaw| (turn(flaw), flaw)).collect();
    ranked.sort_by_key(|(turn, _)| *turn);
    ranked.into_iter().map(|(_, flaw)| flaw).take(some).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab_reference::flawed::FLAWS;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_one_before_any_has_two_and_each_seed_draws_others() {
        let rules: BTreeSet<&str> = FLAWS.iter().map(|flaw| flaw.fails[0]).collect();
        let of = |seed, some| drawn(FLAWS.to_vec(), some, seed);
        let seen: BTreeSet<&str> = of(1, rules.len()).iter().map(|flaw| flaw.fails[0]).collect();
        assert_eq!(seen, rules);
        let names = |seed| of(seed, 40).iter().map(|flaw| flaw.name).collect::<Vec<_>>();
        assert_eq!((names(1), names(1).len()), (names(1), 40));
        assert_ne!(names(1), names(2));
        assert_eq!(of(1, usize::MAX).len(), FLAWS.len());
    }
}
