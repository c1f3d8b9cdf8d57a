//! The page polls every second, whether the last poll still waits or not: after three seconds four of them wait, and
//! after six the browser has no connection left for anything else.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-polls-by-the-clock",
    row: "D067",
    lab: "long-polling-page",
    fails: &["polls-overlap"],
    may_fail: &["repoll-late"],
    source: include_str!("page_polls_by_the_clock.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "  pollForStatus();\n</script>",
            "  setInterval(() => pollOnce().catch(() => {}), 1_000);\n  pollOnce();\n</script>",
        )],
        lab(hold),
    )
}
