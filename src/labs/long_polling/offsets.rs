//! When the polls of a race leave, counted from their update, and how that is written: `-300us..100us`.

use rand::RngExt;
use rand::rngs::StdRng;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{Display, Formatter};
use std::str::FromStr;

/// Nanoseconds from the sending of the update; negative before it.
pub type Offset = i64;

/// The polls leave at any time from the first to the second, drawn anew for each; both are the same for one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offsets {
    pub from: Offset,
    pub to: Offset,
}

/// No poll leaves longer before or after its update: a hold may be as short.
const MOST: Offset = 1_000_000_000;
const MICROSECOND: Offset = 1_000;

impl Offsets {
    /// The shortest that has all of these.
    pub fn around(offsets: impl Iterator<Item = Offset> + Clone) -> Option<Self> {
        Some(Self { from: offsets.clone().min()?, to: offsets.max()? })
    }

    /// As much longer at either end.
    pub fn widened(self, by: Offset) -> Self {
        Self { from: self.from - by, to: self.to + by }
    }

    /// As they are written: in whole microseconds, which is finer than any request is sent.
    pub fn rounded(self) -> Self {
        let whole = |offset: Offset| (offset as f64 / MICROSECOND as f64).round() as Offset * MICROSECOND;
        Self { from: whole(self.from), to: whole(self.to) }
    }

    pub fn draw(self, polls: u32, random: &mut StdRng) -> Vec<Offset> {
        (0..polls).map(|_| random.random_range(self.from..=self.to)).collect()
    }
}

impl Display for Offsets {
    fn fmt(&self, formatter: &mut Formatter) -> std::fmt::Result {
        let [from, to] = [self.from, self.to].map(|offset| offset / MICROSECOND);
        if from == to { write!(formatter, "{from}us") } else { write!(formatter, "{from}us..{to}us") }
    }
}

/// What was written is not two times with their units, the earlier one first, no further than a second from the update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("times with their units are wanted, as in -300us or -300us..100us, of a second at most")]
pub struct BadOffsets;

impl FromStr for Offsets {
    type Err = BadOffsets;

    fn from_str(text: &str) -> Result<Self, BadOffsets> {
        let one = |text: &str| {
            let (sign, time) = text.strip_prefix('-').map_or((1, text), |time| (-1, time));
            let time = humantime::parse_duration(time).map_err(|_| BadOffsets)?;
            let time = Offset::try_from(time.as_nanos()).map_err(|_| BadOffsets)?;
            if time <= MOST { Ok(sign * time) } else { Err(BadOffsets) }
        };
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let (from, to) = (one(from)?, one(to)?);
        if from <= to { Ok(Self { from, to }) } else { Err(BadOffsets) }
    }
}

impl Serialize for Offsets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Offsets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Offsets {
    fn schema_name() -> Cow<'static, str> {
        "Offsets".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": ["-300us", "-300us..100us"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        for (text, from, to) in
            [("-300us..100us", -300_000, 100_000), ("0us", 0, 0), ("-2500us", -2_500_000, -2_500_000)]
        {
            let offsets = Offsets { from, to };
            assert_eq!((text.parse(), offsets.to_string().as_str()), (Ok(offsets), text));
        }
        assert_eq!("-2ms..1ms 500us".parse(), Ok(Offsets { from: -2_000_000, to: 1_500_000 }));
        for wrong in ["", "5", "..", "1ms..", "--1ms", "2ms..1ms", "2s", "-2s..0us"] {
            assert_eq!(wrong.parse::<Offsets>(), Err(BadOffsets), "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_meant() {
        let offsets = Offsets { from: -1_600, to: 2_499 }.rounded();
        assert_eq!((offsets.from, offsets.to), (-2_000, 2_000));
        assert_eq!(offsets.to_string().parse(), Ok(offsets));
    }
}
