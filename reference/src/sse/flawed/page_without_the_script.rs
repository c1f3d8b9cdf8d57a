//! The page asks for its script beside itself, and the server has the file below `/static/`: the answer is 404. Nothing of
//! the page runs, and it says that it connects for ever. With `static_folder='static'` alone, Flask serves the file as
//! `/static/script.js`.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-without-the-script",
    row: "",
    lab: "sse-page",
    fails: &["stream-page-dead"],
    may_fail: &[],
    source: include_str!("page_without_the_script.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[(
            "<script>\n  const FIRST",
            "<script src=\"script.js\"></script>\n<script type=\"text/plain\">\n  const FIRST",
        )],
        interval,
    )
}
