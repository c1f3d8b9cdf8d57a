use clap::Parser;
use lab::cli::Cli;
use lab::exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match std::panic::catch_unwind(|| lab::command::run(cli)) {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(failure)) => {
            eprintln!("lab: {}", failure.what);
            if let Some(hint) = &failure.hint {
                eprintln!("     {hint}");
            }
            failure.exit.into()
        }
        Err(_) => {
            eprintln!("lab: this is a fault in lab itself, not in your server; please report what stands above");
            Exit::Fault.into()
        }
    }
}
