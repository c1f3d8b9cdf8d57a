//! One scenario alone, for as long as it goes on: for those who watch. Nothing is judged of it.

use super::run::Run;
use crate::scenario::Scenario;

impl Run {
    pub async fn play(&self, scenario: &Scenario) {
        if let Some(lab) = self.labs.iter().find(|lab| lab.id() == scenario.lab) {
            lab.drive(scenario, 1, 0).await;
        }
    }
}
