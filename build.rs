//! The scenarios and the texts are part of the binary; cargo does not see by itself that they changed.
fn main() {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=src/text");
}
