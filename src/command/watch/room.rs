//! One more client in a room of a chat: what is said there, and who comes and goes.

use super::caret::shorten;
use super::view::View;
use crate::browser::Wanted;
use crate::cli;
use crate::command::{inputs, out, trouble};
use crate::driver::discover::WantedLab;
use crate::driver::run::{Plan, StartError};
use crate::driver::wire::Destination;
use crate::exit::{Exit, Failure};
use crate::history::{Nanos, Tolerance};
use crate::labs::socketio;
use crate::labs::socketio::ReachError;
use crate::labs::socketio::room::{Listener, Next, NoEntry, Room, Told};
use crate::text::{Texts, visible};
use std::time::Duration;

/// How often it is looked whether all is over.
const TICK: Duration = Duration::from_millis(100);
/// A client that comes back waits so long at first, and twice as long each time, as the official one does.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(5));
/// A server that greets a newcomer has done it by then.
const GREETING: Duration = Duration::from_secs(3);
/// The name of an event that is longer is cut; what stands before a text takes so much of its line.
const NAME: usize = 24;
const BEFORE: usize = 40;

/// What was seen so far.
pub struct RoomWatch<'a> {
    pub room: Room,
    name: &'a str,
    texts: &'a Texts,
    pub view: View<'a>,
    most: u64,
    pub reconnections: u64,
    last: Option<Nanos>,
}

/// Finds the chat, and says how it is spoken to.
pub async fn find<'a>(
    args: &'a cli::Watch,
    name: &'a str,
    destination: Destination,
    view: View<'a>,
    texts: &'a Texts,
) -> Result<RoomWatch<'a>, Failure> {
    let url = destination.shown();
    let plan = Plan {
        destination,
        others: vec![],
        browser: Wanted::default(),
        given: inputs::contract(args.contract.as_deref())?,
        scenarios: vec![],
        labs: vec![WantedLab { lab: socketio::chat::LAB.driver, is_asked: false }],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    };
    let room = Room::find(&plan, &socketio::chat::KIN, name).await.map_err(|why| match why {
        ReachError::Start(StartError::Target(why)) => trouble::failure(&trouble::no_target(&url, &why), texts),
        ReachError::Start(StartError::Fault(why)) => Failure::new(Exit::Fault, why),
        ReachError::NotFound(why) => trouble::failure(&trouble::not_found(&url, &why), texts),
    })?;
    let chat = room.chat();
    let id = match (&chat.join, chat.handshake.joins()) {
        (Some(_), _) => "watch-room-joins.event",
        (None, true) => "watch-room-joins.handshake",
        (None, false) => "watch-room-joins.none",
    };
    let event = chat.join.as_ref().map(|join| visible(&join.event)).unwrap_or_default();
    let args_of = [("user", room.user()), ("room", name), ("event", &event), ("path", &visible(&chat.url_path))];
    out::note(texts.with(id, &args_of));
    let most = args.events.unwrap_or(u64::MAX);
    Ok(RoomWatch { room, name, texts, view, most, reconnections: 0, last: None })
}

