//! The page asks for its script beside itself, and the server has the file below `/static/`: the answer is 404.
//! Nothing of the page runs, and it says “…” for ever. With `static_folder='static'` alone, Flask serves the file as
//! `/static/script.js`.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-without-its-script",
    row: "",
    lab: "long-polling-page",
    fails: &["page-dead"],
    may_fail: &[],
    source: include_str!("page_without_its_script.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "<script>\n  // Plus long",
            "<script src=\"script.js\"></script>\n<script type=\"text/plain\">\n  // Plus long",
        )],
        lab(hold),
    )
}
