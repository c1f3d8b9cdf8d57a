//! Operates a page as a user does, who has read nothing but what it shows.

use super::tab::{GOES_WITHIN, Tab};
use crate::browser::BrowserError;
use serde_json::{Value, json};
use std::time::Duration;

const CONTROLS: &str = include_str!("controls.js");
/// So many things are clicked at most, and so many fields are left with Enter.
const MOST: usize = 12;
/// What a click leads to has come by then, on a busy machine too.
const COMES_WITHIN: Duration = Duration::from_millis(1500);
const EACH: Duration = Duration::from_millis(10);
/// A framework takes a moment to see what was typed.
const TAKES_NOTE: Duration = Duration::from_millis(100);

/// The control that did what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operated {
    pub label: String,
    /// So many others were tried before.
    pub tried: usize,
}

impl Tab {
    /// Fills in what is wanted and clicks what is likely, until something has happened: the wish is seen by `has_come`. A
    /// link that we click and that leads to where nobody answers is our doing: the page is there again afterwards.
    pub async fn operate(
        &mut self,
        wanted: &str,
        all: &[String],
        has_come: impl Fn() -> bool,
    ) -> Result<Option<Operated>, BrowserError> {
        match self.try_controls(wanted, all, has_come).await {
            Err(BrowserError::Left(_)) => self.page.come_back(GOES_WITHIN).await.map(|()| None),
            operated => operated,
        }
    }

    async fn try_controls(
        &mut self,
        wanted: &str,
        all: &[String],
        has_come: impl Fn() -> bool,
    ) -> Result<Option<Operated>, BrowserError> {
        self.page.answer_with(wanted);
        self.page.evaluate_all(&format!("{CONTROLS};null")).await?;
        self.fill(wanted).await?;
        tokio::time::sleep(TAKES_NOTE).await;
        // What sends at once when a choice is made needs no click.
        if has_come() {
            return Ok(Some(Operated { label: wanted.into(), tried: 0 }));
        }
        if !self.hints().control.is_empty() {
            return self.click_what_is_named(wanted, has_come).await;
        }
        for (tried, (world, number, label)) in self.listed(wanted, all).await.into_iter().take(MOST).enumerate() {
            self.fill(wanted).await?;
            if !comes(Duration::ZERO, &has_come).await {
                // It is gone where a click has led elsewhere.
                let place = self.page.evaluate_in(world, &format!("labControls.place({number})")).await;
                let place = place.unwrap_or_default();
                let [Some(x), Some(y)] = [place[0].as_f64(), place[1].as_f64()] else { continue };
                self.page.click(x, y).await?;
            }
            if comes(COMES_WITHIN, &has_come).await {
                return Ok(Some(Operated { label, tried }));
            }
        }
        self.press_enter_in_fields(wanted, has_come).await
    }

    /// Clicks what its author names, one after the other.
    async fn click_what_is_named(
        &mut self,
        wanted: &str,
        has_come: impl Fn() -> bool,
    ) -> Result<Option<Operated>, BrowserError> {
        let controls = self.hints().control.clone();
        for selector in &controls {
            self.fill(wanted).await?;
            tokio::time::sleep(TAKES_NOTE).await;
            let places = self.page.evaluate_all(&format!("labControls.placeOf({})", json!(selector))).await?;
            let place = places.into_iter().find(|place| place.is_array()).unwrap_or_default();
            let [Some(x), Some(y)] = [place[0].as_f64(), place[1].as_f64()] else { return Ok(None) };
            self.page.click(x, y).await?;
            tokio::time::sleep(TAKES_NOTE).await;
        }
        let label = controls.join(", ");
        Ok(comes(COMES_WITHIN, &has_come).await.then_some(Operated { label, tried: 0 }))
    }

    /// What may be clicked, in each of its frames: where it is, and its label.
    async fn listed(&self, wanted: &str, all: &[String]) -> Vec<(u64, usize, String)> {
        let list = format!("labControls.list({}, {})", json!(all), json!(wanted));
        let mut listed = vec![];
        for world in self.page.worlds() {
            let labels = self.page.evaluate_in(world, &list).await.unwrap_or_default();
            let labels: Vec<&str> = labels.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            listed.extend(labels.iter().enumerate().map(|(number, label)| (world, number, (*label).to_owned())));
        }
        listed
    }

    async fn fill(&self, wanted: &str) -> Result<(), BrowserError> {
        // It is gone where a click has led elsewhere.
        let fill = format!(
            "if (!globalThis.labControls) {{ {CONTROLS} }} labControls.fill({}, {})",
            json!(wanted),
            json!(self.hints().field)
        );
        self.page.evaluate_all(&fill).await.map(drop)
    }

    async fn press_enter_in_fields(
        &mut self,
        wanted: &str,
        has_come: impl Fn() -> bool,
    ) -> Result<Option<Operated>, BrowserError> {
        for number in 0..3 {
            self.fill(wanted).await?;
            let fields = self.page.evaluate(&format!("labControls.focus({number})")).await?;
            if fields.as_u64().is_none_or(|fields| number >= fields) {
                break;
            }
            self.page.press_enter().await?;
            if comes(COMES_WITHIN, &has_come).await {
                return Ok(Some(Operated { label: "Enter".into(), tried: MOST }));
            }
        }
        Ok(None)
    }
}

async fn comes(within: Duration, has_come: impl Fn() -> bool) -> bool {
    let end = tokio::time::Instant::now() + within;
    while !has_come() {
        if tokio::time::Instant::now() >= end {
            return false;
        }
        tokio::time::sleep(EACH).await;
    }
    true
}
