//! Broken and hostile targets: what each does is written where it is built, and `checked` holds what must be true of
//! the program whatever it meets.

#[path = "../common/mod.rs"]
mod common;

mod checked;
mod cut;
mod endless;
mod framing;
mod good;
mod json;
mod moods;
mod network;
mod protocols;
mod redirects;
mod streams;
mod text;
mod wire;

#[test]
fn answers_without_end() {
    checked::check(endless::targets());
}

#[test]
fn answers_that_are_cut() {
    checked::check(cut::targets());
}

#[test]
fn lengths_chunks_and_heads() {
    checked::check(framing::targets());
}

#[test]
fn other_protocols() {
    checked::check(protocols::targets());
}

#[test]
fn redirects_are_not_followed() {
    redirects::check();
}

#[test]
fn bodies() {
    checked::check(json::targets());
}

#[test]
fn event_streams() {
    streams::check();
}

#[test]
fn text_that_does_harm() {
    text::check();
}

#[test]
fn servers_that_change() {
    moods::check();
}

#[test]
fn addresses_and_proxies() {
    network::check();
}
