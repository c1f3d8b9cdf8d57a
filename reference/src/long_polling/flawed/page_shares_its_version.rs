//! The last version is kept in `localStorage`, which all tabs of a browser share, and the status is not: a second tab
//! sends a version whose status it has never seen, and shows “…” until the next change.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-shares-its-version",
    row: "",
    lab: "long-polling-page",
    fails: &["tabs-differ"],
    may_fail: &[],
    source: include_str!("page_shares_its_version.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            ("  let lastVersion = 0;\n", "  let lastVersion = Number(localStorage.getItem(\"version\") ?? 0);\n"),
            (
                "    element(\"status\").textContent = status;\n",
                "    localStorage.setItem(\"version\", version);\n    element(\"status\").textContent = status;\n",
            ),
        ],
        lab(hold),
    )
}
