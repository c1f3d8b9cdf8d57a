//! The report as one page that needs nothing else: no network, no other file, no tool.

mod about;
mod distribution;
mod drawing;
mod escape;
mod fill;
pub(super) mod rich;
mod rooms;
mod scale;
mod view;

pub use escape::Inert;

use super::Report;
use crate::text::{Lang, Texts};
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use view::View;

pub(super) const STYLE: &str = include_str!("style.css");
pub(super) const SCRIPT: &str = include_str!("script.js");

/// Both languages are there; `lang` is the one that shows first.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: String,
    lang: &'static str,
    policy: String,
    style: &'static str,
    script: &'static str,
    views: Vec<View<'a>>,
}

pub fn html(report: &Report, lang: Lang) -> String {
    // Both are needed as long as the page is made.
    let texts = Lang::ALL.map(Texts::of);
    let views: Vec<_> = texts.iter().map(|texts| View::new(report, texts)).collect();
    let title = views.iter().find(|view| view.lang == lang.code()).map(|view| view.title.clone());
    let page = Page {
        title: title.unwrap_or_default(),
        lang: lang.code(),
        policy: policy(STYLE, SCRIPT),
        style: STYLE,
        script: SCRIPT,
        views,
    };
    page.render().expect("writing to a text does not fail")
}

/// What the browser may do with the page: nothing but our own style, script and pictures.
pub(super) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}
