//! What the driver has learned of a target that has this lab, and the clients that stay from one scenario to the next.

use super::contract::{Endpoint, Exercises, Filling};
use super::exercise::Exercise;
use super::fresh::Fresh;
use super::link::{Link, Outgoing};
use super::place::Place;
use super::record::{ID, NativeRole};
use crate::driver::wire::nanos;
use crate::driver::{Caller, Context};
use crate::history::{DISCOVERY, Nanos};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is due and has not come for so long is lost: slow servers take one second at most on a busy machine.
const LOST: Duration = Duration::from_secs(5);
/// Rules that see something lost have seen that nothing came for as long.
const MORE: Duration = Duration::from_millis(100);
/// So long is listened for what should not come, after something later has come.
const LISTEN: Duration = Duration::from_millis(300);
/// Whatever a server is slow at, it is not listened longer than this.
const LONGEST: Duration = Duration::from_secs(3);

pub struct NativeState {
    pub context: Arc<Context>,
    pub exercises: Exercises,
    pub fresh: Fresh,
    /// Clients that are connected and belong to no scenario at the moment. Nobody has left until a scenario lets somebody
    /// leave: what a server makes of that is seen there, and spoils nothing else.
    pool: Mutex<Vec<Link>>,
    /// Servers of their own port that are not there any more.
    dead: Mutex<BTreeSet<Exercise>>,
    /// How long the slowest delivery took.
    slowest: AtomicU64,
}

impl NativeState {
    pub fn new(context: Arc<Context>, exercises: Exercises, fresh: Fresh) -> Self {
        Self { context, exercises, fresh, pool: Mutex::default(), dead: Mutex::default(), slowest: AtomicU64::new(0) }
    }

    pub fn endpoint(&self, exercise: Exercise) -> Option<(&Endpoint, Option<Place>)> {
        let endpoint = self.exercises.get(exercise)?;
        Some((endpoint, Place::of(&self.context, &endpoint.url)))
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(ID, scenario, attempt)
    }

    /// A client that is connected already, if there is one.
    pub fn pooled(&self, exercise: Exercise) -> Option<Link> {
        let mut pool = self.pool.lock().expect("no holder panics");
        let place = pool.iter().position(|link| link.exercise == exercise && !link.log().is_over())?;
        let mut link = pool.remove(place);
        link.begin_part();
        Some(link)
    }

    pub fn keep(&self, link: Link) {
        self.pool.lock().expect("no holder panics").push(link);
    }

    /// Those that belong to no scenario.
    pub fn take_pool(&self) -> Vec<Link> {
        std::mem::take(&mut *self.pool.lock().expect("no holder panics"))
    }

    pub fn open(&self, exercise: Exercise) -> Option<Link> {
        let (endpoint, place) = self.endpoint(exercise)?;
        let link = Link::open(&self.context, exercise, &place?, &endpoint.subprotocols);
        greet(&link, endpoint, &self.fresh);
        Some(link)
    }

    pub fn is_dead(&self, exercise: Exercise) -> bool {
        self.context.is_dead() || self.dead.lock().expect("no holder panics").contains(&exercise)
    }

    /// One of the servers is not there any more. If it is that of the target itself, nobody else finds it either.
    pub fn died(&self, exercise: Exercise, caller: &Caller) {
        self.dead.lock().expect("no holder panics").insert(exercise);
        if self.endpoint(exercise).and_then(|(_, place)| place).is_some_and(|place| !place.is_beside) {
            self.context.died(caller);
        }
    }

    /// What is due is waited for so long, noise included.
    pub fn lost(&self) -> Duration {
        let bound = Duration::from_nanos(self.context.tolerance.noise_bound());
        LOST + MORE + self.context.meter.recent(self.context.clock.now()).min(bound)
    }

    /// Something took so long from when it was sent until it was heard.
    pub fn delivered_in(&self, time: Nanos) {
        self.slowest.fetch_max(time, Ordering::Relaxed);
    }

    /// How long is listened for what should not come: three times as long as what should took.
    pub fn listening(&self) -> Duration {
        let slowest = Duration::from_nanos(self.slowest.load(Ordering::Relaxed));
        let noise = self.context.meter.recent(self.context.clock.now());
        (LISTEN.max(slowest * 3) + noise).min(LONGEST)
    }

    /// The time from now at which this much will have passed.
    pub fn until(&self, time: Duration) -> Nanos {
        self.context.clock.now().saturating_add(nanos(time))
    }
}

/// What a page sends as soon as it is connected.
pub fn greet(link: &Link, endpoint: &Endpoint, fresh: &Fresh) {
    let filling = Filling { text: String::new(), user: fresh.user(), id: fresh.word() };
    for form in &endpoint.first {
        link.send(Outgoing::Text(filling.message(form)));
    }
}

/// While a target is looked at for the first time.
pub fn discovery(number: u32) -> Caller {
    Caller { round: 1, ..Caller::new(ID, DISCOVERY, 1).with(NativeRole::Discovery.name(), number) }
}
