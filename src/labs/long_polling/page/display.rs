//! Which element of a page shows the status: one that follows it, whatever it is made of and whatever its words.

use crate::history::Screen;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The status at some moment, and all that was shown then.
pub struct Walked<'a> {
    pub status: &'a str,
    pub screen: &'a Screen,
}

/// How an element shows the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// In its own words.
    Text,
    /// In other words, always the same for a status.
    OtherWords,
    /// By its look.
    Look,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    pub place: String,
    pub by: By,
}

/// The elements that follow the status through all that was walked, those first that say least beside it. A clock, a
/// counter or a list of what happened does not: it is something else when a status comes back, or holds them all.
pub fn followers(walked: &[Walked]) -> Vec<Follower> {
    let places: std::collections::BTreeSet<&String> = walked.iter().flat_map(|one| one.screen.keys()).collect();
    let all = |by: By| {
        let length = |place: &str| {
            let last = walked.last().and_then(|one| one.screen.get(place));
            last.map_or(usize::MAX, |(text, look)| if by == By::Look { look.len() } else { text.len() })
        };
        let mut follow: Vec<&&String> = places.iter().filter(|place| is_follower(walked, place, by)).collect();
        follow.sort_by_key(|place| length(place));
        follow.into_iter().map(|place| Follower { place: (*place).clone(), by }).collect::<Vec<_>>()
    };
    [By::Text, By::OtherWords, By::Look].into_iter().map(all).find(|all| !all.is_empty()).unwrap_or_default()
}

fn is_follower(walked: &[Walked], place: &str, by: By) -> bool {
    let value = |one: &Walked| {
        let (text, look) = one.screen.get(place)?;
        Some(if by == By::Look { look.clone() } else { text.clone() })
    };
    if by == By::Text {
        return !walked.is_empty()
            && walked.iter().all(|one| value(one).is_some_and(|text| says(&text, one.status, walked)));
    }
    let mut words: BTreeMap<&str, String> = BTreeMap::new();
    for one in walked {
        let Some(value) = value(one).filter(|value| !value.is_empty()) else { return false };
        let known = words.entry(one.status).or_insert_with(|| value.clone());
        if *known != value {
            return false;
        }
    }
    let mut different: Vec<&String> = words.values().collect();
    different.sort();
    different.dedup();
    // A status must have come back, or anything that changes would do.
    different.len() == words.len() && words.len() > 1 && walked.len() > words.len()
}

/// Whether a text says this status and none of the others, unless one is a part of the other.
fn says(text: &str, status: &str, walked: &[Walked]) -> bool {
    let (text, own) = (folded(text), folded(status));
    text.contains(&own)
        && walked
            .iter()
            .map(|one| folded(one.status))
            .all(|other| other == own || own.contains(&other) || !text.contains(&other))
}

/// The text as people read it: letters without case, spaces without number.
pub fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").nfc().collect::<String>().to_lowercase()
}

/// Whether an element shows this status, in the way in which it was seen to follow.
pub fn shows(element: &(String, String), follower: &Follower, status: &str, walked: &[Walked]) -> bool {
    match follower.by {
        By::Text => says(&element.0, status, walked),
        by => walked.iter().filter(|one| one.status == status).any(|one| {
            let seen = one.screen.get(&follower.place);
            seen.is_some_and(|seen| if by == By::Look { seen.1 == element.1 } else { seen.0 == element.0 })
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The element that follows, if each of these shows its words for a walk of six statuses.
    fn found(elements: &[(&str, [&str; 6])]) -> Option<(String, By)> {
        let statuses = ["En cours", "Terminée", "En attente", "Échec", "En cours", "En attente"];
        let screens: Vec<Screen> = (0..6)
            .map(|at| {
                elements.iter().map(|(place, words)| ((*place).into(), (words[at].into(), String::new()))).collect()
            })
            .collect();
        let walked: Vec<Walked> =
            statuses.iter().zip(&screens).map(|(status, screen)| Walked { status, screen }).collect();
        followers(&walked).into_iter().next().map(|found| (found.place, found.by))
    }

    const OWN: [&str; 6] = [
        "État : EN COURS",
        "État : terminée",
        "État : En  attente",
        "État : échec",
        "État : En cours",
        "État : En attente",
    ];
    const LOG: [&str; 6] = [
        "En cours",
        "En cours Terminée",
        "Terminée En attente",
        "En attente Échec",
        "Échec En cours",
        "En cours En attente",
    ];
    const CLOCK: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
    const ICONS: [&str; 6] = ["▶", "✓", "…", "✗", "▶", "…"];

    #[test]
    fn the_element_that_says_the_status_is_found_beside_those_that_say_more() {
        assert_eq!(found(&[("#log", LOG), ("#clock", CLOCK), ("#s", OWN)]), Some(("#s".into(), By::Text)));
        assert_eq!(found(&[("#log", LOG), ("#clock", CLOCK)]), None);
        assert_eq!(found(&[("#clock", CLOCK), ("#icon", ICONS)]), Some(("#icon".into(), By::OtherWords)));
    }

    #[test]
    fn what_is_shown_once_or_late_does_not_follow() {
        let once = ["En cours"; 6];
        let late = ["", "En cours", "Terminée", "En attente", "Échec", "En cours"];
        assert_eq!(found(&[("#once", once), ("#late", late)]), None);
    }
}
