//! What the driver has learned of a target whose page is looked at, and the browser that looks.

use super::contract::PagePlace;
use super::dialect::Dialect;
use crate::browser::Browser;
use crate::driver::Context;
use crate::driver::page::{Fates, Film, Tab, address};
use std::sync::Arc;
use tokio::sync::Semaphore;

pub struct PageState {
    pub context: Arc<Context>,
    pub browser: Browser,
    pub dialect: Dialect,
    pub place: PagePlace,
    pub film: Film,
    pub fates: Fates,
    /// Starting a page is work: as many at a time as there are processors.
    pub starts: Semaphore,
    /// How late the browser is at each moment, it says as long as it is there.
    _control: Option<Tab>,
}

impl PageState {
    pub fn new(
        context: Arc<Context>,
        browser: Browser,
        dialect: Dialect,
        place: PagePlace,
        control: Option<Tab>,
    ) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            context,
            browser,
            dialect,
            place,
            film: Film::default(),
            fates: Fates::default(),
            starts: Semaphore::new(processors),
            _control: control,
        }
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        address(&self.context, &self.place.path)
    }
}
