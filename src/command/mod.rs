//! One file a subcommand. They wire the layers together, and hold no rules.

mod address;
pub mod bars;
mod check;
mod command_line;
mod completions;
mod contract;
pub mod explain;
mod grade;
mod inputs;
mod judge;
mod load;
mod log_operations;
pub mod matrix;
mod near;
mod open;
pub mod out;
mod outputs;
mod page;
mod pages;
mod printed;
mod progress;
mod race;
mod redis;
mod report;
mod scenario;
mod selftest;
mod serve;
mod servers;
mod session;
mod start;
mod trouble;
mod usage;
mod watch;

use crate::cli::{Cli, Command};
use crate::exit::{Exit, Failure, Words};
use crate::text::{Lang, Texts};
use clap::Parser;
use std::ffi::OsString;

/// Does what a command line asks for, or says why not.
pub fn run(args: &[OsString]) -> Exit {
    let parsed = Cli::try_parse_from(args);
    let asked = parsed.as_ref().map_or_else(|_| usage::asked(args), |cli| cli.lang);
    let lang = asked.unwrap_or_else(|| Lang::of_locale(sys_locale::get_locale().as_deref()));
    let done = parsed.map_err(|error| usage::failure(&error, Texts::of(lang))).and_then(|cli| done(cli, lang));
    done.unwrap_or_else(|failure| {
        let texts = Texts::of(lang);
        out::note(format_args!("lab: {}", said(&failure.what, texts)));
        if let Some(hint) = &failure.hint {
            out::note(format_args!("     {}", said(hint, texts)));
        }
        failure.exit
    })
}

fn said(words: &Words, texts: &Texts) -> String {
    match words {
        Words::AsTheyAre(words) => words.clone(),
        Words::Sentence(id, args) => {
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            texts.with(id, &args)
        }
    }
}

fn done(cli: Cli, lang: Lang) -> Result<Exit, Failure> {
    let texts = || Texts::of(lang);
    match cli.command {
        Command::Check(args) => block_on(check::run(*args, texts())),
        Command::Grade(args) => block_on(grade::run(*args, texts())),
        Command::Examine(args) => block_on(grade::examine::run(*args)),
        Command::Launch(args) => Err(grade::launch(&args)),
        Command::Fence(args) => grade::fence(&args),
        Command::Serve(args) => block_on(serve::run(args)),
        Command::Load(args) => block_on(load::run(args, texts())),
        Command::Race(args) => block_on(race::run(args, texts())),
        Command::Watch(args) => block_on(watch::run(args, texts())),
        Command::Page(args) => block_on(page::run(args, texts())),
        Command::Judge(args) => judge::run(&args, texts()),
        Command::Contract(args) => block_on(contract::run(args, texts())),
        Command::Scenario(args) => scenario::run(args, texts()),
        Command::Report(args) => report::run(&args, texts()),
        Command::Explain(args) => explain::run(&args, texts()),
        Command::Open(args) => open::run(&args, texts()),
        Command::Selftest(args) => block_on(selftest::run(args)),
        Command::Completions(args) => Ok(completions::completions(args.shell)),
        Command::Man(args) => completions::man(args.dir.as_deref()),
        Command::Control => {
            let serving = crate::driver::control::serve();
            serving.map(|()| Exit::Pass).map_err(|error| Failure::new(Exit::Fault, error.to_string()))
        }
    }
}

fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(Exit::Fault, format!("cannot start the runtime: {error}")))?;
    let result = runtime.block_on(future);
    // A thread that waits for Enter would keep the program alive.
    runtime.shutdown_background();
    result
}
