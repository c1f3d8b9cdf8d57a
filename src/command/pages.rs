//! Whether pages are judged beside their servers, and where they are.

use super::{inputs, out};
use crate::browser::{self, BrowserError};
use crate::cli::Check;
use crate::contract::{Contract, is_place};
use crate::exit::{Exit, Failure};
use crate::labs::{self, Lab};
use crate::scenario::Scenario;
use crate::text::Texts;

/// The scenarios that are checked. Pages are left out if they are not to be looked at, or if there is nothing here to
/// look at them with: then that is told once.
pub fn scenarios(args: &Check, texts: &Texts) -> Result<Vec<Scenario>, Failure> {
    if args.no_page {
        return inputs::chosen(&args.what);
    }
    let all = inputs::chosen_with_pages(&args.what)?;
    let own = inputs::chosen(&args.what);
    // Who names them is told by their labs what is missing.
    let Ok(own) = own.map(|own| own.iter().map(|one| one.id.clone()).collect::<Vec<_>>()) else { return Ok(all) };
    if own.len() == all.len() {
        return Ok(all);
    }
    match browser::find(&inputs::browser(&args.what)) {
        Ok(_) => Ok(all),
        Err(why @ (BrowserError::NotFound | BrowserError::NotHere)) => {
            if !args.voice.quiet {
                let id = if why == BrowserError::NotHere { "trouble-no-pages" } else { "trouble-no-browser" };
                out::note(texts.get(id));
            }
            Ok(all.into_iter().filter(|scenario| own.contains(&scenario.id)).collect())
        }
        Err(why) => Err(Failure::new(Exit::Usage, why.to_string())),
    }
}

/// What the contract says of the place of a page. It is that of one lab: the page of another is somewhere else.
pub fn place(place: &str, scenarios: &[Scenario], given: &mut Contract) -> Result<(), Failure> {
    if !is_place(place) {
        return Err(Failure::of(Exit::Usage, "usage-page", &[("place", place)]));
    }
    let is_here = |lab: &&Lab| lab.is_page() && scenarios.iter().any(|scenario| scenario.lab == lab.id);
    let here: Vec<&Lab> = labs::ALL.iter().filter(is_here).collect();
    match here[..] {
        [lab] => given.set(lab.contract.mark, "path", place),
        _ => {
            let of_pages = labs::ALL.iter().filter(|lab| lab.is_page()).map(|lab| lab.id.as_str());
            let labs = of_pages.collect::<Vec<_>>().join(", ");
            return Err(
                Failure::of(Exit::Usage, "usage-page-lab", &[]).hint_of("usage-page-lab-hint", &[("labs", &labs)])
            );
        }
    }
    Ok(())
}
