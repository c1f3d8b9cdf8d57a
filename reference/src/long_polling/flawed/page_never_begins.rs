//! The loop is written, and nobody begins it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-never-begins",
    row: "",
    lab: "long-polling-page",
    fails: &["page-dead"],
    may_fail: &[],
    source: include_str!("page_never_begins.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("  pollForStatus();\n</script>", "</script>")], lab(hold))
}
