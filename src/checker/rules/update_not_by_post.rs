use crate::checker::{Case, Finding, Message};
use crate::contract::Method;

/// A request that changes the state is not a GET.
pub fn judge(case: &Case) -> Finding {
    let update = &case.long_polling().update;
    let what = if update.method == Method::Get { "fail" } else { "pass" };
    let message = Message::new(format!("update-not-by-post-seen.{what}"))
        .text("method", update.method.as_str())
        .text("path", &update.path);
    let updates = case.history.operations.iter().filter(|o| o.ask.status.is_some() && o.succeeded()).take(1);
    if update.method == Method::Get { Finding::fail(message).showing(updates) } else { Finding::pass(message) }
}
