//! Numbers are ordered otherwise as texts: 9 comes before 10, and after it in a dictionary.

/// A number of nines that is less than the version and yet after it in a dictionary.
pub fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let mut nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|n| n < number))
}

/// Whether one of the next numbers, so many and a few more, comes before this one in a dictionary: one that is longer.
pub fn may_sort_after(version: &str, ahead: u64) -> bool {
    const FEW: u64 = 3;
    let number: Option<u64> = version.parse().ok();
    number.is_some_and(|number| {
        let last = number.saturating_add(ahead).saturating_add(FEW).to_string();
        let first_longer = format!("1{}", "0".repeat(version.len()));
        last.len() > version.len() && first_longer.as_str() < version
    })
}

#[cfg(test)]
mod tests {
    use super::{may_sort_after, sorts_after};

    #[test]
    fn a_number_shortly_before_a_longer_one_may_sort_after_it() {
        for (version, wanted) in [("6", false), ("7", true), ("9", true), ("10", false), ("98", true), ("a9", false)] {
            assert_eq!(may_sort_after(version, 0), wanted, "{version}");
        }
        // After twenty updates at once that nobody has seen.
        for (version, wanted) in [("79", true), ("76", false), ("0", false), ("1", false), ("10", false), ("990", true)]
        {
            assert_eq!(may_sort_after(version, 20), wanted, "{version}");
        }
    }

    #[test]
    fn a_lower_number_that_sorts_after_is_found_if_there_is_one() {
        let cases = [("9", None), ("10", Some("9")), ("89", Some("9")), ("95", None), ("100", Some("99"))];
        for (version, wanted) in cases {
            assert_eq!(sorts_after(version).as_deref(), wanted, "{version}");
        }
    }
}
