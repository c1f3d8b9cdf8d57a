//! The page shows what it sends itself, and never what a poll brings: each tab believes that it is alone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-shows-its-own-updates",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_shows_its_own_updates.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            ("    element(\"status\").textContent = status;\n", ""),
            (
                "      showResult(\"Statut envoyé.\");\n",
                "      showResult(\"Statut envoyé.\");\n      element(\"status\").textContent = response.data.status;\n",
            ),
        ],
        lab(hold),
    )
}
