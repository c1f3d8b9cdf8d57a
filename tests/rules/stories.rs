//! Stories as tests.

/// Makes a test of each story, and a list of them all.
macro_rules! stories {
    ($($rule:literal: $($name:ident),+ $(,)?);+ $(;)?) => {
        pub const STORIES: &[$crate::Stories] = &[$(($rule, &[$($name),+])),+];

        mod told {
            $($(
                #[test]
                fn $name() {
                    super::$name().check($rule);
                }
            )+)+
        }
    };
}

/// Stories whose end is right, though the rule does not see it so yet.
macro_rules! disputed {
    ($($rule:literal: $($name:ident),+ $(,)?);+ $(;)?) => {
        mod disputed {
            $($(
                #[test]
                #[ignore = "the rule does not judge so yet"]
                fn $name() {
                    super::$name().check($rule);
                }
            )+)+
        }
    };
}
