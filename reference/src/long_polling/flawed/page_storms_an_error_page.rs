//! An answer that says 500 is taken for an answer: the page asks again at once, hundreds of times a second, as long as
//! the server fails.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-storms-an-error-page",
    row: "D044",
    lab: "long-polling-page",
    fails: &["error-storm"],
    may_fail: &[],
    source: include_str!("page_storms_an_error_page.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "        await sleep(delay);\n",
            "        await sleep(error.message.startsWith(\"serveur\") ? delay : 5);\n",
        )],
        lab(hold),
    )
}
