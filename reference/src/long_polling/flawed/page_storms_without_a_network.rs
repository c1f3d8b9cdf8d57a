//! Where nobody answers, the page asks again at once, as fast as it can.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-storms-without-a-network",
    row: "D044",
    lab: "long-polling-page",
    fails: &["error-storm"],
    may_fail: &[],
    source: include_str!("page_storms_without_a_network.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "        await sleep(delay);\n",
            "        await sleep(error.message.startsWith(\"serveur\") ? 5 : delay);\n",
        )],
        lab(hold),
    )
}
