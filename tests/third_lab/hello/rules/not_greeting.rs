use crate::checker::{Case, Finding, Promptness};
use crate::labs::hello::record::is_greeting;
use crate::message::Message;

/// Every client that asks is answered 200, with a text that says hello.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("not-greeting-seen.{what}"));
    let asked = || case.history.operations.iter().filter(|asked| case.is_of_this(asked) && is_greeting(asked));
    let count = asked().count();
    if count < case.at_least.max(1) {
        return case.nothing();
    }
    for asked in asked() {
        let path = &asked.request.path;
        let Some(answer) = asked.answer() else {
            return match case.limits.wait_for(asked.started, asked) {
                Promptness::Lost => Finding::fail(id("none").text("path", path)).showing([&**asked]),
                _ => case.noisy(asked.started, asked.came()),
            };
        };
        let text = answer.body.excerpt();
        let message = match answer.code {
            200 if text.contains("hello") => continue,
            200 => id("text").text("path", path).text("answer", text),
            code => id("code").text("path", path).count("code", code.into()),
        };
        return Finding::fail(message).showing([&**asked]);
    }
    Finding::pass(id("pass").count("asked", count))
}
