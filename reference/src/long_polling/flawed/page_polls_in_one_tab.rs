//! Only one tab of a window polls, so as to spare connections, and tells the others nothing: they show for ever what was
//! there when they were written.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-polls-in-one-tab",
    row: "D111",
    lab: "long-polling-page",
    fails: &["tabs-differ"],
    may_fail: &[],
    source: include_str!("page_polls_in_one_tab.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[("  pollForStatus();\n</script>", "  navigator.locks.request(\"poll\", pollForStatus);\n</script>")],
        lab(hold),
    )
}
