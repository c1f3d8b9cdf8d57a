//! Looks for the event stream: where the page says that it is, where the lab text says, and at a few usual places.

use super::page::Hints;
use super::{Came, Probe, Tried, candidates};
use crate::contract::{Draft, STREAM_PATH, Stream};
use crate::driver::wire::{End, Heard, Line, Request, Response};
use crate::history::{Kind, Lost};
use std::time::Duration;
use tokio::sync::oneshot;

const STREAM_PATHS: [&str; 6] = ["/stream", "/api/stream", "/events", "/sse", "/api/events", "/quotes"];
/// How long a head is waited for: an event may come much later.
const HEAD: Duration = Duration::from_secs(2);

/// The stream, or everything that was tried in vain.
pub async fn find(probe: &mut Probe, draft: &Draft, hints: &Hints) -> Result<Stream, Vec<Tried>> {
    let page = draft.stream.page.clone().unwrap_or_else(|| Stream::default().page);
    let (mut tried, mut likely) = (Vec::new(), None);
    for path in candidates(draft.stream.path.as_ref(), &hints.stream_paths, &STREAM_PATHS) {
        // Where the author says it is, whatever answers there is meant to be it.
        let named = draft.stream.path.is_some() || hints.stream_paths.contains(&path);
        let mut path = path;
        let mut came = look(probe, &path).await;
        // A browser follows; so do we, once, and to this origin only: many a framework adds a slash.
        if let Some(next) = moved_here(probe, &came)
            && let followed @ Came::Events(_) = look(probe, &next).await
        {
            (path, came) = (next, followed);
        }
        let here = match &came {
            Came::Events(_) => return Ok(Stream { path, page }),
            // Not a stream, and yet not nothing: its faults are for the rules.
            Came::Code(404 | 410) | Came::Moved(..) | Came::Lost(_) => false,
            Came::Page(code) => named && *code != 404,
            Came::Code(405 | 500..) | Came::Nothing => named || path == STREAM_PATH,
            Came::Code(_) => named || path == STREAM_PATH,
        };
        if here && likely.is_none() {
            likely = Some(path.clone());
        }
        tried.push(Tried { asked: format!("GET {path}"), came });
    }
    let Some(path) = likely else { return Err(tried) };
    let asked = format!("GET {path}");
    let came = tried.iter().find(|one| one.asked == asked).map(|one| one.came.clone());
    let named = draft.stream.path.is_some() || hints.stream_paths.contains(&path);
    // A server that says the same of every path says nothing of this one.
    if !named && Some(look(probe, "/no-such-path-of-this-lab").await) == came {
        return Err(tried);
    }
    Ok(Stream { path, page })
}

/// The path that a redirect leads to, where it stays on this server.
fn moved_here(probe: &Probe, came: &Came) -> Option<String> {
    let Came::Moved(_, to) = came else { return None };
    let base = url::Url::parse(&format!("http://{}/", probe.edge.host())).ok()?;
    let url = base.join(to).ok()?;
    (url.host_str() == base.host_str() && url.port() == base.port()).then(|| url.path().to_owned())
}

/// Asks as a browser's EventSource does, and looks at the head.
async fn look(probe: &Probe, path: &str) -> Came {
    let mut request = Request::get(format!("{}{path}", probe.base));
    request.headers.push(("Accept", "text/event-stream".into()));
    let world = probe.world();
    let mut line = match Line::connect(&*probe.edge, probe.clock).await {
        Ok(line) => line,
        Err(_) => return Came::Lost("refused".into()),
    };
    if let Err(error) = line.send(&request.for_edge(&*probe.edge)).await {
        return Came::Lost(error.to_string());
    }
    let (close, closed) = oneshot::channel();
    let mut head: Option<Response> = None;
    let listening = line.listen(closed, |heard| match heard {
        Heard::Head(response) => {
            head = Some(response.clone());
            Err(Lost::Left)
        }
        Heard::Piece(..) => Ok(()),
    });
    let closing = async {
        tokio::time::sleep(HEAD).await;
        let _ = close.send(Lost::NoAnswer);
        std::future::pending::<()>().await;
    };
    let mut exchange =
        tokio::select! { exchange = listening => exchange, () = closing => unreachable!("it waits for ever") };
    let came = match (&head, &exchange.end) {
        (Some(head), _) => match Came::of(head) {
            // Of an answer without its body, the type alone says that it is a page.
            Came::Code(code @ 200..300) if head.header("content-type").is_some_and(|t| t.starts_with("text/html")) => {
                Came::Page(code)
            }
            came => came,
        },
        (None, End::Unclear(Lost::NoAnswer)) => Came::Nothing,
        (None, End::Unclear(lost)) => Came::Lost(format!("{lost:?}")),
        (None, _) => Came::Nothing,
    };
    if let Some(head) = head {
        exchange.end = End::Answered(head);
    }
    world.finish(&Probe::who(), Kind::Page, crate::driver::world::ask(&request), exchange);
    came
}
