use super::super::field::{Field, KNOWN};
use super::super::lines::{Line, Lines};
use super::json::{self, Json};

/// The lines between two empty ones.
pub struct Block<'a> {
    pub lines: Vec<Line<'a>>,
    /// By an empty line, and not by the end of the stream.
    pub ended: bool,
    /// What its data is as a whole.
    pub json: Json,
    known: [bool; KNOWN.len()],
}

/// More lines are not looked at: an event of so many would be too long anyway.
const LINES_MAX: usize = 20_000;

impl Block<'_> {
    pub fn has(&self, name: &str) -> bool {
        KNOWN.iter().zip(self.known).any(|(&known, has)| has && known == name)
    }

    pub fn has_data(&self) -> bool {
        self.has("data")
    }

    pub fn names_event(&self) -> bool {
        self.has("event")
    }

    pub fn has_known_field(&self) -> bool {
        self.known.contains(&true)
    }

    pub fn fields(&self) -> impl Iterator<Item = (&Line<'_>, Field<'_>)> {
        self.lines.iter().map(|line| (line, Field::of(&line.text)))
    }

    /// The field that names an event for which there is no data.
    pub fn lonely_event(&self) -> Option<&Line<'_>> {
        let mut fields = self.fields();
        let (line, _) = fields.find(|(_, field)| field.value_of("event").is_some_and(|value| !value.is_empty()))?;
        (self.ended && !self.has_data()).then_some(line)
    }
}

pub fn blocks(mut lines: Lines<'_>) -> impl Iterator<Item = Block<'_>> {
    std::iter::from_fn(move || {
        let mut block: Vec<Line> = vec![];
        for line in lines.by_ref() {
            match line.text.is_empty() {
                true if block.is_empty() => {}
                true => return Some(whole(block, true)),
                false if block.len() < LINES_MAX && !is_cut(&line) => block.push(line),
                false => {}
            }
        }
        (!block.is_empty()).then(|| whole(block, false))
    })
}

/// The end of the stream cut a known name short.
fn is_cut(line: &Line) -> bool {
    !line.ended && KNOWN.iter().any(|known| known.len() > line.text.len() && known.starts_with(&*line.text))
}

fn whole(lines: Vec<Line<'_>>, ended: bool) -> Block<'_> {
    let fields = || lines.iter().map(|line| Field::of(&line.text));
    let data: Vec<_> = fields().filter_map(|field| field.value_of("data")).collect();
    let json = json::of(&data.join("\n"));
    let known = KNOWN.map(|name| fields().any(|field| field.value_of(name).is_some()));
    Block { lines, ended, json, known }
}
