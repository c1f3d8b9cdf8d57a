//! What is wrong with a command line, in the language that it asks for: what clap found, in our sentences.

use crate::cli::Unfit;
use crate::exit::{Exit, Failure};
use crate::text::{Lang, Texts};
use clap::error::{ContextKind, ErrorKind};
use clap::{Error, ValueEnum};
use std::error::Error as _;
use std::ffi::OsString;

/// The language that a command line asks for, whatever else may be wrong with it.
pub fn asked(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().map(|word| word.to_string_lossy());
    let asked = words.find_map(|word| match word.strip_prefix("--lang") {
        Some("") => Some(None),
        Some(told) => told.strip_prefix('=').map(|told| Some(told.to_owned())),
        None => None,
    });
    let asked = asked?.or_else(|| words.next().map(|word| word.into_owned()));
    Lang::from_str(&asked?, false).ok()
}

/// Who asks for help or for the version has it, and that is the end.
pub fn failure(error: &Error, texts: &Texts) -> Failure {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    if let DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand | DisplayVersion = error.kind() {
        error.exit();
    }
    let what = sentence(error, texts);
    let what = match near(error) {
        Some(near) => texts.with("usage-did-you-mean", &[("what", &what), ("near", &near)]),
        None => what,
    };
    let hint = match text(error, ContextKind::Usage) {
        Some(usage) => {
            let usage = usage.trim().strip_prefix("Usage:").unwrap_or(&usage).trim();
            texts.with("usage-usage", &[("usage", usage)])
        }
        None => texts.get("usage-help"),
    };
    Failure::new(Exit::Usage, what).hint(hint)
}

/// What clap tells with an error; where that are several, one after another.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty())
}

fn sentence(error: &Error, texts: &Texts) -> String {
    let told = |kind| text(error, kind).unwrap_or_default();
    let (arg, value, other) =
        (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue), told(ContextKind::PriorArg));
    let args = [("arg", arg.as_str()), ("value", &value), ("other", &other)];
    let say = |id: &str, more: (&str, &str)| texts.with(id, &[&args[..], &[more]].concat());
    let plain = |id: &str| say(id, ("", ""));
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => plain("usage-no-option"),
        ErrorKind::UnknownArgument => plain("usage-unexpected"),
        ErrorKind::InvalidSubcommand => say("usage-no-command", ("command", &told(ContextKind::InvalidSubcommand))),
        ErrorKind::MissingSubcommand => say("usage-which-command", ("all", &told(ContextKind::ValidSubcommand))),
        ErrorKind::MissingRequiredArgument => plain("usage-missing"),
        ErrorKind::ArgumentConflict if arg == other => plain("usage-twice"),
        ErrorKind::ArgumentConflict => plain("usage-conflict"),
        ErrorKind::InvalidValue => match text(error, ContextKind::ValidValue) {
            None => plain("usage-needs-value"),
            Some(all) if value.is_empty() => say("usage-needs-one-of", ("all", &all)),
            Some(all) => say("usage-not-one-of", ("all", &all)),
        },
        ErrorKind::ValueValidation => {
            let unfit = error.source().and_then(|why| why.downcast_ref::<Unfit>());
            let why = unfit.map(|unfit| texts.say(&unfit.0)).or_else(|| Some(error.source()?.to_string()));
            say("usage-bad-value", ("why", &why.unwrap_or_default()))
        }
        ErrorKind::TooManyValues => plain("usage-takes-none"),
        ErrorKind::InvalidUtf8 => plain("usage-not-utf8"),
        // None of our options has such a fault; a new one would be told in the words of clap.
        _ => error.to_string().lines().next().unwrap_or_default().into(),
    }
}

/// What is spelled like what is wrong.
fn near(error: &Error) -> Option<String> {
    use ContextKind::{SuggestedArg, SuggestedSubcommand, SuggestedValue};
    [SuggestedSubcommand, SuggestedArg, SuggestedValue].into_iter().find_map(|kind| text(error, kind))
}
