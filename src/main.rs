use clap::Parser;
use lab::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match lab::command::run(Cli::parse()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("lab: {}", failure.what);
            if let Some(hint) = &failure.hint {
                eprintln!("     {hint}");
            }
            failure.exit.into()
        }
    }
}
