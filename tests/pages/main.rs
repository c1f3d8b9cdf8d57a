//! Pages in a real browser, which `install` sees to.

mod browser;
mod correct;
mod left;
mod page;
mod streams;
mod support;
