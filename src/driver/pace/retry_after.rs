//! How long a target wishes to be left alone: `Retry-After` (RFC 9110 §10.2.3), in seconds or as a date.

use crate::driver::wire::Response;
use crate::history::Nanos;
use std::time::SystemTime;

/// None where it does not say so, or not in a way that is one of the two. A date is counted from the date of the answer,
/// since its clock may not be ours.
pub fn retry_after(response: &Response) -> Option<Nanos> {
    let told = response.header("retry-after")?.trim();
    if let Ok(seconds) = told.parse::<u64>() {
        return Some(seconds.saturating_mul(1_000_000_000));
    }
    let then = httpdate::parse_http_date(told).ok()?;
    let said = response.header("date").and_then(|date| httpdate::parse_http_date(date.trim()).ok());
    let time = then.duration_since(said.unwrap_or_else(SystemTime::now)).unwrap_or_default();
    Some(Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headers: &[(&str, &str)]) -> Option<u64> {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        retry_after(&Response { code: 429, headers, ..Response::default() }).map(|time| time / 1_000_000_000)
    }

    #[test]
    fn it_is_a_number_of_seconds_or_a_date() {
        assert_eq!(told(&[("retry-after", " 7 ")]), Some(7));
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        for then in ["Sun, 06 Nov 1994 08:49:47 GMT", "Sunday, 06-Nov-94 08:49:47 GMT", "Sun Nov  6 08:49:47 1994"] {
            assert_eq!(told(&[("retry-after", then), date]), Some(10), "{then}");
        }
        assert_eq!(told(&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")]), Some(0), "it has passed");
        assert_eq!(told(&[("retry-after", "18446744073709551615")]), Some(u64::MAX / 1_000_000_000));
    }

    #[test]
    fn anything_else_says_nothing() {
        assert_eq!(told(&[]), None);
        for text in ["", "soon", "-1", "1.5", "tomorrow, GMT"] {
            assert_eq!(told(&[("retry-after", text)]), None, "{text:?}");
        }
    }
}
