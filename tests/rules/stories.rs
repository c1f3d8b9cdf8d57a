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
