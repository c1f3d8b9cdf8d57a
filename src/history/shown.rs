//! What a page showed, as it is written down.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became different on a page at one moment, by the place of each element in it; none for one that is gone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shown(pub BTreeMap<String, Option<(String, String)>>);

/// All that a page shows at one moment: by the place of each element, its text and its look.
pub type Screen = BTreeMap<String, (String, String)>;

impl Shown {
    /// Changes what is shown accordingly.
    pub fn apply(&self, screen: &mut Screen) {
        for (place, element) in &self.0 {
            match element {
                Some(element) => drop(screen.insert(place.clone(), element.clone())),
                None => drop(screen.remove(place)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_add_up_to_what_is_shown() {
        let read = |text: &str| serde_json::from_str::<Shown>(text).unwrap();
        let mut screen = Screen::new();
        read(r##"{"#a":["En cours","badge"],"p:1":["x",""]}"##).apply(&mut screen);
        read(r##"{"#a":["Échec","badge"],"p:1":null}"##).apply(&mut screen);
        assert_eq!(screen, Screen::from([("#a".into(), ("Échec".into(), "badge".into()))]));
    }
}
