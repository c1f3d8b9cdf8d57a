//! Pseudos, rooms and texts that nobody else has: what was said in an older run, or by somebody else, is never taken for
//! ours.

use std::sync::atomic::{AtomicU32, Ordering};

/// Each of them is given once. Pseudos and rooms are of `[a-z0-9-]`, and 5 to 12 characters long: the strictest server seen
/// takes no others.
#[derive(Debug)]
pub struct Fresh {
    /// Another one in each run.
    run: String,
    next: AtomicU32,
}

/// None of them is a part of another one.
const PSEUDOS: [&str; 8] = ["ada", "bob", "cleo", "dan", "eve", "fox", "gil", "hugo"];
/// What servers and pages spoil: letters with accents, quotes, what HTML and JSON escape, what looks like a tag only to who
/// does not look well, and what is no one UTF-16 unit.
const ACCENTS: &str = "déjà « l'été » \"çà\" 1 < 2 & 3 > 2 ✓ 🎈";
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl Fresh {
    pub fn new(seed: u32) -> Self {
        Self { run: written(seed, 3), next: AtomicU32::new(0) }
    }

    /// The run, and a number: as long as any other, so that none is a part of another.
    fn number(&self) -> (u32, String) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number, format!("{}{}", self.run, written(number, 3)))
    }

    pub fn user(&self) -> String {
        let (number, text) = self.number();
        format!("{}-{text}", PSEUDOS[number as usize % PSEUDOS.len()])
    }

    pub fn room(&self) -> String {
        format!("hall-{}", self.number().1)
    }

    pub fn text(&self) -> String {
        format!("mot-{}", self.number().1)
    }

    /// The same with accents behind it.
    pub fn text_with_accents(&self) -> String {
        format!("{} {ACCENTS}", self.text())
    }

    pub fn id(&self) -> String {
        self.number().1
    }
}

/// The last digits of a number to the base of 36.
fn written(number: u32, digits: u32) -> String {
    let digit = |place| DIGITS[(number / 36_u32.pow(place) % 36) as usize] as char;
    (0..digits).rev().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_given_twice_and_the_strictest_server_takes_them() {
        let fresh = Fresh::new(u32::MAX);
        let all: Vec<String> = (0..400).flat_map(|_| [fresh.user(), fresh.room(), fresh.text()]).collect();
        for (at, one) in all.iter().enumerate() {
            assert!(
                (5..=12).contains(&one.len())
                    && one.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{one}"
            );
            assert!(
                all.iter().skip(at + 1).all(|other| !other.contains(one.as_str()) && !one.contains(other.as_str())),
                "{one}"
            );
        }
        assert_ne!(Fresh::new(1).user(), Fresh::new(2).user());
    }

    #[test]
    fn accents_come_behind_a_word_of_their_own() {
        let text = Fresh::new(7).text_with_accents();
        assert!(text.starts_with("mot-") && text.ends_with(ACCENTS));
    }
}
