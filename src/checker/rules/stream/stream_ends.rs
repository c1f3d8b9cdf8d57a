use crate::checker::{Case, Finding, Message};
use crate::history::StreamEnd;

/// The stream goes on: it neither ends nor falls silent while somebody listens.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("stream-ends-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let Some(last) = heard.events.last() else { return Finding::waits_for("first-event-late") };
    let lived = heard.operation.done.saturating_sub(heard.operation.started);
    let count = heard.events.len();
    match &heard.streamed.end {
        StreamEnd::Ended => {
            return Finding::fail(id("ended").count("events", count).time("lived", lived)).showing([heard.operation]);
        }
        StreamEnd::Cut(why) => {
            let message = id("cut").count("events", count).time("lived", lived).text("why", why);
            return Finding::fail(message).showing([heard.operation]);
        }
        StreamEnd::Flood => return Finding::pass(id("pass").count("intervals", count).time("lived", lived)),
        StreamEnd::Left => {}
    }
    let intervals = heard.gaps().len();
    if intervals >= case.at_least {
        return Finding::pass(id("pass").count("intervals", intervals).time("lived", lived));
    }
    let silence = heard.operation.done.saturating_sub(last.at);
    if super::is_flood(&heard) && silence < super::FIRST {
        // Without a pause there are no intervals to count.
        return Finding::pass(id("pass").count("intervals", count).time("lived", lived));
    }
    // We stop listening early only where nothing came for several intervals, or for as long as a first event may take.
    let expected = heard.interval().map_or(super::FIRST, |interval| interval * 3);
    if case.limits.too_noisy_for(last.at, heard.operation.done, expected) {
        return case.noisy_for(last.at, heard.operation.done, expected);
    }
    if silence < expected {
        return case.nothing();
    }
    let timing = case.limits.timing(last.at, heard.operation.done, expected);
    let finding = Finding::fail(id("silent").count("events", count).time("silence", silence)).timed(timing);
    // Where another goes on, it is not the stream that has ended but this subscriber who is not served.
    let outlived = super::another_outlived(case, &heard, expected);
    Finding { waits_for: outlived.then_some("subscriber-starved"), ..finding }.showing([heard.operation])
}
