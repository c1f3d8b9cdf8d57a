use super::{address, out, trouble};
use crate::browser::Wanted;
use crate::cli;
use crate::contract::{self, Contract};
use crate::driver::discover::WantedLab;
use crate::driver::run::{Plan, StartError, Started};
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::labs;
use crate::text::{Texts, visible};

pub async fn run(args: cli::Contract, texts: &Texts) -> Result<Exit, Failure> {
    match args {
        cli::Contract::Show => {
            let example = labs::ALL.iter().fold(Contract::default(), |all, lab| all.and((lab.contract.example)()));
            out::text(toml(&example)?);
        }
        cli::Contract::Schema => out::line(format_args!("{:#}", contract::schema(&labs::contract_parts()))),
        cli::Contract::Discover { url, owner } => {
            let destination = address::of_server(&url, Reach::of(owner.i_own_this), texts);
            out::text(discover(destination, texts).await?);
        }
    }
    Ok(Exit::Pass)
}

fn toml(contract: &Contract) -> Result<String, Failure> {
    let here = labs::ALL.iter().filter(|lab| contract.has(&lab.contract));
    let parts: Result<Vec<String>, String> = here.map(|lab| (lab.contract.toml)(contract)).collect();
    let mut parts = parts.map_err(|error| Failure::new(Exit::Fault, error))?;
    // Labs that share a table write the same.
    let mut seen = std::collections::BTreeSet::new();
    parts.retain(|part| seen.insert(part.clone()));
    let text = parts.join("\n");
    // What a target put into its names must not drive the terminal: invisible characters are written as escapes.
    let escape = |c: char| match c {
        '\n' => "\n".into(),
        c if visible(c.encode_utf8(&mut [0; 4])).chars().eq([c]) => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    Ok(text.chars().map(escape).collect())
}

async fn discover(destination: Destination, texts: &Texts) -> Result<String, Failure> {
    let plan = Plan {
        destination,
        others: vec![],
        given: Contract::default(),
        scenarios: vec![],
        browser: Wanted::default(),
        // One server is one instance, and no browser is started to find out how it is spoken to.
        labs: labs::drivers()
            .into_iter()
            .filter(|lab| lab.several.is_none() && labs::find(&lab.id).is_some_and(|lab| !lab.is_page()))
            .map(|lab| WantedLab { lab, is_asked: false })
            .collect(),
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    };
    let started = Started::new(&plan).await.map_err(|why| match why {
        StartError::Fault(why) => Failure::new(Exit::Fault, why),
        StartError::Target(why) => trouble::failure(&trouble::no_target(&plan.destination.shown(), &why), texts),
    })?;
    match started.discover(&plan).await {
        Ok(run) => {
            run.put_back_soon().await;
            toml(run.contract())
        }
        Err(why) => Err(trouble::failure(&trouble::not_found(&plan.destination.shown(), &why), texts)),
    }
}
