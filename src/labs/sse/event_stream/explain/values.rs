//! Values that a browser ignores, or reads otherwise than they were meant.

use super::super::field::Field;
use super::super::scanner::is_number;
use super::TroubleKind::{BomInside, NotUtf8, NulInId, RetryNotDigits};
use super::block::Block;
use super::found::Found;
use super::line_ends::slip;

pub fn judge(block: &Block, found: &mut Found) {
    for (line, field) in block.fields() {
        let Field::Named { name, value } = field else { continue };
        let start = line.text.len() - value.len();
        match name {
            "id" => {
                if let Some(position) = value.find('\0') {
                    found.add(NulInId, line, start + position);
                }
            }
            // An empty one is ignored, and asks for nothing.
            "retry" if !value.is_empty() && !is_number(value) && slip(value).is_none() => {
                let position = value.find(|c: char| !c.is_ascii_digit()).unwrap_or_default();
                found.add(RetryNotDigits, line, start + position);
            }
            "data" if value.starts_with('\u{feff}') => found.add(BomInside, line, start),
            _ => {}
        }
        if let ("data" | "event" | "id", Err(error)) = (name, std::str::from_utf8(line.bytes))
            && (line.ended || error.error_len().is_some())
        {
            found.add(NotUtf8, line, error.valid_up_to());
        }
    }
}
