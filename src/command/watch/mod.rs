//! `lab watch`: an event stream, a poll that is asked again and again, or a room of a chat, decoded and annotated as it
//! comes.

mod blocks;
mod caret;
mod head;
mod pace;
mod peer;
mod poll;
mod room;
mod said;
mod session;
mod stream;
mod tail;
mod view;

use super::check::on_signal;
use super::{out, progress, trouble};
use crate::cli;
use crate::driver::watch::{Tap, WatchError};
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::labs::long_polling::contract::POLL_PATH;
use crate::labs::sse::contract::STREAM_PATH;
use crate::text::{Texts, visible};
use head::Kind;
use session::{Over, Session};
use view::View;

pub async fn run(args: cli::Watch, texts: &'static Texts) -> Result<Exit, Failure> {
    let destination = Destination::new(&args.url, Reach::of(args.owner.i_own_this));
    if let Some(room) = &args.room {
        return in_room(&args, room, destination, texts).await;
    }
    let tap = Tap::open(&destination).await.map_err(|why| match why {
        WatchError::Target(why) => trouble::failure(&trouble::no_target(&destination.shown(), &why), texts),
        WatchError::Fault(why) => Failure::new(Exit::Fault, why),
    })?;
    let mut stop = on_signal();
    let (version, url) = (env!("CARGO_PKG_VERSION"), visible(&destination.shown()));
    out::note(texts.with("watch-start", &[("version", version), ("url", &url)]));
    let session = Session::new(&tap, &args, texts, View::new(texts, progress::style(), args.full));
    let exit = tokio::select! {
        over = watch(&session) => match over? {
            Over::GivenUp => Exit::Fail,
            Over::Enough | Over::LongPoll | Over::BadPoll => Exit::Pass,
        },
        () = over(args.time) => Exit::Pass,
        _ = stop.wait_for(|stop| *stop) => Exit::Interrupted,
    };
    summary(&session);
    let wrong = session.seen.borrow().wrong;
    Ok(if exit == Exit::Pass && wrong { Exit::Fail } else { exit })
}

/// The same of a room of a chat.
async fn in_room(
    args: &cli::Watch,
    name: &str,
    destination: Destination,
    texts: &'static Texts,
) -> Result<Exit, Failure> {
    trouble::in_reach(&destination, texts).await?;
    let mut stop = on_signal();
    let (version, url) = (env!("CARGO_PKG_VERSION"), visible(&destination.shown()));
    out::note(texts.with("watch-start", &[("version", version), ("url", &url)]));
    let view = View::new(texts, progress::style(), args.full);
    let mut room = tokio::select! {
        found = room::find(args, name, destination, view, texts) => found?,
        _ = stop.wait_for(|stop| *stop) => return Ok(Exit::Interrupted),
    };
    let exit = tokio::select! {
        over = room.listen() => over.map(|()| Exit::Pass)?,
        () = over(args.time) => Exit::Pass,
        _ = stop.wait_for(|stop| *stop) => Exit::Interrupted,
    };
    room.summary();
    Ok(exit)
}

/// Once this time has passed, if there is one.
async fn over(time: Option<std::time::Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}

async fn watch(session: &Session<'_>) -> Result<Over, Failure> {
    let poll = session.args.poll;
    match session.tap.path() {
        Some(path) if poll => session.poll(&path, false).await,
        Some(path) => either(session, &path).await,
        None if poll => session.poll(POLL_PATH, false).await,
        None => look(session).await,
    }
}

/// The stream that is there, or the poll that answered in its place.
async fn either(session: &Session<'_>, path: &str) -> Result<Over, Failure> {
    match session.stream(path).await? {
        Over::LongPoll => {
            session.note("watch-is-poll.state", &[("path", &visible(path))]);
            session.poll(path, true).await
        }
        Over::BadPoll => {
            session.note("watch-is-poll.refused", &[("path", &visible(path))]);
            session.poll(path, false).await
        }
        over => Ok(over),
    }
}

/// The URL names only a server: the paths of the lab texts are tried.
async fn look(session: &Session<'_>) -> Result<Over, Failure> {
    let stream = session.tap.glance(STREAM_PATH).await;
    let here = |head: &crate::driver::wire::Response| head::kind(head) == Kind::Stream;
    let path = if stream.as_ref().is_none_or(here) { STREAM_PATH } else { POLL_PATH };
    if path == POLL_PATH {
        let poll = session.tap.glance(POLL_PATH).await;
        if !poll.as_ref().is_none_or(|head| matches!(head.code, 200 | 204 | 304 | 400)) {
            let code = |head: Option<crate::driver::wire::Response>| head.map_or(0, |head| head.code).to_string();
            let (stream, poll) = (code(stream), code(poll));
            let args = [("url", &*visible(&session.args.url)), ("stream", &stream), ("poll", &poll)];
            let failure = Failure::new(Exit::Unreachable, session.texts.with("watch-nothing", &args));
            return Err(failure.hint(session.texts.get("watch-nothing-hint")));
        }
    }
    session.note("watch-taken", &[("path", path), ("url", &visible(session.args.url.trim_end_matches('/')))]);
    if path == POLL_PATH { session.poll(path, false).await } else { either(session, path).await }
}

fn summary(session: &Session) {
    let mut seen = session.seen.borrow_mut();
    let time = session.texts.time(session.tap.clock.now());
    let (events, again) = (seen.view.events.to_string(), seen.reconnections.to_string());
    let median = seen.tail.pace.median().map(|median| session.texts.time(median));
    seen.view.counted();
    let args = [("events", &*events), ("time", &time), ("again", &again)];
    let mut line = session.texts.with(if seen.polls { "watch-summary.polls" } else { "watch-summary.events" }, &args);
    if let Some(median) = median {
        line = format!("{line} {}", session.texts.with("watch-summary.median", &[("median", &median)]));
    }
    seen.view.line(&line);
}
