//! Pages in a real browser, which `install` sees to.

mod beside;
mod browser;
mod class;
mod correct;
mod hostile;
mod left;
mod page;
mod repeated;
#[path = "../common/sample.rs"]
mod sample;
mod show;
mod streams;
mod support;
