//! What the values of options may be. They are read here and not by clap, so that what is wrong with one is said in the
//! language of whoever reads, and so that a value which begins with a minus is a wrong value, and no unknown option.

use crate::message::Message;
use crate::text::{Lang, Texts};
use std::fmt::{Display, Formatter};
use std::net::IpAddr;
use std::time::Duration;

/// Why a value will not do: what is wanted.
#[derive(Debug)]
pub struct Unfit(pub Message);

impl Display for Unfit {
    fn fmt(&self, formatter: &mut Formatter) -> std::fmt::Result {
        formatter.write_str(&Texts::of(Lang::En).say(&self.0))
    }
}

impl std::error::Error for Unfit {}

/// A time with its unit, as in 25s or 1m 5s.
pub fn duration(text: &str) -> Result<Duration, Unfit> {
    humantime::parse_duration(text).map_err(|_| Unfit(Message::new("usage-wants.time")))
}

/// A time between two of many things: none at all would never let the machine rest.
pub fn interval(text: &str) -> Result<Duration, Unfit> {
    match duration(text)? {
        time if time < Duration::from_millis(10) => Err(Unfit(Message::new("usage-wants.interval"))),
        time => Ok(time),
    }
}

/// A whole number between bounds.
pub fn whole<T: TryFrom<u64>, const LEAST: u64, const MOST: u64>(text: &str) -> Result<T, Unfit> {
    let number = text.parse().ok().filter(|number| (LEAST..=MOST).contains(number));
    number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
        let wanted = Message::new("usage-wants.whole");
        Unfit(wanted.text("least", LEAST.to_string()).text("most", MOST.to_string()))
    })
}

/// A number that is not negative.
pub fn number(text: &str) -> Result<f64, Unfit> {
    let number = text.parse().ok().filter(|number: &f64| *number >= 0.0 && number.is_finite());
    number.ok_or_else(|| Unfit(Message::new("usage-wants.number")))
}

/// A number above zero.
pub fn positive(text: &str) -> Result<f64, Unfit> {
    number(text).ok().filter(|number| *number > 0.0).ok_or_else(|| Unfit(Message::new("usage-wants.positive")))
}

/// The host and the port of a Redis, which may be written as a URL.
pub fn redis(text: &str) -> Result<String, Unfit> {
    let address = text.strip_prefix("redis://").unwrap_or(text).trim_end_matches('/');
    let named = address.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    if named { Ok(address.to_owned()) } else { Err(Unfit(Message::new("usage-wants.redis"))) }
}

/// The name of a room: something that can be seen, and no longer than any chat takes.
pub fn room(text: &str) -> Result<String, Unfit> {
    let is_fit = !text.trim().is_empty() && text.chars().count() <= 100 && !text.chars().any(char::is_control);
    if is_fit { Ok(text.to_owned()) } else { Err(Unfit(Message::new("usage-wants.room"))) }
}

pub fn address(text: &str) -> Result<IpAddr, Unfit> {
    text.parse().map_err(|_| Unfit(Message::new("usage-wants.address")))
}
