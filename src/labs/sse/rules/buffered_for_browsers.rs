use super::{FIRST, silence};
use crate::checker::Finding;
use crate::history::{AFTER_THE_END, ChannelEnd, Nanos};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// A browser, which accepts compressed answers, gets its events as soon as anybody.
pub fn judge(case: &StreamCase) -> Finding {
    let plain = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let Some(asked) = case.subscriptions(StreamRole::Browser).next() else { return case.nothing() };
    if plain.events.is_empty() {
        return Finding::requires(super::too_few(plain));
    }
    if let Some(answer) = asked.answer().filter(|answer| answer.code != 200) {
        return Finding::fail(id("code").count("code", answer.code.into())).showing([asked]);
    }
    let waited = asked.done.saturating_sub(asked.started);
    let Some(browser) = case.streams(StreamRole::Browser).pop() else {
        let left = asked.was_open() && waited >= FIRST && !case.limits.too_noisy_for(asked.started, asked.done, FIRST);
        if !left && !asked.was_cut() {
            return case.noisy_for(asked.started, asked.done, FIRST);
        }
        let message = id("none").time("waited", waited).text("encoding", "—");
        return Finding::fail(message).showing([plain.operation, asked]);
    };
    let encoding = browser.answer.header("content-encoding").unwrap_or("—");
    if let ChannelEnd::Cut(why) = &browser.channel.end
        && why.starts_with("Content-Encoding")
    {
        let what = if why.ends_with(AFTER_THE_END) { "members" } else { "undecodable" };
        return Finding::fail(id(what).text("encoding", encoding).text("why", why)).showing([asked]);
    }
    if browser.channel.end == ChannelEnd::Flood && browser.events.is_empty() {
        return Finding::fail(id("flood").text("encoding", encoding)).showing([asked]);
    }
    let first = browser.events.first().map(|timed| timed.at);
    let until = first.unwrap_or(asked.done);
    let took = until.saturating_sub(asked.started);
    let timing = case.limits.timing(asked.started, until, FIRST);
    if first.is_some() && took <= FIRST + timing.noise {
        return held_back(plain, browser).unwrap_or_else(|| {
            let in_time = took <= FIRST;
            let message = id(if in_time { "pass" } else { "noise" }).time("took", took).text("encoding", encoding);
            if in_time {
                Finding::pass(message)
            } else {
                Finding::pass(message.time("noise", timing.noise)).timed(timing)
            }
        });
    }
    if case.limits.too_noisy_for(asked.started, until, FIRST)
        || (first.is_none() && waited < FIRST && !browser.was_ended())
    {
        return case.noisy_for(asked.started, until, FIRST);
    }
    Finding::fail(id("none").time("waited", took).text("encoding", encoding))
        .timed(timing)
        .showing([plain.operation, asked])
}

fn id(what: &str) -> Message {
    Message::new(format!("buffered-for-browsers-seen.{what}"))
}

/// So many ticks tell a stream that is kept back from one that is not regular.
const TICKS: usize = 6;

/// The first events come, and then they come in heaps, or no more.
fn held_back(plain: &ParsedStream, browser: &ParsedStream) -> Option<Finding> {
    let from = plain.operation.started.max(browser.events.first()?.at);
    let to = plain.operation.done.min(browser.operation.done);
    let ticks =
        |one: &ParsedStream| one.ticks().into_iter().filter(|at| *at >= from && *at <= to).collect::<Vec<Nanos>>();
    let (usual, came) = (ticks(plain), ticks(browser));
    if usual.len() < TICKS || came.len() * 2 >= usual.len() || browser.was_ended() {
        return None;
    }
    let interval = plain.interval()?;
    // A pause of the machine is one of both.
    let (last, of_plain) = (came.last().copied().unwrap_or(from), usual.last().copied()?);
    let silent = of_plain.saturating_sub(last);
    let message = if silent >= silence(Some(interval)) { id("silent").time("silence", silent) } else { id("heaps") };
    let message = message.count("times", came.len()).count("usual", usual.len());
    let encoding = browser.answer.header("content-encoding").unwrap_or("—");
    Some(Finding::fail(message.text("encoding", encoding)).showing([plain.operation, browser.operation]))
}
