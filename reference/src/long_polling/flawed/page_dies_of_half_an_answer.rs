//! JSON that cannot be read ends the loop. The server of the page never sends such a thing; a proxy between them may.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-dies-of-half-an-answer",
    row: "D016",
    lab: "long-polling-page",
    fails: &["malformed-not-survived"],
    may_fail: &[],
    source: include_str!("page_dies_of_half_an_answer.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            (
                "        await sleep(delay);\n",
                "        if (error.message === \"réponse illisible\") return;\n        await sleep(delay);\n",
            ),
            (
                "const data = response.status === 204 ? null : await response.json();",
                "const data = response.status === 204 || !response.ok ? null : await response.json();",
            ),
        ],
        lab(hold),
    )
}
