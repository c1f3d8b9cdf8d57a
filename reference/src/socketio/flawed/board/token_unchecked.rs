//! The page sends a token, and the server never looks at it: whoever connects is let in, reads the board and writes on it.
//! Compare the token in a middleware, 'io.use', before the connection is accepted.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "token-unchecked",
    row: "D064a",
    lab: "collabboard",
    fails: &["bad-token-hears", "bad-token-speaks"],
    may_fail: &[],
    source: include_str!("token_unchecked.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_connect(board::connect.with(let_in))
}
