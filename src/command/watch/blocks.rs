use crate::history::Nanos;
use crate::labs::sse::event_stream::{Trouble, TroubleKind, explain};

/// The most of one block that is looked at.
const KEPT: usize = 64 << 10;
/// Bytes that no event came of are worth a word after this; then after twice as long, and so on.
const LULL: Nanos = 2_000_000_000;

/// The blocks of a stream as they end, and what kept a browser from reading each as it was meant. A block is looked at
/// together with the one before it: the name of an event and its data may stand in two.
#[derive(Debug, Default)]
pub struct Blocks {
    before: Vec<u8>,
    /// How many lines came before those.
    base: u64,
    lines_before: u64,
    block: Vec<u8>,
    lines: u64,
    size: usize,
    began: Option<Nanos>,
    next_word: Nanos,
    in_line: bool,
    after_cr: bool,
    /// An event was dispatched: this is a stream, whatever else is in it.
    pub dispatched: bool,
    told: Vec<(TroubleKind, u64)>,
}

/// A block that has ended.
pub struct EndedBlock {
    pub troubles: Vec<Trouble>,
    /// It says something, but is neither an event nor a comment, an id or a reconnection time alone.
    pub meant: bool,
    pub size: usize,
    pub line: u64,
}

impl Blocks {
    /// Takes bytes up to the end of the first block in them; how many those are, and whether it has ended.
    pub fn take(&mut self, at: Nanos, bytes: &[u8]) -> (usize, bool) {
        for (index, &byte) in bytes.iter().enumerate() {
            if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                // The second half of a line end, whose block may have ended with the first.
                if self.size > 0 {
                    self.keep(at, byte);
                } else if self.before.last() == Some(&b'\r') {
                    self.before.push(byte);
                }
                continue;
            }
            self.keep(at, byte);
            if matches!(byte, b'\n' | b'\r') {
                self.after_cr = byte == b'\r';
                self.lines += 1;
                if !std::mem::take(&mut self.in_line) {
                    return (index + 1, true);
                }
            } else {
                self.in_line = true;
            }
        }
        (bytes.len(), false)
    }

    fn keep(&mut self, at: Nanos, byte: u8) {
        if self.size == 0 {
            self.began = Some(at);
            self.next_word = at + LULL;
        }
        self.size += 1;
        if self.block.len() < KEPT {
            self.block.push(byte);
        }
    }

    /// The block has ended: what is to be said of it.
    pub fn end(&mut self) -> EndedBlock {
        let ended = EndedBlock {
            troubles: self.troubles(),
            meant: is_meant(&self.block),
            size: self.size,
            line: self.base + self.lines_before + 1,
        };
        let blank = self.size == 1;
        if blank && self.before.len() < KEPT {
            self.before.append(&mut self.block);
            self.lines_before += self.lines;
        } else {
            self.base += self.lines_before;
            self.lines_before = self.lines;
            self.before = std::mem::take(&mut self.block);
        }
        let base = self.base;
        self.told.retain(|(_, line)| *line > base);
        (self.lines, self.size, self.began) = (0, 0, None);
        ended
    }

    /// What is to be said when bytes came, and for a while no event: how many, and why.
    pub fn lull(&mut self, now: Nanos) -> Option<(usize, Vec<Trouble>)> {
        let began = self.began?;
        if now < self.next_word || !is_meant(&self.block) {
            return None;
        }
        self.next_word = now + (now - began);
        let mut troubles = self.troubles();
        // It may still end.
        troubles.retain(|trouble| trouble.kind != TroubleKind::NeverEnded);
        Some((self.size, troubles))
    }

    fn troubles(&mut self) -> Vec<Trouble> {
        let whole = [&self.before[..], &self.block].concat();
        let mut troubles = explain(&whole);
        for trouble in &mut troubles {
            trouble.line += self.base;
        }
        let stream = self.dispatched;
        troubles.retain(|trouble| {
            let other = matches!(trouble.kind, TroubleKind::Page | TroubleKind::NoField);
            let told = self.told.contains(&(trouble.kind, trouble.line));
            !(told || stream && other)
        });
        self.told.extend(troubles.iter().map(|trouble| (trouble.kind, trouble.line)));
        troubles
    }
}

fn is_meant(block: &[u8]) -> bool {
    let said =
        |line: &[u8]| !line.is_empty() && ![":", "id", "retry"].iter().any(|name| line.starts_with(name.as_bytes()));
    block.split(|byte| matches!(byte, b'\n' | b'\r')).any(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The size of each block, and the troubles of all, with their lines, however the bytes are cut.
    fn told(stream: &str) -> (Vec<usize>, Vec<(TroubleKind, u64)>) {
        let run = |piece: usize| {
            let (mut blocks, mut sizes, mut troubles) = (Blocks::default(), vec![], vec![]);
            for mut part in stream.as_bytes().chunks(piece) {
                while !part.is_empty() {
                    let (taken, ended) = blocks.take(0, part);
                    part = &part[taken..];
                    if ended {
                        let ended = blocks.end();
                        sizes.push(ended.size);
                        troubles.extend(ended.troubles.iter().map(|trouble| (trouble.kind, trouble.line)));
                    }
                }
            }
            (sizes, troubles)
        };
        let whole = run(stream.len());
        assert_eq!(run(1), whole, "byte by byte");
        whole
    }

    #[test]
    fn blocks_end_with_an_empty_line_of_any_kind() {
        assert_eq!(told("data: 1\n\ndata: 2\n\n"), (vec![9, 9], vec![]));
        assert_eq!(told("data: 1\r\n\r\ndata: 2\r\n\r\n").0.len(), 2);
        assert_eq!(told("data: 1\r\rdata: 2\r\r"), (vec![9, 9], vec![]));
    }

    #[test]
    fn troubles_have_the_line_of_the_whole_stream_and_are_told_once() {
        let stream = "data: 1\r\n\r\n\r\nDaat: 2\r\n\r\ndata: 3\r\n\r\ndata {}\r\n\r\n";
        let (_, troubles) = told(stream);
        assert_eq!(troubles, [(TroubleKind::UnknownField, 4), (TroubleKind::UnknownField, 8)]);
        let (_, troubles) = told("data: 1\n\nevent: price\n\ndata: {}\n\n");
        assert_eq!(troubles, [(TroubleKind::EventWithoutData, 3)]);
    }

    #[test]
    fn bytes_without_an_event_are_told_after_a_while_and_then_less_and_less_often() {
        let mut blocks = Blocks::default();
        blocks.take(0, b": hello\nretry: 5\n");
        assert!(blocks.lull(LULL * 9).is_none(), "nothing was meant as an event");
        blocks.take(0, b"data: {\"a\": 1}\ndata: {\"a\": 2}\n");
        assert!(blocks.lull(LULL - 1).is_none());
        let (size, troubles) = blocks.lull(LULL).expect("a word");
        assert_eq!((size, troubles[0].kind, troubles[0].line), (47, TroubleKind::OneNewline, 3));
        assert!(blocks.lull(LULL * 2 - 1).is_none());
        assert_eq!(blocks.lull(LULL * 2), Some((47, vec![])), "the reason is known already");
        assert!(blocks.lull(LULL * 4 - 1).is_none());
    }

    #[test]
    fn an_endless_block_is_bounded() {
        let mut blocks = Blocks::default();
        for _ in 0..100 {
            blocks.take(0, &b"data: xxxxxxxx\n".repeat(1000));
        }
        assert!(blocks.block.len() <= KEPT && blocks.size == 1_500_000);
    }
}
