use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::contract::Method;
use crate::message::Message;

/// A request that changes the state is not a GET.
pub fn judge(case: &PollCase) -> Finding {
    let update = &case.contract().update;
    let what = if update.method == Method::Get { "fail" } else { "pass" };
    let message = Message::new(format!("update-not-by-post-seen.{what}"))
        .text("method", update.method.as_str())
        .text("path", &update.path);
    let updates = case.all().filter(|o| o.status().is_some() && o.succeeded()).take(1);
    if update.method == Method::Get { Finding::fail(message).showing(updates) } else { Finding::pass(message) }
}
