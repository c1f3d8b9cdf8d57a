//! Clients in words, and what each heard of each other.

use crate::labs::Hearing;
use crate::text::{Texts, visible};

/// "waiter 3", in the language of the reader.
pub fn actor(actor: &str, texts: &Texts) -> String {
    // What is not of any client is ours: a look at the current version.
    let (role, number) = actor.split_once(' ').unwrap_or((if actor.is_empty() { "lab" } else { actor }, ""));
    let id = format!("actor-{role}");
    let role = if texts.has(&id) { texts.get(&id) } else { visible(role) };
    format!("{role} {number}").trim_end().to_owned()
}

/// What one client heard of another one, in a few signs, as `audience-legend` explains them.
pub fn hearing(hearing: Hearing) -> String {
    let Hearing { due, heard, leaked, twice } = hearing;
    let mut signs: Vec<String> = vec![];
    match (due, heard) {
        (0, 0) => {}
        (0, own) => signs.push(format!("({own})")),
        (due, heard) => signs.push(format!("{heard}/{due}")),
    }
    if leaked > 0 {
        signs.push(format!("!{leaked}"));
    }
    if twice > 0 {
        signs.push(format!("×{twice}"));
    }
    if signs.is_empty() { "·".into() } else { signs.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_heard_fits_into_a_cell() {
        let cases = [
            ((0, 0, 0, 0), "·", true),
            ((3, 3, 0, 0), "3/3", true),
            ((0, 3, 0, 0), "(3)", true),
            ((3, 2, 0, 0), "2/3", false),
            ((0, 0, 2, 0), "!2", false),
            ((3, 3, 0, 1), "3/3 ×1", false),
        ];
        for ((due, heard, leaked, twice), signs, is_right) in cases {
            let one = Hearing { due, heard, leaked, twice };
            assert_eq!((&*hearing(one), one.is_right()), (signs, is_right));
        }
    }
}
