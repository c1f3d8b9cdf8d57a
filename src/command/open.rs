use super::out;
use crate::cli::Open;
use crate::exit::{Exit, Failure};
use crate::store;
use crate::text::Texts;
use std::path::{Path, PathBuf};

/// Opens the page of a kept run in whatever shows pages here; its path is printed too, for where nothing does.
pub fn run(args: &Open, texts: &Texts) -> Result<Exit, Failure> {
    let page = page(args.folder.as_deref())?;
    out::line(page.display());
    if args.print {
        return Ok(Exit::Pass);
    }
    opener::open(&page).map_err(|error| {
        let why = texts.with("open-none", &[("why", &error.to_string())]);
        Failure::new(Exit::Fault, why).hint(texts.get("open-none-hint"))
    })?;
    Ok(Exit::Pass)
}

/// The page of this run, or of the latest one.
fn page(folder: Option<&Path>) -> Result<PathBuf, Failure> {
    let reports = Path::new(store::REPORTS);
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => store::latest(reports).ok_or_else(|| {
            Failure::new(Exit::BadInput, format!("no run is kept in {}/", reports.display()))
                .hint("lab check URL --save keeps one")
        })?,
    };
    let page = folder.join(store::PAGE);
    if !page.is_file() {
        let what = format!("{} is not there", page.display());
        return Err(Failure::new(Exit::BadInput, what).hint("lab check URL --save writes it"));
    }
    Ok(page)
}
