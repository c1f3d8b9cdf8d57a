//! A class: who is in it, what each handed in, and what became of it.

pub mod archive;
pub mod handin;
pub mod roster;
pub mod settings;
pub mod worksheet;
