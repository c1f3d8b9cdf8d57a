//! With which commands a student sees again, by hand, what a rule found. Most are of how the stream is written: that is
//! what `lab watch` shows.

use super::contract::{STREAM_PATH, Sse};
use crate::history::{Operation, RequestRecord};
use crate::labs::again::{ByHand, Shown, at_once, curl, requests};

/// A stream is listened to for so long, in seconds.
const LISTENED: u32 = 12;
/// So many clients leave.
const LEAVERS: usize = 20;

pub fn again(shown: &Shown) -> ByHand {
    let Some(contract) = Sse::of(shown.contract) else { return requests(shown) };
    let url = shell_words::quote(&format!("{}{}", shown.origin, contract.stream.path)).into_owned();
    let get = |path: &str, options: &str| {
        curl(shown.origin, &RequestRecord { method: "GET".into(), path: path.into(), ..Default::default() }, options)
    };
    let watch = format!("lab watch {url} --for {LISTENED}s");
    let stream = get(&contract.stream.path, &format!("-iN -m {LISTENED}"));
    match shown.rule {
        "stream-unreachable"
        | "not-event-stream"
        | "cache-control-missing"
        | "accel-buffering-missing"
        | "first-event-late" => ByHand::alone([stream]),
        "buffered-for-browsers" => ByHand::alone([format!("{watch} --browser")]),
        "stream-ends" => ByHand::alone([format!("lab watch {url} --for {}s --once", longest(shown) + LISTENED)]),
        // One that comes back with an id, and one that comes without.
        "subscriber-starved" if came_back(shown).is_some() => {
            let back = came_back(shown).map(|back| curl(shown.origin, &back.request, &format!("-iN -m {LISTENED}")));
            ByHand { commands: back.into_iter().collect(), meanwhile: vec![watch] }
        }
        "subscriber-starved" => {
            let first = format!("lab watch {url} --for {}s", 2 * LISTENED);
            ByHand { commands: vec![first], meanwhile: vec![watch] }
        }
        "stream-blocks-others" => {
            let page = get(&contract.stream.page, r"-s -m 5 -o /dev/null -w '%{http_code} %{time_total} s\n'");
            ByHand { commands: vec![watch], meanwhile: vec![page] }
        }
        // One that stays while others leave, and one that comes when all have left, and the server has seen it.
        "leavers-still-served" | "stream-server-died" => {
            let leave = at_once(LEAVERS, &get(&contract.stream.path, "-sN -m 1 -o /dev/null"));
            ByHand { commands: vec![watch.clone(), "sleep 3".into(), watch], meanwhile: vec![leave] }
        }
        "stream-renamed" => ByHand::alone([get(STREAM_PATH, "-iN -m 5")]),
        "page-missing" => requests(shown),
        _ => ByHand::alone([watch]),
    }
}

/// The client that came back and said which event it saw last, if that is what was seen.
fn came_back<'a>(shown: &Shown<'a>) -> Option<&'a Operation> {
    let says_last =
        |o: &&&Operation| o.request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("last-event-id"));
    shown.evidence.iter().find(says_last).copied()
}

/// For how many seconds the longest of the streams went on that show it.
fn longest(shown: &Shown) -> u32 {
    let lasted = shown.evidence.iter().map(|o| (o.done - o.started).div_ceil(1_000_000_000)).max();
    lasted.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(0)
}
