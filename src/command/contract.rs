use super::out;
use crate::cli;
use crate::contract::{self, Contract};
use crate::driver::discover::Wanted;
use crate::driver::run::{NoRun, Plan, Started};
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::scenario::Lab;
use crate::text::{Texts, visible};

pub async fn run(args: cli::Contract, texts: Texts) -> Result<Exit, Failure> {
    match args {
        cli::Contract::Show => out::text(toml(&Contract::default())?),
        cli::Contract::Schema => out::line(format_args!("{:#}", contract::schema())),
        cli::Contract::Discover { url } => out::text(discover(url, &texts).await?),
    }
    Ok(Exit::Pass)
}

fn toml(contract: &Contract) -> Result<String, Failure> {
    let text = toml::to_string(contract).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    // What a target put into its names must not drive the terminal: invisible characters are written as escapes.
    let escape = |c: char| match c {
        '\n' => "\n".into(),
        c if visible(c.encode_utf8(&mut [0; 4])).chars().eq([c]) => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    Ok(text.chars().map(escape).collect())
}

async fn discover(url: String, texts: &Texts) -> Result<String, Failure> {
    let plan = Plan {
        url,
        draft: contract::Draft::default(),
        scenarios: vec![],
        labs: Lab::ALL.map(|lab| Wanted { lab, asked: false }).to_vec(),
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
    };
    let found = async { Started::new(&plan).await?.discover(&plan).await };
    match found.await {
        Ok(run) => {
            run.put_back_soon().await;
            toml(run.contract())
        }
        Err(NoRun::Lab(why)) => Err(Failure::new(Exit::Fault, why)),
        Err(NoRun::Target(why)) => Err(trouble(&super::session::no_target(&plan.url, &why), texts)),
        Err(NoRun::Contract(why)) => Err(trouble(&super::session::not_found(&plan.url, &why), texts)),
    }
}

pub fn trouble(message: &crate::checker::Message, texts: &Texts) -> Failure {
    let exit = if message.id == "trouble-statuses" { Exit::BadInput } else { Exit::Unreachable };
    Failure::new(exit, texts.say(message))
}
