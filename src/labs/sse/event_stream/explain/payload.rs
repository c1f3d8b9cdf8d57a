//! JSON that is not, or not wholly, in fields.

use super::super::field::Field;
use super::TroubleKind::{Continuation, RawJson};
use super::block::Block;
use super::found::Found;
use super::json::{self, Json};
use super::names::meant;

/// Tells the first such line of a block: the others are the same payload.
pub fn judge(block: &Block, found: &mut Found) {
    let mut data: Vec<&str> = vec![];
    // Only known for the first line that follows data: once a block, or this would take time.
    let mut goes_on = None;
    for (line, field) in block.fields() {
        let Field::Named { name, value } = field else { continue };
        if name == "data" {
            data.push(value);
        }
        if field.is_known() || line.text.trim().is_empty() || meant(line, name).is_some() {
            continue;
        }
        if !data.is_empty() && block.json != Json::Whole {
            let cut = *goes_on.get_or_insert_with(|| {
                let data = data.join("\n");
                json::is_container(&data) && json::of(&data) == Json::Cut
            });
            if cut {
                return found.add(Continuation, line, 0);
            }
        }
        let start = line.text.len() - line.text.trim_start().len();
        if json::starts_document(&line.text) {
            return found.add(RawJson, line, start);
        }
    }
}
