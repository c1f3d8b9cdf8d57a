//! Clients in words, and what each heard of each other.

use super::{End, Request};
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

/// What a client did over its link, as a page has it.
pub fn asked(request: &Request) -> String {
    let name: String = request.path.chars().take(80).collect();
    let all = [visible(&request.method), visible(&name), visible(request.body.as_deref().unwrap_or_default())];
    all.join(" ").trim_end().split("  ").collect::<Vec<_>>().join(" ")
}

/// That it was acknowledged after this time; nothing if it was not, which means nothing.
pub fn acknowledged(request: &Request, took: &str, texts: &Texts) -> String {
    match request.end {
        End::Done => String::new(),
        End::Answered => texts.with("event-acknowledged", &[("took", took)]),
        End::Refused => texts.get("event-not-sent"),
        End::NoAnswer | End::Left | End::Cut => texts.get("event-link-over"),
    }
}

/// "waiter 3" in a few characters, and what they stand for: as narrow as a column of a table.
pub fn short_actor(actor_name: &str, texts: &Texts) -> (String, String) {
    let (role, number) = actor_name.split_once(' ').unwrap_or((actor_name, ""));
    let whole = actor(role, texts);
    let id = format!("actor-{role}.short");
    let short = if texts.has(&id) { texts.get(&id) } else { whole.clone() };
    (format!("{short}{number}"), texts.with("audience-short", &[("short", &short), ("role", &whole)]))
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
