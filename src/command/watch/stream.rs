//! An event stream, over all its connections.

use super::head::{self, Kind};
use super::session::{Over, Session};
use crate::command::trouble;
use crate::driver::discover::NotFound;
use crate::driver::watch::event_source;
use crate::driver::wire::{Exchange, ExchangeEnd, Response, StreamChunk, TargetError, nanos};
use crate::exit::{Exit, Failure};
use crate::history::{Nanos, Reason};
use crate::labs::long_polling::discover::usual_answer;
use crate::text::visible;
use std::cell::RefCell;
use std::time::Duration;

/// A head that has not come by then is worth a line.
const HEAD: Duration = Duration::from_secs(10);
/// How long, and how much, is read of what is no stream.
const BODY: Duration = Duration::from_secs(3);
const KEPT: usize = 64 << 10;
/// A server that ends each stream at once and asks for no pause is not asked faster than this.
const SHORTEST: Duration = Duration::from_millis(100);

/// What came of one connection.
struct Connection {
    kind: Option<Kind>,
    code: u16,
    location: Option<String>,
    body: Vec<u8>,
    /// None where we left.
    end: Option<ExchangeEnd>,
}

impl Session<'_> {
    pub async fn stream(&self, path: &str) -> Result<Over, Failure> {
        let (mut first, mut refused) = (true, false);
        loop {
            let came = self.connection(path, first).await;
            if self.seen.borrow().has_enough() {
                return Ok(Over::Enough);
            }
            match came.kind {
                Some(Kind::Json) if usual_answer(&came.body).is_some() && first => return Ok(Over::LongPoll),
                // A poll that misses its version.
                Some(Kind::Refused) if matches!(came.code, 400 | 422) && first => return Ok(Over::BadPoll),
                Some(Kind::Stream | Kind::Other) => self.ended(&came),
                Some(_) => {}
                None if first => return Err(self.nothing(came.end)),
                // A server that is being started again refuses many times: one line is enough.
                None if !std::mem::replace(&mut refused, true) => self.ended(&came),
                None => {}
            }
            if came.kind.is_some_and(|kind| kind != Kind::Stream) {
                self.given_up(&came);
                return Ok(Over::GivenUp);
            }
            if self.args.once {
                return Ok(Over::Enough);
            }
            refused &= came.kind.is_none();
            first = false;
            self.reconnect(path, refused).await;
        }
    }

    async fn connection(&self, path: &str, first: bool) -> Connection {
        let last_id = self.seen.borrow().tail.last_id().map(str::to_owned);
        let request = event_source(path, self.args.browser, last_id.as_deref());
        let since = self.tap.clock.now();
        let head: RefCell<Option<(Response, Kind, Nanos)>> = RefCell::default();
        let mut body = vec![];
        let hear = |heard: StreamChunk<'_>| {
            match heard {
                StreamChunk::Head(response) => {
                    self.head(response, first);
                    *head.borrow_mut() = Some((response.clone(), head::kind(response), self.tap.clock.now()));
                    let mut seen = self.seen.borrow_mut();
                    seen.tail.connected(self.tap.clock.now());
                    seen.wrong = head::kind(response) == Kind::Other;
                    if head::kind(response) == Kind::Page || seen.has_enough() {
                        return Err(Reason::Left);
                    }
                }
                StreamChunk::Piece(at, bytes) => {
                    let (kind, since) =
                        head.borrow().as_ref().map_or((None, at), |(_, kind, since)| (Some(*kind), *since));
                    if !matches!(kind, Some(Kind::Stream | Kind::Other)) {
                        body.extend(bytes);
                        return if body.len() > KEPT { Err(Reason::Left) } else { Ok(()) };
                    }
                    let mut seen = self.seen.borrow_mut();
                    // The kernel may have had them before we saw the head.
                    seen.hear(at.max(since), &bytes);
                    if seen.has_enough() {
                        return Err(Reason::Left);
                    }
                }
            }
            Ok(())
        };
        let mut told = false;
        let ticking = async {
            loop {
                tokio::time::sleep(super::session::TICK).await;
                let now = self.tap.clock.now();
                match &*head.borrow() {
                    Some((_, Kind::Stream | Kind::Other, _)) => self.seen.borrow_mut().look(now),
                    Some((_, _, at)) if now > at + nanos(BODY) => return,
                    Some(_) => {}
                    None if now > since + nanos(HEAD) && !std::mem::replace(&mut told, true) => {
                        self.note("watch-no-head", &[("time", &self.texts.time(now - since))]);
                    }
                    None => {}
                }
            }
        };
        let end = tokio::select! {
            Exchange { end, .. } = self.tap.listen(&request, hear) => Some(end),
            () = ticking => None,
        };
        let head = head.into_inner();
        let location = head.as_ref().and_then(|(head, ..)| head.header("location")).map(str::to_owned);
        let (code, kind) = head.map_or((0, None), |(head, kind, _)| (head.code, Some(kind)));
        Connection { kind, code, location, body, end }
    }

    fn head(&self, response: &Response, first: bool) {
        let mut seen = self.seen.borrow_mut();
        let view = &mut seen.view;
        let line = self.texts.with("watch-status", &[("code", &response.code.to_string())]);
        let line = format!("{}  {line}", view.times(self.tap.clock.now(), None));
        view.line(&line);
        let kind = head::kind(response);
        if !first || kind == Kind::Refused {
            return;
        }
        for (name, value, odd) in head::headers(response, self.args.browser) {
            // A page or JSON is no stream with faults: only its type counts.
            if name != "content-type" && !matches!(kind, Kind::Stream | Kind::Other) {
                continue;
            }
            let value = value.map_or_else(|| "—".to_owned(), |value| view.short(&value, name.len() + 4));
            let line = format!("  {}: {value}", view.dim(name));
            view.line(&line);
            if let Some(odd) = odd.filter(|_| kind != Kind::Json) {
                let line = format!("    {}", view.paint(&format!("! {}", self.texts.say(&odd)), "33"));
                view.line(&line);
            }
        }
    }

    /// Says how the connection ended.
    fn ended(&self, came: &Connection) {
        self.seen.borrow_mut().end(self.tap.clock.now());
        match &came.end {
            Some(
                ExchangeEnd::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why))
                | ExchangeEnd::Refused(why),
            ) => {
                let id = if came.kind.is_some() { "watch-cut" } else { "watch-unreachable" };
                self.note(id, &[("why", &visible(why))]);
            }
            _ => self.note("watch-ended", &[]),
        }
    }

    /// Says why a browser would not come back.
    fn given_up(&self, came: &Connection) {
        let code = came.code.to_string();
        match (came.kind, &came.location) {
            (Some(Kind::Refused), Some(to)) if (300..400).contains(&came.code) => {
                self.note("watch-moved", &[("code", &code), ("to", &visible(to))]);
            }
            (Some(Kind::Refused), _) if came.code == 204 => self.note("watch-given-up.stopped", &[]),
            (Some(Kind::Refused), _) => self.note("watch-given-up.code", &[("code", &code)]),
            (Some(Kind::Page), _) => self.note("watch-given-up.page", &[]),
            _ => self.note("watch-given-up.kind", &[]),
        }
        if !came.body.is_empty() {
            let start = String::from_utf8_lossy(&came.body[..came.body.len().min(KEPT)]).into_owned();
            let mut seen = self.seen.borrow_mut();
            let line = format!("  {}", seen.view.short(start.trim(), 3));
            seen.view.line(&line);
        }
    }

    /// Waits as a browser does, and says what it then sends.
    async fn reconnect(&self, path: &str, quiet: bool) {
        let (retry, id) = {
            let seen = self.seen.borrow();
            (seen.tail.retry().max(SHORTEST), seen.tail.last_id().map(str::to_owned))
        };
        let time = self.texts.time(nanos(retry));
        if !quiet {
            match &id {
                Some(id) => {
                    self.note("watch-again.id", &[("time", &time), ("path", &visible(path)), ("id", &visible(id))])
                }
                None => self.note("watch-again.none", &[("time", &time), ("path", &visible(path))]),
            }
        }
        tokio::time::sleep(retry).await;
        self.seen.borrow_mut().reconnections += 1;
    }

    /// Why there was no answer at all.
    pub fn nothing(&self, end: Option<ExchangeEnd>) -> Failure {
        let url = &self.args.url;
        let why = match end {
            Some(ExchangeEnd::Refused(why)) => trouble::no_target(url, &TargetError::Refused(why)),
            Some(ExchangeEnd::Indeterminate(Reason::Cut(why))) => trouble::not_found(url, &NotFound::Cut(why)),
            Some(ExchangeEnd::Indeterminate(Reason::NotHttp(why))) => trouble::not_found(url, &NotFound::NotHttp(why)),
            Some(ExchangeEnd::Indeterminate(Reason::TooLarge(why))) => {
                trouble::not_found(url, &NotFound::TooLarge(why))
            }
            _ => trouble::not_found(url, &NotFound::Silent),
        };
        Failure::new(Exit::Unreachable, why.say(self.texts))
    }
}
