//! `lab grade` as an instructor uses it, on classes that `tests/class/make` makes. The long forms, of forty submissions
//! and fifty kills, are in `./prove`.

#[path = "../common/mod.rs"]
mod common;

mod apart;
mod builds;
mod class;
mod containers;
mod disk;
mod dry;
mod files;
mod hoards;
mod kill;
mod live;
mod redis;
mod shards;
