//! A museum of flawed servers, each with one defect that students really write.
//!
//! They are in the folder of their lab, as in `long_polling/flawed/`. Here is what they share: `flaw.rs` is what each
//! says of itself, `support.rs` is for all of them, and `raw.rs` for those that a web framework would not let happen.

mod flaw;
pub(crate) mod raw;
pub(crate) mod support;

pub use flaw::{Flaw, Serving};

use crate::{LABS, Options};
use tokio::net::TcpListener;

/// All of them, lab by lab.
pub static FLAWS: &[&Flaw] = &all::<{ count() }>();

/// The flaw of this name, or the first one of this row of the catalogue.
pub fn find(name: &str) -> Option<&'static Flaw> {
    let all = || FLAWS.iter().copied();
    all().find(|flaw| flaw.name == name).or_else(|| all().find(|flaw| !name.is_empty() && flaw.row == name))
}

/// Serves this flaw on `listener`, with the time of its lab.
pub fn serve(flaw: &'static Flaw, listener: TcpListener, options: Options) -> Serving {
    let own = |lab: &&crate::Lab| lab.flaws.iter().any(|other| other.name == flaw.name);
    let lab = LABS.iter().find(own).expect("each flaw is in the list of its lab");
    (flaw.serve)(listener, (lab.time)(&options))
}

/// How many flaws the labs have together.
const fn count() -> usize {
    let (mut count, mut lab) = (0, 0);
    while lab < LABS.len() {
        count += LABS[lab].flaws.len();
        lab += 1;
    }
    count
}

/// The flaws of each lab, one list after another.
const fn all<const COUNT: usize>() -> [&'static Flaw; COUNT] {
    let mut all = [LABS[0].flaws[0]; COUNT];
    let mut rest: &mut [&'static Flaw] = &mut all;
    let mut lab = 0;
    while lab < LABS.len() {
        let flaws = LABS[lab].flaws;
        let (own, after) = rest.split_at_mut(flaws.len());
        own.copy_from_slice(flaws);
        rest = after;
        lab += 1;
    }
    all
}
