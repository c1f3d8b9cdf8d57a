use std::time::Duration;

/// A time with its unit, as in 25s or 1m 5s.
pub fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write a time with its unit, as in 25s"))
}

/// A time between two of many things: none at all would never let the machine rest.
pub fn interval(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        time if time < Duration::from_millis(10) => Err("10ms is the shortest".into()),
        time => Ok(time),
    }
}
