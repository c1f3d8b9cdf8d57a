use crate::checker::{Finding, Promptness};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::StreamKind;
use crate::message::Message;

/// While streams are open, the rest of the server still answers.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-blocks-others-seen.{what}"));
    // Whichever scenario opened them.
    let streams: Vec<_> = case.run.operations.iter().filter(|o| o.kind == StreamKind::Stream).collect();
    let (mut beside, mut most, limits) = (0, 0, case.limits.beside_others());
    for read in case.reads() {
        let open: Vec<_> = streams
            .iter()
            .filter(|o| o.sent.is_some_and(|sent| sent < read.started) && o.done > read.started)
            .collect();
        if open.is_empty() {
            continue;
        }
        match limits.wait_for(read.started, read) {
            Promptness::Lost => {
                let waited = read.came() - read.started;
                let message =
                    id("fail").count("streams", open.len()).time("waited", waited).text("path", &read.request.path);
                let timing = limits.timing(read.started, read.came(), limits.late);
                return Finding::fail(message).timed(timing).showing(std::iter::once(*open[0]).chain([read]));
            }
            Promptness::Unsure => return case.noisy(read.started, read.came()),
            _ => (beside, most) = (beside + 1, most.max(open.len())),
        }
    }
    if beside < case.at_least {
        // Of a stream without a pause there is enough before anything else is asked.
        let is_flood = case.run.streams.iter().any(super::is_flood);
        return if is_flood { Finding::requires("not-steady") } else { case.nothing() };
    }
    Finding::pass(id("pass").count("reads", beside).count("streams", most))
}
