//! Numbers are ordered otherwise as texts: 9 comes before 10, and after it in a dictionary.

/// A number of nines that is less than the version and yet after it in a dictionary.
pub fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let mut nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|n| n < number))
}

/// Whether one of the next few numbers comes before this one in a dictionary.
pub fn may_sort_after(version: &str) -> bool {
    let number: Option<u64> = version.parse().ok();
    number.is_some_and(|number| (1..=3).any(|ahead| number.saturating_add(ahead).to_string().as_str() < version))
}

#[cfg(test)]
mod tests {
    use super::{may_sort_after, sorts_after};

    #[test]
    fn a_number_shortly_before_a_longer_one_may_sort_after_it() {
        for (version, wanted) in [("6", false), ("7", true), ("9", true), ("10", false), ("98", true), ("a9", false)] {
            assert_eq!(may_sort_after(version), wanted, "{version}");
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
