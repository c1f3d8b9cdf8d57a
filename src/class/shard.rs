//! A part of a class, for several machines: each grades every Nth submission.

use serde::{Deserialize, Serialize};

/// The part `index` of `of`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    pub index: usize,
    pub of: usize,
}

/// Why there is none: a sentence by its name, and what stands in it.
#[derive(Debug, PartialEq, Eq)]
pub struct BadShard(pub &'static str, pub Vec<(&'static str, String)>);

/// Systems that run the same command many times: the variable that says which time this is, the one that says how many
/// times there are, and the number of the first.
const SYSTEMS: [(&str, &str, First); 3] = [
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", First::Told("SLURM_ARRAY_TASK_MIN")),
    ("CI_NODE_INDEX", "CI_NODE_TOTAL", First::Is(1)),
    ("JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", First::Is(0)),
];

#[derive(Clone, Copy)]
enum First {
    Is(usize),
    /// By this variable; 0 if it is not set.
    Told(&'static str),
}

impl Shard {
    /// "K/N", or "auto": what the environment says.
    pub fn read(text: &str, env: impl Fn(&str) -> Option<String>) -> Result<Self, BadShard> {
        if text == "auto" {
            return Self::of_environment(env);
        }
        let bad = || BadShard("shard-bad", vec![("text", text.into())]);
        let (index, of) = text.split_once('/').ok_or_else(bad)?;
        let (index, of) = (index.parse().map_err(|_| bad())?, of.parse().map_err(|_| bad())?);
        Self { index, of }.checked().ok_or_else(bad)
    }

    fn of_environment(env: impl Fn(&str) -> Option<String>) -> Result<Self, BadShard> {
        let number = |name: &str| {
            let Some(value) = env(name).filter(|value| !value.is_empty()) else { return Ok(None) };
            let bad = |_| BadShard("shard-no-number", vec![("name", name.into()), ("value", value.clone())]);
            value.parse::<usize>().map(Some).map_err(bad)
        };
        for (index, total, first) in SYSTEMS {
            let Some(at) = number(index)? else { continue };
            let Some(of) = number(total)? else {
                return Err(BadShard("shard-alone", vec![("index", index.into()), ("total", total.into())]));
            };
            let first = match first {
                First::Is(first) => first,
                First::Told(name) => number(name)?.unwrap_or(0),
            };
            let shard = Self { index: at.wrapping_sub(first).wrapping_add(1), of };
            let outside = vec![("index", index.into()), ("at", at.to_string()), ("of", of.to_string())];
            return shard.checked().ok_or(BadShard("shard-outside", outside));
        }
        let names = SYSTEMS.map(|(name, ..)| name).join(", ");
        Err(BadShard("shard-not-told", vec![("names", names)]))
    }

    fn checked(self) -> Option<Self> {
        (self.index >= 1 && self.index <= self.of).then_some(self)
    }

    /// Whether the submission at this place of the roster, from 0, is in this part.
    pub fn has(self, place: usize) -> bool {
        place % self.of == self.index - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, env: &[(&str, &str)]) -> Result<Shard, BadShard> {
        Shard::read(text, |name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn each_is_in_one_shard() {
        for of in 1..6 {
            for place in 0..20 {
                let has = (1..=of).filter(|&index| Shard { index, of }.has(place));
                assert_eq!(has.count(), 1);
            }
        }
    }

    #[test]
    fn it_is_told_or_in_the_environment() {
        assert_eq!(read("2/4", &[]), Ok(Shard { index: 2, of: 4 }));
        for bad in ["0/4", "5/4", "1/0", "x", "1/", "-1/2"] {
            assert!(read(bad, &[]).is_err(), "{bad}");
        }
        let slurm = [("SLURM_ARRAY_TASK_ID", "12"), ("SLURM_ARRAY_TASK_COUNT", "4"), ("SLURM_ARRAY_TASK_MIN", "10")];
        assert_eq!(read("auto", &slurm), Ok(Shard { index: 3, of: 4 }));
        let ci = [("CI_NODE_INDEX", "1"), ("CI_NODE_TOTAL", "3")];
        assert_eq!(read("auto", &ci), Ok(Shard { index: 1, of: 3 }));
        let job = [("JOB_COMPLETION_INDEX", "2"), ("JOB_COMPLETIONS", "3")];
        assert_eq!(read("auto", &job), Ok(Shard { index: 3, of: 3 }));
        assert!(read("auto", &[("JOB_COMPLETION_INDEX", "3"), ("JOB_COMPLETIONS", "3")]).is_err());
        assert!(read("auto", &[("JOB_COMPLETION_INDEX", "0")]).unwrap_err().0 == "shard-alone");
        assert_eq!(read("auto", &[]).unwrap_err().0, "shard-not-told");
    }
}
