//! Only one tab of a window listens, so as to spare connections, and tells the others nothing: they stay empty.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-listens-in-one-tab",
    row: "",
    lab: "sse-page",
    fails: &["own-quotes-not-shown"],
    may_fail: &[],
    source: include_str!("page_listens_in_one_tab.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[(
            "  connect();\n</script>",
            "  navigator.locks.request(\"stream\", () => new Promise(() => connect()));\n</script>",
        )],
        interval,
    )
}
