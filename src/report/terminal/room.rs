//! How much is told, so that a report can be read in one go.

/// What is told of one failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// What was observed, and the command that runs it again.
    Least,
    /// What to look at too.
    Brief,
    /// What was expected and what usually causes it too.
    Short,
    /// All.
    Whole,
}

impl Depth {
    /// So many requests are shown of what a finding rests on.
    pub(super) fn rows(self) -> usize {
        match self {
            Depth::Least => 0,
            Depth::Brief => 2,
            Depth::Short => 3,
            Depth::Whole => 6,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub first: Depth,
    pub others: Depth,
    /// Beside the failures: scenarios that passed, what was blocked, advice in full.
    pub beside: bool,
    /// Who heard whom.
    pub audiences: bool,
    /// What was observed of what passed, too.
    pub passed: bool,
}

impl Room {
    pub(super) const ALL: Self =
        Self { first: Depth::Whole, others: Depth::Whole, beside: true, audiences: true, passed: true };

    /// With all that is beside the failures, and without.
    const fn with(first: Depth, others: Depth) -> Self {
        Self { first, others, beside: true, audiences: true, passed: false }
    }

    const fn without(first: Depth, others: Depth) -> Self {
        Self { beside: false, ..Self::with(first, others) }
    }

    const fn alone(first: Depth, others: Depth) -> Self {
        Self { audiences: false, ..Self::without(first, others) }
    }

    /// The first one in which a report has no more than [`LINES`] is taken; if it has in none, the last.
    pub(super) const LESS_AND_LESS: [Self; 9] = [
        Self::with(Depth::Whole, Depth::Whole),
        Self::with(Depth::Whole, Depth::Short),
        Self::with(Depth::Short, Depth::Short),
        Self::without(Depth::Short, Depth::Short),
        Self::without(Depth::Short, Depth::Brief),
        Self::alone(Depth::Short, Depth::Short),
        Self::alone(Depth::Short, Depth::Brief),
        Self::alone(Depth::Short, Depth::Least),
        Self::alone(Depth::Brief, Depth::Least),
    ];

    /// Whether all is told that is to be known of what is not right.
    pub(super) fn is_whole(self) -> bool {
        self.others == Depth::Whole && self.beside
    }
}

/// Two screens or so: with more, the first failure would be gone when one has come to the last.
pub(super) const LINES: usize = 60;
