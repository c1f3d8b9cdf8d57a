//! The page begins its loop twice: two polls of each tab wait at the same time, and two tabs take four of the six
//! connections that a browser has for a server.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-begins-its-loop-twice",
    row: "D067",
    lab: "long-polling-page",
    fails: &["polls-overlap"],
    may_fail: &[],
    source: include_str!("page_begins_its_loop_twice.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("  pollForStatus();\n</script>", "  pollForStatus();\n  pollForStatus();\n</script>")], lab(hold))
}
