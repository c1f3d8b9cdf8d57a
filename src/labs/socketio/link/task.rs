use super::opening::{self, Opening, Way};
use super::session::{Command, Session};
use super::{First, polling};
use crate::driver::wire::{Exchange, ExchangeEnd, Request};
use crate::history::{ChannelEnd, Reason};
use crate::labs::socketio::record::Unopened;

/// The task of a link, from its first request to its end.
pub async fn run(mut session: Session) -> First {
    let Some(Opening { first, path, redirects, cookies, way }) = open(&mut session).await else {
        let path = session.edge.path(&session.path, &session.options, "polling", None);
        return never_answered(&mut session, Request::get(path));
    };
    (session.path, session.cookies) = (path, cookies);
    session.shared.tell(|log| log.detail_mut().redirects = redirects);
    let end = match way {
        Ok(Way::Polling(parts)) => {
            let came = first.exchange.arrived.unwrap_or(first.exchange.done);
            Box::pin(polling::run(&mut session, came, parts)).await
        }
        Ok(Way::WebSocket(socket)) => session.over_websocket(*socket).await,
        Err(unopened) => {
            session.shared.tell(|log| log.detail_mut().unopened = Some(unopened));
            ChannelEnd::Cut("no open packet came".into())
        }
    };
    let (now, kept_waiting) = (session.edge.now(), session.is_kept_waiting);
    session.shared.tell(|log| {
        let detail = log.detail_mut();
        if detail.handshake.is_none() && detail.unopened.is_none() {
            detail.unopened = Some(match &end {
                ChannelEnd::Cut(why) => Unopened::Bad(why.clone()),
                end => Unopened::Nothing(format!("{end:?}")),
            });
        }
        log.ends(now, end, kept_waiting);
    });
    first
}

/// Nothing if the link was left before it was open.
async fn open(session: &mut Session) -> Option<Opening> {
    // What it takes to open a link is given back once it is open: there may be thousands.
    let mut opening = Box::pin(opening::open(session.edge.clone(), session.options.clone()));
    loop {
        tokio::select! {
            biased;
            opening = &mut opening => return Some(opening),
            command = session.commands.recv() => match command {
                Some(Command::Send(packets)) => session.queue.extend(packets),
                Some(Command::Leave(_)) | None => return None,
            }
        }
    }
}

fn never_answered(session: &mut Session, request: Request) -> First {
    let now = session.edge.now();
    let started = session.shared.tell(|log| {
        log.detail_mut().unopened = Some(Unopened::Nothing("no answer in time".into()));
        log.ends(now, ChannelEnd::Left, false);
        log.started()
    });
    let end = ExchangeEnd::Indeterminate(Reason::NoAnswer);
    let exchange = Exchange { started, sent: None, head: None, done: now, arrived: None, network: None, end };
    First { request, exchange }
}
