//! How points become marks: what the options say, and else the roster.

use crate::class::Settings;
use crate::cli::Grade;
use crate::exit::{Exit, Failure};
use crate::labs::{self, Lab};
use crate::names::LabId;
use crate::report::class::{Marking, Weighted};
use std::collections::BTreeMap;

pub fn marking(args: &Grade, settings: &Settings) -> Result<Marking, Failure> {
    let mut weights: BTreeMap<LabId, f64> = BTreeMap::new();
    if args.what.lab.is_empty() {
        weights.extend(settings.weights.iter().map(|one| (one.lab.clone(), one.weight)));
    }
    for Lab { id, .. } in labs::ALL {
        if args.what.lab.iter().any(|name| name == id.as_str()) {
            let told = settings.weights.iter().find(|one| one.lab == *id).map_or(1.0, |one| one.weight);
            weights.insert(id.clone(), told);
        }
    }
    for text in &args.marks.weight {
        let told = text.split_once('=').and_then(|(name, weight)| {
            let lab = labs::named(name)?.id.clone();
            Some((lab, weight.parse::<f64>().ok().filter(|weight| *weight > 0.0 && weight.is_finite())?))
        });
        let known = labs::names().join(", ");
        let told = told.ok_or_else(|| {
            let failure = Failure::of(Exit::Usage, "usage-weight", &[("weight", text), ("example", "long-polling=2")]);
            failure.hint_of("usage-labs", &[("all", &known)])
        })?;
        weights.insert(told.0, told.1);
    }
    let marks = &args.marks;
    let marking = Marking {
        labs: weights.into_iter().map(|(lab, weight)| Weighted { lab, weight }).collect(),
        out_of: marks.out_of.unwrap_or(settings.out_of),
        round: marks.round.unwrap_or(settings.round),
        rounding: marks.rounding.unwrap_or(settings.rounding),
        files: marks.files.unwrap_or(settings.files),
    };
    if !(0.0..=marking.out_of).contains(&marking.files) {
        let args = [("files", &*marking.files.to_string()), ("best", &marking.out_of.to_string())];
        return Err(Failure::of(Exit::Usage, "usage-files", &args));
    }
    Ok(marking)
}
