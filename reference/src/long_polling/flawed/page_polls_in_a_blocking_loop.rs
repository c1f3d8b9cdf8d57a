//! An endless loop around a request that was only sent: no answer can come in before the loop ends, which it never does, and
//! the whole tab hangs. `await` each answer.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-polls-in-a-blocking-loop",
    row: "",
    lab: "long-polling-page",
    fails: &["page-dead"],
    may_fail: &[],
    source: include_str!("page_polls_in_a_blocking_loop.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "        await pollOnce();\n",
            "        let isAnswered = false;\n        pollOnce().then(() => { isAnswered = true; });\n        while (!isAnswered);\n",
        )],
        lab(hold),
    )
}
