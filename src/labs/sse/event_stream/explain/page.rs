//! A page or an answer in place of a stream.

use super::super::field::Field;
use super::super::lines::Line;
use super::block::Block;

/// The line in which it starts. Markup of any kind counts where no field came before; later only what starts a page.
pub fn starts<'a>(block: &'a Block, after_fields: bool) -> Option<&'a Line<'a>> {
    let mut fields = after_fields;
    for (line, field) in block.fields() {
        match field {
            Field::Comment(_) => continue,
            _ if field.is_known() => fields = true,
            _ if is_page(&line.text) || !fields && is_markup(&line.text) => return Some(line),
            Field::Named { .. } => {}
        }
    }
    None
}

fn is_page(text: &str) -> bool {
    let starts = ["<!doctype", "<html", "http/1.", "http/2 "];
    let text = text.trim_start();
    starts.iter().any(|start| text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)))
}

fn is_markup(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    chars.next() == Some('<') && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || "!?/".contains(c))
}
