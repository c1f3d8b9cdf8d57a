use super::{silence, stopped};
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
    // Others that leave may end it, and it may go on for another one.
    let others = stopped::by_leavers(case, stream).then_some("leavers-still-served");
    let fails = |message: Message| Finding { requires: others, ..Finding::fail(message).showing([stream.operation]) };
    match &stream.channel.end {
        // A browser comes back by itself, and goes on.
        ChannelEnd::Ended => return fails(id("ended").count("events", count).time("lived", lived)).usable(),
        ChannelEnd::Cut(why) => {
            return fails(id("cut").count("events", count).time("lived", lived).text("why", why)).usable();
        }
        ChannelEnd::Flood => return Finding::pass(id("pass").count("intervals", count).time("lived", lived)),
        ChannelEnd::Left => {}
    }
    let (expected, done) = (silence(stream.interval()), stream.operation.done);
    let silent = done.saturating_sub(last.at);
    let intervals = stream.gaps().len();
    if silent >= expected {
        if case.limits.too_noisy_for(last.at, done, expected) {
            return case.noisy_for(last.at, done, expected);
        }
        let timing = case.limits.timing(last.at, done, expected);
        let finding = fails(id("silent").count("events", count).time("silence", silent)).timed(timing);
        // If another stream goes on, the stream has not ended: this subscriber is not served.
        let outlived = super::another_outlived(case, stream, expected).then_some("subscriber-starved");
        return Finding { requires: others.or(outlived), ..finding };
    }
    if intervals >= case.at_least {
        return Finding::pass(id("pass").count("intervals", intervals).time("lived", lived));
    }
    if super::is_flood(stream) {
        // Without a pause there are no intervals to count.
        return Finding::pass(id("pass").count("intervals", count).time("lived", lived));
    }
    case.nothing()
}
