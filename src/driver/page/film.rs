//! The pictures of a page: one of each moment, whichever scenario it comes in first.

use super::Tab;
use crate::history::Moment;
use std::sync::Mutex;

#[derive(Default)]
pub struct Film(Mutex<Vec<Moment>>);

impl Film {
    /// A picture of this moment, unless there is one.
    pub async fn take(&self, tab: Option<&Tab>, moment: Moment) {
        let is_first = |taken: &mut Vec<Moment>| {
            let is_first = !taken.contains(&moment);
            taken.push(moment);
            is_first
        };
        if let Some(tab) = tab
            && is_first(&mut self.0.lock().expect("no holder panics"))
        {
            tab.picture(moment).await;
        }
    }
}
