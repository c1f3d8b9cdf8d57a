//! The class as one page that needs nothing else, in both languages. Its style and its script begin with those of the
//! page of one run.

mod columns;
mod fill;
mod marks;
mod matrix_row;
mod missed;
mod moment;
mod view;

use super::ClassReport;
use crate::report::html::{SCRIPT, STYLE, policy};
use crate::text::{Lang, Texts};
use askama::Template;
use view::ClassView;

const OWN_STYLE: &str = include_str!("style.css");
const OWN_SCRIPT: &str = include_str!("script.js");
const LIVE_SCRIPT: &str = include_str!("live.js");

#[derive(Template)]
#[template(path = "class.html")]
struct ClassPage<'a> {
    title: String,
    lang: &'static str,
    policy: String,
    style: String,
    script: String,
    views: Vec<ClassView<'a>>,
}

#[derive(Template)]
#[template(path = "main.html")]
struct ClassMain<'a> {
    views: Vec<ClassView<'a>>,
}

/// `lang` is the one that shows first.
pub fn html(report: &ClassReport, lang: Lang) -> String {
    page(report, lang, false)
}

/// The page that fills itself while the class is graded: it listens to the event stream `events` beside it. The data of
/// its events `class` is a [`fragment`] as a JSON string; after an event `end` it listens no more.
pub fn live_html(report: &ClassReport, lang: Lang) -> String {
    page(report, lang, true)
}

/// What stands in `main`.
pub fn fragment(report: &ClassReport, lang: Lang) -> String {
    let texts = ordered(lang);
    let main = ClassMain { views: texts.iter().map(|texts| ClassView::new(report, texts, true)).collect() };
    main.render().expect("writing to a text does not fail")
}

fn page(report: &ClassReport, lang: Lang, live: bool) -> String {
    let texts = ordered(lang);
    let views: Vec<_> = texts.iter().map(|texts| ClassView::new(report, texts, live)).collect();
    let style = format!("{STYLE}{OWN_STYLE}");
    let script = format!("{SCRIPT}{OWN_SCRIPT}{}", if live { LIVE_SCRIPT } else { "" });
    let policy = policy(&style, &script);
    let page = ClassPage {
        title: views[0].title.clone(),
        lang: lang.code(),
        policy: if live { format!("{policy}; connect-src 'self'") } else { policy },
        style,
        script,
        views,
    };
    page.render().expect("writing to a text does not fail")
}

/// The texts of the language that shows first, then the others.
fn ordered(lang: Lang) -> Vec<&'static Texts> {
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    std::iter::once(lang).chain(others).map(Texts::of).collect()
}
