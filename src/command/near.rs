//! The name that was meant, where one was misspelt.

/// The name that is spelled most like this one, if it is much like it.
pub fn near<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored =
        names.into_iter().map(|name| (strsim::jaro_winkler(&wrong.to_lowercase(), &name.to_lowercase()), name));
    scored.filter(|(score, _)| *score > 0.85).max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_is_seen_and_what_is_unlike_all_is_not() {
        let names = ["contract", "wake", "while-held", "hold-end"];
        for (wrong, meant) in [
            ("contact", "contract"),
            ("weke", "wake"),
            ("WAKE", "wake"),
            ("holdend", "hold-end"),
            ("whileheld", "while-held"),
        ] {
            assert_eq!(near(wrong, names), Some(meant), "{wrong}");
        }
        assert_eq!(near("everything", names), None);
        assert_eq!(near("", names), None);
    }
}
