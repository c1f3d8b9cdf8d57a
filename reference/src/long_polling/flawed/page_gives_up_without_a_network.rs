//! A moment in which nobody answers ends the loop: a server that was started anew is never asked again.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-gives-up-without-a-network",
    row: "D071",
    lab: "long-polling-page",
    fails: &["gives-up-on-error"],
    may_fail: &["malformed-not-survived"],
    source: include_str!("page_gives_up_without_a_network.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "        await sleep(delay);\n",
            "        if (error.message.startsWith(\"serveur\")) return;\n        await sleep(delay);\n",
        )],
        lab(hold),
    )
}
