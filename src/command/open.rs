use super::out;
use crate::cli::Open;
use crate::exit::{Exit, Failure};
use crate::store;
use crate::text::Texts;
use std::path::{Path, PathBuf};

/// Opens the page of a kept run in whatever shows pages here; its path is printed too, for where nothing does.
pub fn run(args: &Open, texts: &Texts) -> Result<Exit, Failure> {
    let page = page(args.folder.as_deref(), texts)?;
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
fn page(folder: Option<&Path>, texts: &Texts) -> Result<PathBuf, Failure> {
    let missing = |id: &str, name: &str, path: &Path| {
        let what = texts.with(id, &[(name, &path.display().to_string())]);
        Failure::new(Exit::BadInput, what).hint(texts.get("open-hint"))
    };
    let reports = Path::new(store::REPORTS);
    let latest = || store::latest(reports).ok_or_else(|| missing("open-nothing", "folder", reports));
    let page = folder.map_or_else(latest, |folder| Ok(folder.to_owned()))?.join(store::PAGE);
    if page.is_file() { Ok(page) } else { Err(missing("open-missing", "page", &page)) }
}
