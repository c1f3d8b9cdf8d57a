//! Who was in which room, as bands behind the lanes of a drawing.

use super::scale::Scale;
use crate::labs::Stay;
use crate::report::Request;
use crate::text::{Texts, visible};

/// So many rooms have a look of their own; then they begin again.
const LOOKS: usize = 4;

/// A client was in a room for this part of its lane.
pub struct Band {
    pub x: String,
    pub width: String,
    pub y: usize,
    pub height: usize,
    pub look: usize,
    /// The room, where there is space for it.
    pub letter: String,
    pub letter_x: String,
}

/// The rooms of one drawing, and who was in them.
pub struct Rooms<'a> {
    stays: Vec<&'a Stay>,
    /// In the order in which somebody came into each.
    names: Vec<&'a str>,
    until: f64,
}

impl<'a> Rooms<'a> {
    /// Those in which these clients were between these times.
    pub fn of(stays: &'a [Stay], lanes: &[(&str, Vec<&Request>)], (from, to): (f64, f64)) -> Self {
        let is_here = |stay: &&Stay| {
            let has_lane = lanes.iter().any(|(client, _)| *client == stay.client);
            has_lane && stay.from_ms < to && stay.to_ms > from
        };
        let stays: Vec<&Stay> = stays.iter().filter(is_here).collect();
        let mut names: Vec<&str> = vec![];
        for stay in &stays {
            if !names.contains(&stay.room.as_str()) {
                names.push(&stay.room);
            }
        }
        Self { stays, names, until: to }
    }

    pub fn is_empty(&self) -> bool {
        self.stays.is_empty()
    }

    /// Those of one client.
    pub fn bands(&self, client: &str, scale: &Scale, (y, height): (usize, usize), lettered: bool) -> Vec<Band> {
        let own = self.stays.iter().filter(|stay| stay.client == client);
        let band = |stay: &&Stay| {
            let place = self.names.iter().position(|name| *name == stay.room).unwrap_or_default();
            let x = scale.x(stay.from_ms);
            Band {
                width: scale.width(stay.from_ms, stay.to_ms.min(self.until)),
                y,
                height,
                look: place % LOOKS,
                letter: if lettered { letter(place) } else { String::new() },
                letter_x: x.clone(),
                x,
            }
        };
        own.map(band).collect()
    }

    /// Which letter is which room.
    pub fn legend(&self, texts: &Texts) -> Vec<(String, String)> {
        let row = |(place, name): (usize, &&str)| {
            let room: String = name.chars().take(40).collect();
            let said = texts.with("drawing-room", &[("letter", &letter(place)), ("room", &visible(&room))]);
            (format!("room-{}", place % LOOKS), said)
        };
        self.names.iter().enumerate().map(row).collect()
    }
}

/// A, B, … Z, and numbers from there.
fn letter(place: usize) -> String {
    let letter = u8::try_from(place).ok().filter(|place| *place < 26).map(|place| char::from(b'A' + place));
    letter.map_or_else(|| (place + 1).to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn stay(client: &str, room: &str, from_ms: f64, to_ms: f64) -> Stay {
        Stay { scenario: "message".into(), client: client.into(), room: room.into(), from_ms, to_ms }
    }

    #[test]
    fn rooms_are_those_of_the_time_and_of_the_clients_that_are_drawn() {
        let stays = [
            stay("member 1", "before", 0.0, 90.0),
            stay("member 1", "hall-1", 110.0, 150.0),
            stay("member 2", "hall-2", 120.0, 900.0),
            stay("member 1", "hall-2", 150.0, 190.0),
            stay("stranger 1", "hall-3", 120.0, 190.0),
        ];
        let lanes = [("member 1", vec![]), ("member 2", vec![])];
        let rooms = Rooms::of(&stays, &lanes, (100.0, 200.0));
        let scale = Scale::linear(100.0, 200.0);
        let told = |client: &str| -> Vec<(String, usize)> {
            let bands = rooms.bands(client, &scale, (0, 9), true);
            bands.into_iter().map(|band| (band.letter, band.look)).collect()
        };
        assert_eq!(told("member 1"), [("A".to_owned(), 0), ("B".to_owned(), 1)]);
        assert_eq!(told("member 2"), [("B".to_owned(), 1)]);
        let [last] = &rooms.bands("member 2", &scale, (0, 9), false)[..] else { panic!("one band") };
        assert_eq!((&*last.letter, &last.width), ("", &scale.width(120.0, 200.0)), "no further than the drawing");
        let legend = rooms.legend(Texts::of(Lang::En));
        assert_eq!(legend.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["room-0", "room-1"]);
        assert!(legend[1].1.contains("B") && legend[1].1.contains("hall-2"), "{legend:?}");
        assert!(Rooms::of(&stays, &lanes, (200.0, 200.0)).stays.iter().all(|stay| stay.room == "hall-2"));
    }

    #[test]
    fn every_room_has_a_name_however_many_there_are() {
        assert_eq!([0, 25, 26].map(letter), ["A", "Z", "27"]);
    }
}
