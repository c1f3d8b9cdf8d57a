//! Texts that nobody else has: what was said in an older run, or by somebody else, is never taken for ours.

use std::sync::atomic::{AtomicU32, Ordering};

/// Each of them is given once.
#[derive(Debug)]
pub struct Fresh {
    /// Another one in each run.
    run: String,
    next: AtomicU32,
}

/// What servers spoil: letters with accents, quotes, what HTML and JSON escape, and what is no one UTF-16 unit.
const ACCENTS: &str = "déjà « l'été » \"çà\" 1 < 2 & 3 > 2 ✓ 🎈";
/// Letters that have capitals beyond ASCII.
const LETTERS: &str = "déjà l'été à noël, ça brûle, où ? un cœur";
const PLAIN: &str = "bonjour tout le monde";
/// No `i`: its capital is another one in some languages.
const DIGITS: &[u8; 32] = b"abcdefghjkmnopqrstuvwxyz23456789";

impl Fresh {
    pub fn new(seed: u32) -> Self {
        Self { run: written(seed, 3), next: AtomicU32::new(0) }
    }

    /// As long as any other, so that none is a part of another.
    pub fn word(&self) -> String {
        format!("mot-{}{}", self.run, written(self.next.fetch_add(1, Ordering::Relaxed), 3))
    }

    pub fn user(&self) -> String {
        format!("ada-{}", &self.word()[4..])
    }

    pub fn plain(&self) -> String {
        format!("{} {PLAIN}", self.word())
    }

    pub fn with_accents(&self) -> String {
        format!("{} {ACCENTS}", self.word())
    }

    pub fn with_letters(&self) -> String {
        format!("{} {LETTERS}", self.word())
    }
}

/// The last digits of a number.
fn written(number: u32, digits: u32) -> String {
    let digit = |place| DIGITS[(number / 32_u32.pow(place) % 32) as usize] as char;
    (0..digits).rev().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_given_twice_and_each_has_capitals() {
        let fresh = Fresh::new(u32::MAX);
        let all: Vec<String> = (0..400).map(|_| fresh.word()).collect();
        for (at, one) in all.iter().enumerate() {
            assert!(one.len() == 10 && !one.contains('i') && one.to_uppercase() != *one, "{one}");
            assert!(all.iter().skip(at + 1).all(|other| other != one), "{one}");
        }
        assert_ne!(Fresh::new(1).word(), Fresh::new(2).word());
    }

    #[test]
    fn what_is_said_comes_behind_a_word_of_its_own() {
        let fresh = Fresh::new(7);
        assert!(fresh.with_accents().starts_with("mot-") && fresh.with_letters().ends_with(LETTERS));
    }
}
