#![deny(clippy::print_stdout, clippy::print_stderr)]

use lab::command::out;
use lab::exit::Exit;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A caller may have left a folder or a socket of its own open to us: no server that we start may have it.
    #[cfg(unix)]
    close_fds::set_fds_cloexec(3, &[]);
    std::panic::set_hook(Box::new(panicked));
    let args: Vec<OsString> = std::env::args_os().collect();
    let exit = match std::panic::catch_unwind(|| lab::command::run(&args)) {
        Ok(exit) => exit,
        Err(_) => {
            out::note("lab: this is a fault in lab itself, not in your server; please report what stands above");
            Exit::Fault
        }
    };
    match out::fault() {
        Some(why) => {
            out::note(format_args!("lab: cannot write to standard output: {why}"));
            Exit::Fault.into()
        }
        None => exit.into(),
    }
}

/// What a fault of ours says may hold what a server said: it takes the same door as everything else.
fn panicked(info: &std::panic::PanicHookInfo) {
    let thread = std::thread::current();
    out::note(format_args!("thread '{}' {info}", thread.name().unwrap_or("<unnamed>")));
    let trace = std::backtrace::Backtrace::capture();
    if trace.status() == std::backtrace::BacktraceStatus::Captured {
        out::note(trace);
    }
}
