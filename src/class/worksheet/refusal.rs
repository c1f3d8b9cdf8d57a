use crate::message::Message;

/// Why a worksheet is not filled.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    NoText,
    Empty,
    NoColumn {
        line: usize,
        column: &'static str,
    },
    /// Moodle itself asks for it when the file comes back.
    MoodleColumn {
        line: usize,
        column: &'static str,
    },
    TwoColumns {
        line: usize,
        column: &'static str,
    },
    /// The assignment has a scale in words.
    Scale {
        line: usize,
    },
    Cells {
        line: usize,
        found: usize,
        expected: usize,
    },
    Quote {
        line: usize,
    },
    /// Two rows of the same participant.
    Twice {
        first: usize,
        line: usize,
        who: String,
    },
    /// Two submissions of the same participant.
    GivenTwice {
        who: String,
    },
    NoRow {
        who: String,
    },
    TwoRows {
        who: String,
        lines: Vec<usize>,
    },
    /// The row with the number of a submission has another address: two ways of counting were mixed up.
    Conflict {
        line: usize,
        who: String,
        found: String,
    },
    Locked {
        line: usize,
        who: String,
    },
    Changeable {
        line: usize,
        who: String,
        found: String,
    },
    Maximum {
        line: usize,
        who: String,
        found: String,
    },
    Mark {
        who: String,
        mark: f64,
        out_of: f64,
    },
}

impl Refusal {
    /// The line of the sheet, if the refusal is about one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NoColumn { line, .. }
            | Self::MoodleColumn { line, .. }
            | Self::TwoColumns { line, .. }
            | Self::Scale { line }
            | Self::Cells { line, .. }
            | Self::Quote { line }
            | Self::Twice { line, .. }
            | Self::Conflict { line, .. }
            | Self::Locked { line, .. }
            | Self::Changeable { line, .. }
            | Self::Maximum { line, .. } => Some(*line),
            _ => None,
        }
    }

    pub fn message(&self) -> Message {
        let message = match self {
            Self::NoText => Message::new("sheet-no-text"),
            Self::Empty => Message::new("sheet-empty"),
            Self::NoColumn { column, .. } => Message::new("sheet-no-column").text("column", *column),
            Self::MoodleColumn { column, .. } => Message::new("sheet-moodle-dates").text("column", *column),
            Self::TwoColumns { column, .. } => Message::new("sheet-two-columns").text("column", *column),
            Self::Scale { .. } => Message::new("sheet-scale"),
            Self::Cells { found, expected, .. } => {
                Message::new("sheet-cells").count("found", *found).count("expected", *expected)
            }
            Self::Quote { .. } => Message::new("sheet-quote"),
            Self::Twice { first, who, .. } => Message::new("sheet-twice").count("first", *first).text("who", who),
            Self::GivenTwice { who } => Message::new("sheet-given-twice").text("who", who),
            Self::NoRow { who } => Message::new("sheet-no-row").text("who", who),
            Self::TwoRows { who, lines } => {
                let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
                Message::new("sheet-two-rows").text("who", who).text("lines", lines.join(", "))
            }
            Self::Conflict { who, found, .. } => Message::new("sheet-conflict").text("who", who).text("found", found),
            Self::Locked { who, .. } => Message::new("sheet-locked").text("who", who),
            Self::Changeable { who, found, .. } => {
                Message::new("sheet-changeable").text("who", who).text("found", found)
            }
            Self::Maximum { who, found, .. } => Message::new("sheet-maximum").text("who", who).text("found", found),
            Self::Mark { who, mark, out_of } => Message::new("sheet-mark")
                .text("who", who)
                .text("mark", mark.to_string())
                .text("out-of", out_of.to_string()),
        };
        match self.line() {
            Some(line) => message.count("line", line),
            None => message,
        }
    }
}
