//! The page loads itself again for each change. It shows the right thing, and loses what its user was just typing.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-reloads-itself",
    row: "",
    lab: "long-polling-page",
    fails: &["tabs-differ"],
    may_fail: &["change-not-shown", "repoll-late"],
    source: include_str!("page_reloads_itself.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            (
                "  let lastVersion = 0;\n",
                "  let lastVersion = 0;\n  const kept = JSON.parse(sessionStorage.getItem(\"state\"));\n  if (kept) {\n    lastVersion = kept.version;\n    element(\"status\").textContent = kept.status;\n  }\n",
            ),
            (
                "    element(\"status\").textContent = status;\n",
                "    element(\"status\").textContent = status;\n    sessionStorage.setItem(\"state\", JSON.stringify({ status, version }));\n    if (element(\"version\").textContent !== \"Version inconnue\" || kept) location.reload();\n",
            ),
        ],
        lab(hold),
    )
}
