//! A class: who is in it, what each handed in, and what became of it.

pub mod archive;
pub mod roster;
pub mod settings;
