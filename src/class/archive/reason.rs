use crate::message::Message;

/// Why an archive could not be unpacked.
#[derive(Debug, Clone, PartialEq)]
pub enum BadArchive {
    /// A kind that is not unpacked here, by its name: "RAR", "7z".
    Other {
        kind: &'static str,
    },
    NotAnArchive,
    Empty,
    Encrypted,
    /// It ends too early, or its parts contradict each other.
    Broken {
        why: String,
    },
    /// A file in it is packed in a way that is not known here.
    Unsupported {
        name: String,
    },
    TooBig {
        most: u64,
    },
    TooMany {
        most: usize,
    },
    /// It could not be read from the disk; that is not the fault of the student.
    Unreadable {
        why: String,
    },
    /// It could not be written; that is not the fault of the student.
    Machine {
        why: String,
    },
}

impl BadArchive {
    pub(super) fn reading(error: std::io::Error) -> Self {
        Self::Unreadable { why: error.to_string() }
    }

    pub(super) fn writing(error: std::io::Error) -> Self {
        Self::Machine { why: error.to_string() }
    }

    /// An error while reading: the archive is broken, unless the disk failed.
    pub(super) fn broken(error: &std::io::Error) -> Self {
        if error.raw_os_error().is_some() {
            Self::Unreadable { why: error.to_string() }
        } else {
            Self::Broken { why: error.to_string() }
        }
    }

    pub fn message(&self) -> Message {
        match self {
            Self::Other { kind } => Message::new("handin-archive-other").text("kind", *kind),
            Self::NotAnArchive => Message::new("handin-archive-none"),
            Self::Empty => Message::new("handin-archive-empty"),
            Self::Encrypted => Message::new("handin-archive-encrypted"),
            Self::Broken { why } => Message::new("handin-archive-broken").text("why", why),
            Self::Unsupported { name } => Message::new("handin-archive-unsupported").text("name", name),
            Self::TooBig { most } => {
                let most = bytesize::ByteSize(*most).display().iec().to_string();
                Message::new("handin-archive-too-big").text("most", most)
            }
            Self::TooMany { most } => Message::new("handin-archive-too-many").count("most", *most),
            Self::Unreadable { why } => Message::new("handin-archive-unreadable").text("why", why),
            Self::Machine { why } => Message::new("handin-archive-machine").text("why", why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, Texts};

    #[test]
    fn every_reason_is_said_in_every_language() {
        let why = || "x".to_owned();
        let reasons = [
            BadArchive::Other { kind: "RAR" },
            BadArchive::NotAnArchive,
            BadArchive::Empty,
            BadArchive::Encrypted,
            BadArchive::Broken { why: why() },
            BadArchive::Unsupported { name: why() },
            BadArchive::TooBig { most: 512 << 20 },
            BadArchive::TooMany { most: 60_000 },
            BadArchive::Unreadable { why: why() },
            BadArchive::Machine { why: why() },
        ];
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            let said: Vec<String> = reasons.iter().map(|reason| texts.say(&reason.message())).collect();
            assert!(said.iter().all(|text| !text.contains('⟨')), "{said:?}");
            assert!(said[0].contains("RAR") && said[0].contains("zip") && said[6].contains("512.0 MiB"), "{said:?}");
        }
    }
}
