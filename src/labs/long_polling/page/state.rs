//! What the driver has learned of a target whose page is looked at, and the browser that looks.

use super::contract::PagePlace;
use super::dialect::{Dialect, HoldEnd};
use crate::browser::Browser;
use crate::driver::page::{Fates, Film, Hints, Tab, address};
use crate::driver::{Caller, Context, Missing};
use crate::labs::long_polling::api::Api;
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{ID as SERVER, PollRole};
use crate::message::Message;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// How the student's own server is asked, and what it said first.
pub type Server = (Api, Option<State>);

pub struct PageState {
    pub context: Arc<Context>,
    pub browser: Browser,
    pub dialect: Dialect,
    /// The student's own server.
    pub api: Api,
    pub place: PagePlace,
    pub film: Film,
    pub fates: Fates,
    /// What the server said when we came, if it said anything.
    pub first: Option<State>,
    pub hold_end: OnceCell<HoldEnd>,
    /// How late the browser is at each moment, it says as long as it is there.
    control: Option<Tab>,
}

impl PageState {
    pub fn new(server: Server, browser: Browser, dialect: Dialect, place: PagePlace, control: Option<Tab>) -> Self {
        let (api, first) = server;
        let (context, hold_end) = (api.context.clone(), OnceCell::new());
        Self {
            context,
            browser,
            dialect,
            api,
            place,
            film: Film::default(),
            fates: Fates::default(),
            first,
            hold_end,
            control,
        }
    }

    /// The status that the server had when we came: tabs that used the page have changed it.
    pub async fn put_back(&self, attempt: u32) {
        let caller = Caller::new(SERVER, "end", attempt).with(PollRole::PutBack.name(), 0);
        let Some(first) = &self.first else { return };
        let now = self.api.send_alone(&caller, self.api.knock(), self.context.longest()).await;
        let is_other = now.state().is_some_and(|now| now.status != first.status);
        if is_other && self.dialect.contract.statuses.values.contains(&first.status) {
            self.api.send_alone(&caller, self.api.update(&first.status), self.context.longest()).await;
        }
    }

    /// What its author says of the page.
    pub fn hints(&self) -> Hints {
        let PagePlace { display, field, control, .. } = self.place.clone();
        Hints { display, field, control }
    }

    /// Whether the browser can make something of these selectors; an error that names the first of which it cannot.
    pub async fn are_understood(&self) -> Result<(), Missing> {
        let Some(tab) = &self.control else { return Ok(()) };
        for selector in self.hints().selectors() {
            if !tab.understands(selector).await {
                let message = Message::new("trouble-page-selector").text("selector", selector);
                return Err(Missing { message, is_refusal: true });
            }
        }
        Ok(())
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        address(&self.context, &self.place.path)
    }
}
