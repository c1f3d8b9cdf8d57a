//! Servers that a roster names by their url: none of them is gone to that may be somebody else's, unless whoever grades
//! the class has said that they are theirs.

use crate::class::journal::GradingPlan;
use crate::class::roster::Source;
use crate::command::{said, trouble};
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::text::Texts;
use futures_util::future::join_all;

/// Refuses a class with such a server before anything is begun, and names all of them. A name that cannot be looked up
/// now is looked up again, and judged again, when its turn comes.
pub async fn check(plan: &GradingPlan, texts: &Texts) -> Result<(), Failure> {
    let refused = plan.entries.iter().map(|entry| async {
        let Source::Url(url) = &entry.source else { return None };
        let refused = trouble::in_reach(&Destination::new(url, Reach::of(plan.owned)), texts).await.err()?;
        Some(format!("{}: {}", entry.id, said(&refused.what, texts)))
    });
    let refused: Vec<String> = join_all(refused).await.into_iter().flatten().collect();
    if refused.is_empty() { Ok(()) } else { Err(Failure::new(Exit::Usage, refused.join("\n"))) }
}
