//! Requests on an axis of time: a lane for each client, with when it asked, how long it was held, what came and when.

use super::about::{Streams, about};
use super::rooms::{Band, Rooms};
use super::scale::{Scale, Tick, time};
use crate::labs::{ChannelPanel, Shape, Stay};
use crate::message::Message;
use crate::report::who::actor as actor_in;
use crate::report::{Crowd, End, Evidence, Request};
use crate::text::{Texts, visible};
use askama::Template;
use std::collections::BTreeMap;

/// More lanes than this are drawn thin, without their names.
const NAMED: usize = 14;
/// More than this are drawn thinner still.
const THIN: usize = 24;
/// Of evidence from several rounds, so many are drawn.
const ROUNDS: usize = 3;
/// With more events than this on one lane, their ids would overlap.
const IDS: usize = 8;

/// The pixels of a lane, and where its bar lies in it.
const NAMED_LANE: (usize, usize) = (34, 22);
/// There the letters of rooms stand between the name and the bar.
const ROOMY_LANE: (usize, usize) = (48, 33);
const THIN_LANE: (usize, usize) = (13, 3);
const THINNEST_LANE: (usize, usize) = (8, 0);

#[derive(Template)]
#[template(path = "drawing.html")]
pub struct Drawing {
    about: String,
    named: bool,
    /// Its marks are small.
    dense: bool,
    lanes: Vec<Lane>,
    /// When updates were sent, across all lanes.
    updates: Vec<Tick>,
    ticks: Vec<Tick>,
    height: usize,
    crowd: Option<Multitude>,
    legend: Vec<(String, String)>,
}

struct Lane {
    name: String,
    name_y: usize,
    /// The rooms in which it was.
    bands: Vec<Band>,
    bars: Vec<Bar>,
}

struct Bar {
    y: usize,
    x: String,
    width: String,
    end: String,
    /// What it is for, in a word of its lab.
    kind: String,
    /// What the mark at its end is named.
    mark: &'static str,
    /// The finding rests on it.
    shows: bool,
    version: String,
    events: Vec<Tick>,
    about: String,
    first: bool,
    /// It took no time: only its mark is drawn.
    is_moment: bool,
}

/// Many clients, as two rows of counts.
struct Multitude {
    about: String,
    y: usize,
    sent: Vec<Share>,
    answered: Vec<Share>,
}

struct Share {
    x: String,
    width: String,
    /// In tenths of the fullest.
    tenths: u64,
}

/// What is drawn beside the requests themselves: the streams of a report, and who was in which room.
pub struct Beside<'a> {
    pub streams: Streams<'a>,
    pub stays: &'a [Stay],
}

/// One drawing for each of the first rounds.
pub fn drawings(evidence: &Evidence, failed: bool, beside: &Beside, texts: &Texts) -> Vec<Drawing> {
    let mut rounds: BTreeMap<u32, Vec<&Request>> = BTreeMap::new();
    for request in &evidence.requests {
        rounds.entry(request.round).or_default().push(request);
    }
    let draw = |(index, requests): (usize, Vec<&Request>)| {
        let crowd = evidence.crowd.as_ref().filter(|_| index == 0);
        Drawing::new(&requests, crowd, failed, beside, texts)
    };
    rounds.into_values().take(ROUNDS).enumerate().map(draw).collect()
}

impl Drawing {
    fn new(requests: &[&Request], crowd: Option<&Crowd>, failed: bool, beside: &Beside, texts: &Texts) -> Self {
        let crowded = |of: fn(&Crowd) -> f64| crowd.map(of);
        let from = requests.iter().map(|r| r.sent_ms).chain(crowded(|c| c.from_ms)).fold(f64::INFINITY, f64::min);
        let to = requests.iter().map(|r| r.came_ms()).chain(crowded(|c| c.to_ms)).fold(0.0, f64::max);
        let scale = Scale::linear(from, to);
        let lanes = lanes(requests);
        let named = lanes.len() <= NAMED;
        let dense = lanes.len() > THIN;
        let talks = requests.iter().any(|request| request.is_event());
        let rooms = Rooms::of(beside.stays, &lanes, (from, to));
        let (lane_height, bar_y) = match (named, dense) {
            (true, _) if !rooms.is_empty() => ROOMY_LANE,
            (true, _) => NAMED_LANE,
            (false, false) => THIN_LANE,
            (false, true) => THINNEST_LANE,
        };
        let mut legend: Vec<(String, String)> = vec![];
        let mut first = true;
        let mut drawn = vec![];
        for (index, (actor, requests)) in lanes.iter().enumerate() {
            let y = index * lane_height + bar_y;
            let mut bars = vec![];
            for request in requests {
                let stream = beside.streams.get(&request.operation);
                let mark = mark(request, stream.copied(), failed);
                let key = kind_key(request);
                let kind = if texts.has(&key) { texts.get(&key) } else { visible(&request.kind) };
                let of_mark = || (mark.to_owned(), texts.get(&format!("mark-{mark}")));
                let told = match request.shape() {
                    // The mark is all that there is of it.
                    Some(shape) if shape.is_event() => vec![(mark.to_owned(), kind)],
                    Some(Shape::Listens) => vec![(key, kind)],
                    _ => vec![of_mark(), (key, kind)],
                };
                for one in told {
                    if !legend.contains(&one) {
                        legend.push(one);
                    }
                }
                bars.push(Bar {
                    y,
                    x: scale.x(request.sent_ms),
                    width: scale.width(request.sent_ms, request.came_ms()),
                    end: scale.x(request.came_ms()),
                    kind: request.kind.clone(),
                    mark,
                    shows: request.shows,
                    version: if named { version(request) } else { String::new() },
                    events: stream.map_or_else(Vec::new, |stream| events(stream, named, &scale)),
                    about: about(request, stream.copied(), from, texts),
                    first: std::mem::take(&mut first),
                    is_moment: request.is_event(),
                });
            }
            let asked: Vec<&str> = requests.iter().map(|r| r.path.as_str()).collect();
            let same = asked.iter().all(|path| *path == asked[0]) && !talks;
            let asked = if same { format!("{} {}", requests[0].method, asked[0]) } else { String::new() };
            let asked: String = asked.chars().take(60).collect();
            let name = format!("{}  {}", actor_in(actor, texts), visible(&asked)).trim_end().to_owned();
            let top = index * lane_height;
            // A thin lane has no line for a name.
            let place = if named { (top + 15, lane_height - 19) } else { (top, lane_height - 1) };
            let bands = rooms.bands(actor, &scale, place, named);
            drawn.push(Lane { name, name_y: top + 11, bands, bars });
        }
        let mut height = drawn.len() * lane_height + 4;
        let crowd = crowd.map(|crowd| {
            let multitude = Multitude::new(crowd, height, &scale, texts);
            height += 44;
            multitude
        });
        let updates = requests
            .iter()
            .filter(|r| r.shape() == Some(Shape::Updates))
            .map(|r| Tick { x: scale.x(r.sent_ms), label: String::new() });
        let shown = requests.iter().filter(|r| r.shows).count();
        let about = Message::new(match (talks, shown > 0) {
            (true, true) => "drawing-talk-about",
            (true, false) => "drawing-talk",
            (false, true) => "drawing-about",
            (false, false) => "drawing-sample",
        });
        let count = if talks { drawn.len() } else { requests.len() };
        let about = about.count("count", count).count("shown", shown).text("start", time(texts, from));
        legend.extend(rooms.legend(texts));
        Self {
            about: texts.say(&about),
            named,
            dense,
            lanes: drawn,
            updates: updates.collect(),
            ticks: scale.ticks(texts),
            height,
            crowd,
            legend,
        }
    }
}

