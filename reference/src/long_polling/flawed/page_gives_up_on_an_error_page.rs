//! The first answer that says 500 ends the loop; the page only bears it if nobody answers.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-gives-up-on-an-error-page",
    row: "D071",
    lab: "long-polling-page",
    fails: &["gives-up-on-error"],
    may_fail: &["malformed-not-survived"],
    source: include_str!("page_gives_up_on_an_error_page.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            (
                "        await sleep(delay);\n",
                "        if (!error.message.startsWith(\"serveur\")) return;\n        await sleep(delay);\n",
            ),
            (
                "const data = response.status === 204 ? null : await response.json();",
                "const data = response.status === 204 || !response.ok ? null : await response.json();",
            ),
        ],
        lab(hold),
    )
}