impl RoomWatch<'_> {
    /// Until so many events have come, or nobody reads on; for ever otherwise, as a page does.
    pub async fn listen(&mut self) -> Result<(), Failure> {
        let mut wait = AGAIN.0;
        let mut is_first = true;
        loop {
            match self.room.enter().await {
                Ok((listener, at)) => {
                    wait = AGAIN.0;
                    self.note(at, "watch-room-connected", &[]);
                    self.hear(listener, at).await;
                    if self.has_enough() {
                        return Ok(());
                    }
                }
                // Nobody was ever let in: to try on would show nothing new.
                Err(why) if is_first => return Err(self.refused(&why)),
                Err(why) => {
                    let why = self.reason(&why);
                    self.note(self.room.clock().now(), "watch-unreachable", &[("why", &why)]);
                }
            }
            is_first = false;
            let time = self.texts.time(wait.as_nanos() as Nanos);
            self.note(self.room.clock().now(), "watch-room-again", &[("time", &time), ("room", &visible(self.name))]);
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(AGAIN.1);
            self.reconnections += 1;
        }
    }

    async fn hear(&mut self, mut listener: Listener, since: Nanos) {
        let (mut transport_told, mut greeted) = (false, false);
        while !self.has_enough() {
            let next = listener.next(TICK).await;
            let now = self.room.clock().now();
            if let Some(is_websocket) = listener.is_by_websocket().filter(|_| !transport_told) {
                transport_told = true;
                self.note(now, if is_websocket { "watch-room-by.websocket" } else { "watch-room-by.polling" }, &[]);
            }
            match next {
                Next::Told(all) => {
                    greeted |= all.iter().any(|(_, told)| !matches!(told, Told::Answer(_)));
                    self.tell_all(&all);
                    continue;
                }
                Next::Quiet if !greeted && now > since + GREETING.as_nanos() as Nanos => {
                    greeted = true;
                    self.note(now, "watch-room-silent", &[("time", &self.texts.time(GREETING.as_nanos() as Nanos))]);
                    continue;
                }
                Next::Quiet => continue,
                Next::Full => self.note(now, "watch-room-full", &[]),
                Next::Ended(Some(why)) => self.note(now, "watch-cut", &[("why", &visible(&why))]),
                Next::Ended(None) => self.note(now, "watch-room-ended", &[]),
            }
            break;
        }
        listener.leave().await;
    }

    fn has_enough(&self) -> bool {
        self.view.closed || self.view.events >= self.most
    }

    fn note(&mut self, at: Nanos, id: &str, args: &[(&str, &str)]) {
        let line = format!("{}  {}", self.view.times(at, None), self.texts.with(id, args));
        self.view.line(&line);
    }

    fn tell_all(&mut self, all: &[(Nanos, Told)]) {
        for (at, told) in all {
            if self.has_enough() {
                return;
            }
            self.tell(*at, told);
        }
    }

    /// One event in a line: when, since when nothing had come, what it is called, what it says.
    fn tell(&mut self, at: Nanos, told: &Told) {
        let gap = self.last.map(|last| at.saturating_sub(last));
        let times = self.view.times(at, gap);
        let (sign, event, text) = match told {
            Told::Said { event, author, text } => {
                let said = [("author", &*visible(author)), ("text", &*self.view.short(text, BEFORE))];
                (" ", event.as_str(), self.texts.with("watch-room-said", &said))
            }
            Told::Came { event, text } => ("→", event.as_str(), self.view.short(text, BEFORE)),
            Told::Went { event, text } => ("←", event.as_str(), self.view.short(text, BEFORE)),
            Told::Other { event, data } => ("·", event.as_str(), self.view.short(data, BEFORE)),
            Told::Answer(data) => {
                let answer = self.texts.with("watch-room-answer", &[("data", &self.view.short(data, BEFORE))]);
                let line = format!("{}  {}", self.view.times(at, None), self.view.dim(&answer));
                return self.view.line(&line);
            }
        };
        self.last = Some(at);
        self.view.events += 1;
        let event = shorten(&visible(event), NAME);
        let line = format!("{}  {sign} {}  {text}", self.view.dim(&times), self.view.paint(&event, "36"));
        self.view.line(&line);
    }

    fn reason(&self, why: &NoEntry) -> String {
        match why {
            NoEntry::Refused(why) => self.texts.with("watch-room-refused", &[("why", &visible(why))]),
            NoEntry::Protocol2 => self.texts.get("watch-room-protocol-2"),
            NoEntry::Nothing(why) => visible(why),
        }
    }

    /// Why nothing can be heard at all.
    fn refused(&self, why: &NoEntry) -> Failure {
        let what = match why {
            NoEntry::Nothing(_) => self.texts.with("watch-unreachable", &[("why", &self.reason(why))]),
            _ => self.reason(why),
        };
        let failure = Failure::new(Exit::Unreachable, what);
        let is_refused = matches!(why, NoEntry::Refused(_));
        if is_refused { failure.hint(self.texts.get("watch-room-refused-hint")) } else { failure }
    }

    /// What was seen in all.
    pub fn summary(&mut self) {
        let time = self.texts.time(self.room.clock().now());
        let (events, again) = (self.view.events.to_string(), self.reconnections.to_string());
        let args = [("events", &*events), ("time", &time), ("again", &again)];
        let line = self.texts.with("watch-summary.events", &args);
        self.view.line(&line);
    }
}
