/// The names that mean something; every other field is ignored.
pub const KNOWN: [&str; 4] = ["data", "event", "id", "retry"];

/// One line that is not empty, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// What follows the colon.
    Comment(&'a str),
    Named {
        name: &'a str,
        value: &'a str,
    },
}

impl<'a> Field<'a> {
    pub fn of(line: &'a str) -> Self {
        match line.split_once(':') {
            Some(("", comment)) => Self::Comment(comment),
            Some((name, value)) => Self::Named { name, value: value.strip_prefix(' ').unwrap_or(value) },
            None => Self::Named { name: line, value: "" },
        }
    }

    /// The value, if this is the field of that name.
    pub fn value_of(self, wanted: &str) -> Option<&'a str> {
        match self {
            Self::Named { name, value } if name == wanted => Some(value),
            _ => None,
        }
    }

    pub fn is_known(self) -> bool {
        matches!(self, Self::Named { name, .. } if KNOWN.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::Field::{self, Comment, Named};

    #[test]
    fn a_line_is_a_comment_or_a_field() {
        let named = |name, value| Named { name, value };
        assert_eq!(Field::of(":"), Comment(""));
        assert_eq!(Field::of(": a: b"), Comment(" a: b"));
        assert_eq!(Field::of("data"), named("data", ""));
        assert_eq!(Field::of("data:x:y"), named("data", "x:y"));
        assert_eq!(Field::of("data:  x"), named("data", " x"));
        assert_eq!(Field::of(" data :x"), named(" data ", "x"));
    }
}
