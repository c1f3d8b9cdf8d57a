//! One round of a load in numbers, and what follows from them.

use crate::history::Nanos;

/// What came of it that one client in each room said something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChatFigures {
    /// So many messages were sent.
    pub messages: usize,
    /// So many times one of them was due at a client.
    pub due: usize,
    /// How long each that came took, from when it was wholly sent; sorted.
    pub heard: Vec<Nanos>,
    /// Those that came more than once to a client.
    pub twice: usize,
    /// Those that came to a client of another room.
    pub elsewhere: usize,
    /// Clients whose connection had ended by then.
    pub gone: usize,
    /// The largest delay that the control server saw.
    pub noise: Nanos,
}

/// What was not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatFault {
    Gone(usize),
    Lost(usize),
    Twice(usize),
    Elsewhere(usize),
    Late(usize),
}

impl ChatFault {
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone(_) => "gone",
            Self::Lost(_) => "lost",
            Self::Twice(_) => "twice",
            Self::Elsewhere(_) => "elsewhere",
            Self::Late(_) => "late",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatVerdict {
    Prompt,
    /// The machine was too busy to tell.
    Unsure,
    Fails(Vec<ChatFault>),
}

impl ChatFigures {
    pub fn lost(&self) -> usize {
        self.due.saturating_sub(self.heard.len())
    }

    pub fn verdict(&self, prompt: Nanos, bound: Nanos) -> ChatVerdict {
        let limit = prompt + self.noise.min(bound);
        let late = self.heard.iter().filter(|&&time| time > limit).count();
        let faults = [
            ChatFault::Gone(self.gone),
            ChatFault::Lost(self.lost()),
            ChatFault::Twice(self.twice),
            ChatFault::Elsewhere(self.elsewhere),
            ChatFault::Late(late),
        ];
        let count = |fault: &ChatFault| match *fault {
            ChatFault::Gone(count)
            | ChatFault::Lost(count)
            | ChatFault::Twice(count)
            | ChatFault::Elsewhere(count)
            | ChatFault::Late(count) => count,
        };
        let faults: Vec<ChatFault> = faults.into_iter().filter(|fault| count(fault) > 0).collect();
        let in_time_it_would_do = faults.iter().all(|fault| matches!(fault, ChatFault::Late(_)));
        match () {
            () if faults.is_empty() => ChatVerdict::Prompt,
            () if self.noise > bound && in_time_it_would_do => ChatVerdict::Unsure,
            () => ChatVerdict::Fails(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    fn round() -> ChatFigures {
        ChatFigures { messages: 1, due: 3, heard: vec![MS, MS, 2 * MS], ..ChatFigures::default() }
    }

    #[test]
    fn what_is_wrong_is_named_and_late_is_only_late_on_a_calm_machine() {
        let verdict = |round: ChatFigures| round.verdict(250 * MS, 250 * MS);
        let fails = |fault| ChatVerdict::Fails(vec![fault]);
        assert_eq!(verdict(round()), ChatVerdict::Prompt);
        assert_eq!(verdict(ChatFigures { due: 5, ..round() }), fails(ChatFault::Lost(2)));
        assert_eq!(verdict(ChatFigures { twice: 1, ..round() }), fails(ChatFault::Twice(1)));
        assert_eq!(verdict(ChatFigures { elsewhere: 2, noise: 900 * MS, ..round() }), fails(ChatFault::Elsewhere(2)));
        assert_eq!(verdict(ChatFigures { gone: 1, ..round() }), fails(ChatFault::Gone(1)));
        let late = |noise| ChatFigures { heard: vec![MS, MS, 600 * MS], noise, ..round() };
        assert_eq!(verdict(late(0)), fails(ChatFault::Late(1)));
        assert_eq!(verdict(late(900 * MS)), ChatVerdict::Unsure);
        let within = ChatFigures { heard: vec![MS, MS, 400 * MS], noise: 200 * MS, ..round() };
        assert_eq!(verdict(within), ChatVerdict::Prompt);
    }
}
