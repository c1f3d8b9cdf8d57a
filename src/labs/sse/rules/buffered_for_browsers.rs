use super::FIRST;
use crate::checker::Finding;
use crate::history::ChannelEnd;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// A browser, which accepts compressed answers, gets its events as soon as anybody.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("buffered-for-browsers-seen.{what}"));
    let plain = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let Some(asked) = case.subscriptions(StreamRole::Browser).next() else { return case.nothing() };
    if plain.events.is_empty() {
        return Finding::requires(super::too_few(plain));
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
        return Finding::fail(id("undecodable").text("encoding", encoding).text("why", why)).showing([asked]);
    }
    if browser.answer.code != 200 {
        return Finding::fail(id("code").count("code", browser.answer.code.into())).showing([asked]);
    }
    let first = browser.events.first().map(|timed| timed.at);
    let until = first.unwrap_or(asked.done);
    let took = until.saturating_sub(asked.started);
    let timing = case.limits.timing(asked.started, until, FIRST);
    if first.is_some() && took <= FIRST + timing.noise {
        return Finding::pass(id("pass").time("took", took).text("encoding", encoding));
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
