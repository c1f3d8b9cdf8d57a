//! The control asks for the address of the update, as a link does: the server takes updates by POST only, and nothing
//! changes.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-updates-by-get",
    row: "",
    lab: "long-polling-page",
    fails: &["control-missing"],
    may_fail: &[],
    source: include_str!("page_updates_by_get.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "        method: \"POST\",\n        headers: { \"Content-Type\": \"application/json\" },\n        body: JSON.stringify({ status: element(\"new-status\").value }),\n",
            "        method: \"GET\",\n",
        )],
        lab(hold),
    )
}
