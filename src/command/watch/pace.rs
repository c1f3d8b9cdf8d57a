use crate::history::Nanos;
use crate::labs::sse::event_stream::{Event, Rhythm};
use crate::message::Message;
use std::cmp::Ordering;

/// So many intervals tell what is usual; later ones take the place of the first.
const KEPT: usize = 64;
const ENOUGH: usize = 4;
/// A difference smaller than this is the machine's as likely as the server's.
const SLACK: Nanos = 250_000_000;

/// The rhythm of a stream, and the order of its ids. Both go on over reconnections.
#[derive(Debug)]
pub struct StreamPace {
    last: Option<Nanos>,
    rhythm: Rhythm,
    last_id: Option<String>,
}

impl Default for StreamPace {
    fn default() -> Self {
        Self { last: None, rhythm: Rhythm::remembering(KEPT), last_id: None }
    }
}

impl StreamPace {
    /// How long after the last event this one came, and what is unusual about that and about its id.
    pub fn event(&mut self, at: Nanos, event: &Event) -> (Option<Nanos>, Vec<Message>) {
        let gap = self.last.map(|last| at.saturating_sub(last));
        self.last = Some(at);
        let mut odd: Vec<Message> = self.odd_id(event).into_iter().collect();
        let usual = self.usual();
        let interval = self.rhythm.push(at);
        odd.extend(interval.zip(usual).and_then(|(interval, usual)| odd_interval(interval, usual)));
        (gap, odd)
    }

    /// The time without a connection is no interval of the server.
    pub fn reconnected(&mut self) {
        self.last = None;
        self.rhythm.pause();
    }

    /// The usual interval, once there were enough.
    pub fn usual(&self) -> Option<Nanos> {
        (self.rhythm.gaps().len() >= ENOUGH).then(|| self.median()).flatten()
    }

    pub fn median(&self) -> Option<Nanos> {
        self.rhythm.interval()
    }

    fn odd_id(&mut self, event: &Event) -> Option<Message> {
        if !event.own_id || event.id.is_empty() {
            return None;
        }
        let before = self.last_id.replace(event.id.clone())?;
        let id = match compare(&event.id, &before)? {
            Ordering::Equal => "watch-odd-id-again",
            Ordering::Less => "watch-odd-id-down",
            Ordering::Greater => return None,
        };
        Some(Message::new(id).text("id", &event.id).text("before", &before))
    }
}

fn odd_interval(interval: Nanos, usual: Nanos) -> Option<Message> {
    let far = interval > usual * 3 || interval < usual / 3;
    let message = Message::new("watch-odd-interval").time("gap", interval).time("usual", usual);
    (far && interval.abs_diff(usual) > SLACK).then_some(message)
}

/// Texts that are no numbers have no order, but can be the same.
fn compare(id: &str, before: &str) -> Option<Ordering> {
    match (id.parse::<i128>(), before.parse::<i128>()) {
        (Ok(id), Ok(before)) => Some(id.cmp(&before)),
        _ => (id == before).then_some(Ordering::Equal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    fn event(id: &str) -> Event {
        Event { kind: "message".into(), data: "{}".into(), id: id.into(), own_id: !id.is_empty(), line: 1, at: 1 }
    }

    fn odd(pace: &mut StreamPace, at: Nanos, id: &str) -> Vec<String> {
        pace.event(at * MS, &event(id)).1.into_iter().map(|message| message.id).collect()
    }

    #[test]
    fn ids_that_repeat_or_go_down_are_told() {
        let mut pace = StreamPace::default();
        let mut told = |id: &str| odd(&mut pace, 0, id).join(" ");
        assert_eq!(
            [told("9"), told("10"), told("10"), told("2"), told("")],
            ["", "", "watch-odd-id-again", "watch-odd-id-down", ""]
        );
        assert_eq!([told("b"), told("a"), told("a")], ["", "", "watch-odd-id-again"], "texts have no order");
    }

    #[test]
    fn an_interval_far_from_the_usual_one_is_told_once_that_is_known() {
        let mut pace = StreamPace::default();
        for at in [0, 1000, 1005, 2000, 3000, 4000] {
            assert_eq!(odd(&mut pace, at, ""), Vec::<String>::new(), "{at}");
        }
        assert_eq!(odd(&mut pace, 6900, ""), Vec::<String>::new(), "late, but not far off");
        assert_eq!(odd(&mut pace, 10_900, ""), ["watch-odd-interval"]);
        assert_eq!(odd(&mut pace, 11_100, ""), ["watch-odd-interval"]);
        assert_eq!(pace.median(), Some(1000 * MS));
        pace.reconnected();
        assert_eq!(odd(&mut pace, 60_000, ""), Vec::<String>::new());
    }
}
