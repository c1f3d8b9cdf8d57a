//! The check of a new status says the opposite of what it should: what is in the list is refused, with code 400, as if it
//! were not. No status can be set, and no page that waits ever hears of one. Try each button of your page once.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "refuses-what-is-valid",
    row: "",
    lab: "long-polling",
    fails: &["update-fails"],
    may_fail: &[],
    source: include_str!("refuses_what_is_valid.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const STATUSES: [&str; 4] = ["En attente", "En cours", "Terminée", "Échec"];

async fn update(lab: State<LongPolling>, NewStatus(status): NewStatus) -> Result<Json<Snapshot>, Problem> {
    // Here a 'not' is missing.
    if STATUSES.contains(&status.as_str()) {
        return Err(Problem::malformed("status", "unknown status"));
    }
    Ok(long_polling::update(lab, NewStatus(status)).await)
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
