use crate::checker::Message;
use crate::event_stream::Event;
use crate::history::Nanos;
use std::cmp::Ordering;
use std::collections::VecDeque;

/// Events closer together than this were sent together.
const TICK: Nanos = 30_000_000;
/// So many intervals tell what is usual; later ones take the place of the first.
const KEPT: usize = 64;
const ENOUGH: usize = 4;
/// A difference smaller than this is the machine's as likely as the server's.
const SLACK: Nanos = 250_000_000;

/// The rhythm of a stream, and the order of its ids. Both go on over reconnections.
#[derive(Debug, Default)]
pub struct Pace {
    last: Option<Nanos>,
    gaps: VecDeque<Nanos>,
    last_id: Option<String>,
}

impl Pace {
    /// How long after the last event this one came, and what is unusual about that and about its id.
    pub fn event(&mut self, at: Nanos, event: &Event) -> (Option<Nanos>, Vec<Message>) {
        let gap = self.last.map(|last| at.saturating_sub(last));
        self.last = Some(at);
        let mut odd: Vec<Message> = self.odd_id(event).into_iter().collect();
        if let Some(gap) = gap.filter(|gap| *gap >= TICK) {
            odd.extend(self.odd_gap(gap));
            self.gaps.push_back(gap);
            if self.gaps.len() > KEPT {
                self.gaps.pop_front();
            }
        }
        (gap, odd)
    }

    /// The time without a connection is no interval of the server.
    pub fn reconnected(&mut self) {
        self.last = None;
    }

    /// The usual interval, once there were enough.
    pub fn usual(&self) -> Option<Nanos> {
        (self.gaps.len() >= ENOUGH).then(|| self.median()).flatten()
    }

    pub fn median(&self) -> Option<Nanos> {
        let mut gaps: Vec<Nanos> = self.gaps.iter().copied().collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }

    fn odd_gap(&self, gap: Nanos) -> Option<Message> {
        let usual = self.usual()?;
        let far = gap > usual * 3 || gap < usual / 3;
        let message = Message::new("watch-odd-interval").time("gap", gap).time("usual", usual);
        (far && gap.abs_diff(usual) > SLACK).then_some(message)
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

    fn odd(pace: &mut Pace, at: Nanos, id: &str) -> Vec<String> {
        pace.event(at * MS, &event(id)).1.into_iter().map(|message| message.id).collect()
    }

    #[test]
    fn ids_that_repeat_or_go_down_are_told() {
        let mut pace = Pace::default();
        let mut told = |id: &str| odd(&mut pace, 0, id).join(" ");
        assert_eq!(
            [told("9"), told("10"), told("10"), told("2"), told("")],
            ["", "", "watch-odd-id-again", "watch-odd-id-down", ""]
        );
        assert_eq!([told("b"), told("a"), told("a")], ["", "", "watch-odd-id-again"], "texts have no order");
    }

    #[test]
    fn an_interval_far_from_the_usual_one_is_told_once_that_is_known() {
        let mut pace = Pace::default();
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
