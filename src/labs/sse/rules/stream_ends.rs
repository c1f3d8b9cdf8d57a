use crate::checker::Finding;
use crate::history::ChannelEnd;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// The stream goes on: it neither ends nor falls silent while somebody listens.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-ends-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let Some(last) = stream.events.last() else { return Finding::requires("first-event-late") };
    let lived = stream.operation.done.saturating_sub(stream.operation.started);
    let count = stream.events.len();
    match &stream.channel.end {
        ChannelEnd::Ended => {
            return Finding::fail(id("ended").count("events", count).time("lived", lived)).showing([stream.operation]);
        }
        ChannelEnd::Cut(why) => {
            let message = id("cut").count("events", count).time("lived", lived).text("why", why);
            return Finding::fail(message).showing([stream.operation]);
        }
        ChannelEnd::Flood => return Finding::pass(id("pass").count("intervals", count).time("lived", lived)),
        ChannelEnd::Left => {}
    }
    let intervals = stream.gaps().len();
    if intervals >= case.at_least {
        return Finding::pass(id("pass").count("intervals", intervals).time("lived", lived));
    }
    let silence = stream.operation.done.saturating_sub(last.at);
    if super::is_flood(stream) && silence < super::FIRST {
        // Without a pause there are no intervals to count.
        return Finding::pass(id("pass").count("intervals", count).time("lived", lived));
    }
    // We stop listening early only where nothing came for several intervals, or for as long as a first event may take.
    let expected = stream.interval().map_or(super::FIRST, |interval| interval * 3);
    if case.limits.too_noisy_for(last.at, stream.operation.done, expected) {
        return case.noisy_for(last.at, stream.operation.done, expected);
    }
    if silence < expected {
        return case.nothing();
    }
    let timing = case.limits.timing(last.at, stream.operation.done, expected);
    let finding = Finding::fail(id("silent").count("events", count).time("silence", silence)).timed(timing);
    // If another stream goes on, the stream has not ended: this subscriber is not served.
    let outlived = super::another_outlived(case, stream, expected);
    Finding { requires: outlived.then_some("subscriber-starved"), ..finding }.showing([stream.operation])
}
