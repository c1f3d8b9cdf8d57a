//! Saved histories: what was judged once is judged the same by every later version, and what one lab shows changes no
//! verdict of another.

#[path = "../common/mod.rs"]
mod common;
mod independence;
mod verdicts;

use std::io::Read;
use std::path::{Path, PathBuf};

use common::Folder;
use lab::history::{self, History};

/// Runs of the first format, as the version that wrote them judged them: the reference in both labs, and a server with
/// a defect of each.
const SAVED: [&str; 4] = ["reference", "skips-every-other", "one-newline", "stream-as-plain-text"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories").join(name)
}

/// The history as it was written, in a file of its own.
fn unpacked(name: &str, into: &Folder) -> PathBuf {
    let packed = std::fs::File::open(folder(name).join("history.jsonl.gz")).expect("a saved history");
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("its text");
    into.write(&format!("{name}.jsonl"), &text);
    into.file(&format!("{name}.jsonl"))
}

fn saved(name: &str) -> History {
    let folder = Folder::new();
    history::load(&unpacked(name, &folder)).expect("a history of the first format")
}
