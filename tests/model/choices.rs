//! What the model decides, and what proptest shrinks.

use proptest::collection::vec;
use proptest::prelude::*;

/// Nanoseconds in a millisecond.
pub const MS: u64 = 1_000_000;

/// How the version looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Versions {
    /// Whole numbers from this one on, each up to so many more than the last.
    Counted { first: u64, leap: u64 },
    /// The server's clock; it may repeat within a millisecond.
    Milliseconds,
    /// The server's clock in seconds, with a fraction.
    Float,
    /// A text that tells nothing.
    Opaque,
}

/// What is said when the hold ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoChange {
    NoContent,
    EmptyObject,
    Unchanged,
    SameState,
}

/// What is said to a client that updates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reply {
    Pair,
    WithoutVersion,
    Created,
    Accepted,
    NoContent,
}

/// What becomes of a version that the lab text says nothing about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Strange {
    Held,
    AtOnce,
    Refused,
}

/// The choices of one author, every one of them legitimate.
#[derive(Debug, Clone)]
pub struct Manner {
    pub hold_ms: u64,
    pub versions: Versions,
    pub no_change: NoChange,
    pub reply: Reply,
    pub odd: Strange,
    pub ahead: Strange,
    /// The same status again changes nothing.
    pub same_is_nothing: bool,
    /// A number is stored as a status.
    pub stores_numbers: bool,
    pub json_errors: bool,
    /// A very long status is refused.
    pub refuses_long: bool,
    /// The most that one stage of the server's work takes: to look, to wake, to answer.
    pub service_us: u64,
}

/// An update whose answer never comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unclear {
    /// Which of the updates that a step asks for.
    pub nth: usize,
    pub took_effect: bool,
}

/// What the processes of a server do beside answering: a collector of garbage or a compiler, on some cores.
#[derive(Debug, Clone)]
pub struct Toil {
    /// Of one core, all the time: short pauses between two looks, or some other work that never rests.
    pub percent: u64,
    pub cores: u64,
    /// After so many milliseconds, for so many; over and over.
    pub bursts: Vec<(u64, u64)>,
    pub processes: u32,
    /// Workers are replaced after so many milliseconds; never, if nought.
    pub recycled_ms: u64,
    /// Other programs have the processor, and no other one than the server is late: after so many milliseconds, for so
    /// many; over and over.
    pub taken: Vec<(u64, u64)>,
}

/// One run: the server's author, the machine's moods, and everything that cannot be foreseen.
#[derive(Debug, Clone)]
pub struct Plan {
    pub manner: Manner,
    /// The machine stands still: after so many milliseconds, for so many; over and over.
    pub stalls: Vec<(u64, u64)>,
    /// Read round and round; nought is the quickest and the simplest choice.
    pub tape: Vec<u16>,
    pub unclear: Option<Unclear>,
    /// The most that a client is late to read what its kernel has received, in milliseconds, where the kernel says
    /// when that was.
    pub stamps: Option<u64>,
    /// Whether the server's processes can be looked at, and what they do.
    pub toil: Option<Toil>,
}

fn manner() -> impl Strategy<Value = Manner> {
    let versions = prop_oneof![
        4 => (prop_oneof![Just(0), Just(1), 0..2_000_u64], 1..8_u64)
            .prop_map(|(first, leap)| Versions::Counted { first, leap }),
        1 => Just(Versions::Milliseconds),
        1 => Just(Versions::Float),
        1 => Just(Versions::Opaque),
    ];
    let no_change = prop_oneof![
        Just(NoChange::NoContent),
        Just(NoChange::EmptyObject),
        Just(NoChange::Unchanged),
        Just(NoChange::SameState)
    ];
    let reply = prop_oneof![
        Just(Reply::Pair),
        Just(Reply::WithoutVersion),
        Just(Reply::Created),
        Just(Reply::Accepted),
        Just(Reply::NoContent)
    ];
    let strange = || prop_oneof![Just(Strange::Held), Just(Strange::AtOnce), Just(Strange::Refused)];
    let hold = prop_oneof![Just(25_000), Just(30_000), Just(5_000), Just(65_000), 5_000..=65_000_u64];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let service = prop_oneof![0..2_000_u64, 0..60_000_u64];
    (hold, versions, no_change, reply, (strange(), strange()), flags, service).prop_map(
        |(hold_ms, versions, no_change, reply, (odd, ahead), flags, service_us)| Manner {
            hold_ms,
            versions,
            no_change,
            reply,
            odd,
            ahead,
            same_is_nothing: flags.0,
            stores_numbers: flags.1,
            json_errors: flags.2,
            refuses_long: flags.3,
            service_us,
        },
    )
}

fn toil(most_ms: u64) -> impl Strategy<Value = Toil> {
    let bursts = vec((400..3_000_u64, 1..=800_u64), 0..4);
    let percent = prop_oneof![8 => 0..=20_u64, 1 => 40..=150_u64];
    let recycled = prop_oneof![3 => Just(0), 1 => 2_000..30_000_u64];
    let taken = vec((400..3_000_u64, 1..=most_ms), 0..3);
    (percent, 1..=4_u64, bursts, 1..=5_u32, recycled, taken).prop_map(
        |(percent, cores, bursts, processes, recycled_ms, taken)| Toil {
            percent,
            cores,
            bursts,
            processes,
            recycled_ms,
            taken,
        },
    )
}

/// The machine stands still for so many milliseconds at most, and where other programs have the processor too, for half
/// as many each: one may follow on the other.
fn plan(most_ms: u64) -> impl Strategy<Value = Plan> {
    let seen = (proptest::option::of(0..=600_u64), proptest::option::of(toil(most_ms / 2)));
    let stalls = vec((400..3_000_u64, 1..=most_ms), 0..4);
    (manner(), stalls, vec(any::<u16>(), 1..97), seen).prop_map(|(manner, mut stalls, tape, (stamps, toil))| {
        if toil.as_ref().is_some_and(|toil| !toil.taken.is_empty()) {
            stalls.iter_mut().for_each(|(_, length)| *length = length.div_ceil(2));
        }
        Plan { manner, stalls, tape, unclear: None, stamps, toil }
    })
}

/// A machine that is quiet, or busy within the bound of noise.
pub fn bearable() -> impl Strategy<Value = Plan> {
    plan(220)
}

/// A machine that may stand still for longer than the bound of noise.
pub fn busy() -> impl Strategy<Value = Plan> {
    plan(1_000)
}

/// A bearable run in which the answer to one update is lost on its way.
pub fn unclear() -> impl Strategy<Value = Plan> {
    let lost = (0..100_usize, any::<bool>()).prop_map(|(nth, took_effect)| Unclear { nth, took_effect });
    (bearable(), lost).prop_map(|(plan, lost)| Plan { unclear: Some(lost), ..plan })
}

/// The tape, being read.
pub struct Tape {
    tape: Vec<u16>,
    next: usize,
}

impl Tape {
    pub fn new(tape: &[u16]) -> Self {
        Self { tape: tape.to_vec(), next: 0 }
    }

    /// From nought to this, both included.
    pub fn up_to(&mut self, most: u64) -> u64 {
        let value = u64::from(self.tape[self.next % self.tape.len()]);
        self.next += 1;
        value * most / u64::from(u16::MAX)
    }
}
