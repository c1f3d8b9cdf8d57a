//! A museum of flawed servers, each with one defect that students really write.
//!
//! They are in the folder of their lab, as in `long_polling/flawed/`. Here is what they share: `flaw.rs` is what each
//! says of itself, `support.rs` is for all of them, and `raw.rs` for those that a web framework would not let happen.

mod flaw;
pub(crate) mod raw;
pub(crate) mod support;

pub use flaw::{Flaw, Serving};

use crate::{LABS, Options};
use tokio::{net::TcpListener, task_local};

/// All of them, lab by lab.
pub static FLAWS: &[&Flaw] = &all::<{ count() }>();

/// The flaw of this name, or the first one of this row of the catalogue.
pub fn find(name: &str) -> Option<&'static Flaw> {
    let all = || FLAWS.iter().copied();
    all().find(|flaw| flaw.name == name).or_else(|| all().find(|flaw| !name.is_empty() && flaw.row == name))
}

/// Serves this flaw on `listener`, with the time of its lab, as the instance with this number of several, from 1.
pub fn serve(flaw: &'static Flaw, listener: TcpListener, options: Options, number: u16) -> Serving {
    let own = |lab: &&crate::Lab| lab.flaws.iter().any(|other| other.name == flaw.name);
    let lab = LABS.iter().find(own).expect("each flaw is in the list of its lab");
    let time = (lab.time)(&options);
    let instance = Instance { number, redis: options.redis };
    Box::pin(INSTANCE.scope(instance, async move { (flaw.serve)(listener, time).await }))
}

/// Which one of several instances a flawed server is, and where the Redis is through which it reaches the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub number: u16,
    pub redis: Option<String>,
}

task_local! {
    static INSTANCE: Instance;
}

/// Of the flawed server that is being started.
pub(crate) fn instance() -> Instance {
    INSTANCE.try_with(Clone::clone).unwrap_or_default()
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