/// The requests of each client, in the order in which clients first asked.
fn lanes<'a>(requests: &[&'a Request]) -> Vec<(&'a str, Vec<&'a Request>)> {
    let mut lanes: Vec<(&str, Vec<&Request>)> = vec![];
    for request in requests {
        match lanes.iter_mut().find(|(actor, _)| *actor == request.client) {
            Some((_, requests)) => requests.push(request),
            None => lanes.push((&request.client, vec![request])),
        }
    }
    if requests.iter().any(|request| request.is_event()) {
        // They connect at once, so whose request went out first means nothing.
        let role = |actor: &str| actor.split(' ').next().unwrap_or_default().to_owned();
        let roles: Vec<String> = lanes.iter().map(|(actor, _)| role(actor)).collect();
        let number = |actor: &str| actor.rsplit(' ').next().and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        lanes.sort_by_key(|(actor, _)| (roles.iter().position(|one| *one == role(actor)), number(actor)));
    }
    lanes
}

/// The mark at the end of a bar: each way of ending has a shape of its own.
fn mark(request: &Request, stream: Option<&ChannelPanel>, failed: bool) -> &'static str {
    let shape = request.shape();
    let waits = shape == Some(Shape::Waits);
    match shape {
        Some(Shape::Enters) => return "enters",
        Some(Shape::Says) => return "says",
        Some(Shape::Leaves) => return "leaves",
        Some(Shape::Listens) => return "listens",
        _ => {}
    }
    match stream.and_then(|stream| stream.end.as_deref()) {
        Some("left") => return "left",
        Some("cut" | "ended") => return "cut",
        _ => {}
    }
    match (request.end, request.code) {
        (End::NoAnswer, _) => "none",
        (End::Left, _) => "left",
        (End::Refused, _) => "refused",
        (End::Cut, _) => "cut",
        (End::Done, _) => "listens",
        (End::Answered, Some(400..)) => "error",
        (End::Answered, _) if failed && request.shows && waits => "late",
        (End::Answered, _) if request.version.is_some() || !waits => "answered",
        (End::Answered, _) => "empty",
    }
}

/// The class of the style sheet for what a request is for; it is a name of ours, never of a target.
fn kind_key(request: &Request) -> String {
    let name: String = request.kind.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("bar-{name}")
}

fn version(request: &Request) -> String {
    let version: String = request.version.as_deref().unwrap_or_default().chars().take(12).collect();
    visible(&version)
}

fn events(stream: &ChannelPanel, named: bool, scale: &Scale) -> Vec<Tick> {
    let ids = named && stream.events.len() <= IDS;
    let id = |id: &str| if ids { visible(&id.chars().take(6).collect::<String>()) } else { String::new() };
    stream.events.iter().map(|event| Tick { x: scale.x(event.at_ms), label: id(&event.id) }).collect()
}

impl Multitude {
    fn new(crowd: &Crowd, y: usize, scale: &Scale, texts: &Texts) -> Self {
        let part = (crowd.to_ms - crowd.from_ms) / crowd.sent.len().max(1) as f64;
        let shares = |counts: &[u64]| -> Vec<Share> {
            let most = counts.iter().copied().max().unwrap_or(1).max(1);
            let filled = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            let share = |(index, count): (usize, &u64)| {
                let from = crowd.from_ms + part * index as f64;
                Share { x: scale.x(from), width: scale.width(from, from + part), tenths: (count * 10).div_ceil(most) }
            };
            filled.map(share).collect()
        };
        let about = Message::new("drawing-crowd");
        let about = about.count("count", crowd.count as usize).count("unanswered", crowd.unanswered as usize);
        Self { about: texts.say(&about), y, sent: shares(&crowd.sent), answered: shares(&crowd.answered) }
    }
}
