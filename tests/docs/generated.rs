//! The pages of the reference that the program writes: its command line, its schemas, its rules.

use super::root;
use clap::{Arg, ArgAction, Command, CommandFactory};
use lab::cli::Cli;
use lab::command::explain;
use lab::labs;
use lab::report::explain::{as_markdown, prose};
use lab::scenario::{self, Scenario};
use lab::text::{Lang, Texts};
use std::fmt::Write;

const HOW: &str = "UPDATE=1 cargo test --test docs writes them again";
const BY: &str = "<!-- written by: UPDATE=1 cargo test --test docs -->\n\n";

/// Compares pages with what they should be; with UPDATE, writes them.
fn are(pages: Vec<(String, String)>) {
    let update = std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty());
    let mut differ = vec![];
    for (path, now) in pages {
        let file = root().join(&path);
        if update {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder of pages");
            std::fs::write(&file, &now).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let once = std::fs::read_to_string(&file).unwrap_or_default();
        if once != now {
            let line = once.lines().zip(now.lines()).position(|(once, now)| once != now);
            differ.push(format!("{path}:{}", line.map_or_else(|| "its end".into(), |line| (line + 1).to_string())));
        }
    }
    assert!(differ.is_empty(), "out of date:\n{}\n{HOW}", differ.join("\n"));
}

#[test]
fn the_command_line() {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut page = format!("# Command line\n\n{BY}");
    page += "`--help` says the same, and `lab man DIR` writes it as manual pages.\n\n";
    about(&command, &mut page);
    are(vec![("docs/reference/cli.md".into(), page)]);
}

/// A command and those under it.
fn about(command: &Command, page: &mut String) {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let _ = writeln!(page, "## {name}\n");
    let said = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(page, "{}\n", prose(&said));
    let usage = command.clone().render_usage().to_string();
    let _ = writeln!(page, "```text\n{}\n```\n", usage.trim_start_matches("Usage:").trim());
    let shown = |arg: &&Arg| !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str());
    let (global, own): (Vec<&Arg>, Vec<&Arg>) =
        command.get_arguments().filter(shown).partition(|arg| arg.is_global_set());
    let is_first = name == "lab";
    for arg in own.into_iter().chain(global.into_iter().filter(|_| is_first)) {
        let _ = writeln!(page, "- {}", option(arg));
    }
    if let Some(after) = command.get_after_help() {
        let _ = writeln!(page, "\n```text\n{after}\n```");
    }
    page.push('\n');
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        about(one, page);
    }
}

/// An option or what stands without one, its help, its default and its values.
fn option(arg: &Arg) -> String {
    let names: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let takes = !matches!(arg.get_action(), ArgAction::SetTrue | ArgAction::SetFalse | ArgAction::Count);
    let value = if takes { names.iter().map(|name| format!(" <{name}>")).collect() } else { String::new() };
    let name = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}{value}"),
        (None, Some(long)) => format!("--{long}{value}"),
        (Some(short), None) => format!("-{short}{value}"),
        (None, None) => value.trim().to_owned(),
    };
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut told = format!("`{name}`: {}", prose(&help.replace('\n', " ")));
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    if takes && !values.is_empty() {
        let _ = write!(told, " (one of {})", values.join(", "));
    }
    let default: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into()).collect();
    if takes && !default.is_empty() {
        let _ = write!(told, " \\[default: `{}`\\]", default.join(" "));
    }
    told
}

fn lab(args: &[&str]) -> String {
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_lab")).args(args).output().expect("lab runs");
    assert!(ended.status.success(), "lab {args:?}: {}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).expect("UTF-8")
}

#[test]
fn the_schemas() {
    let mut page = format!("# Files and their schemas\n\n{BY}");
    page += "Each is a JSON Schema, as the command above it prints it: editors complete and check files by it. Contracts and scenarios are written as TOML; the \
             schema is of what they say.\n\n";
    page += "## The contract of the lab text\n\nEvery table and every key is optional, and stands here with the value \
             that it has otherwise.\n\n";
    let _ = writeln!(page, "```sh\nlab contract show\n```\n\n```toml\n{}\n```\n", lab(&["contract", "show"]).trim());
    let mut all = vec![];
    for (name, what) in [("contract", "A contract"), ("scenario", "A scenario"), ("report", "A report")] {
        let _ = writeln!(page, "## {what}\n\n```sh\nlab {name} schema\n```\n");
        let _ = writeln!(page, "[{name}.schema.json]({name}.schema.json)\n");
        all.push((format!("docs/reference/{name}.schema.json"), lab(&[name, "schema"])));
    }
    all.push(("docs/reference/schemas.md".into(), page));
    are(all);
}

fn scenarios() -> Vec<Scenario> {
    scenario::embedded(&labs::vocabularies()).expect("the built-in scenarios")
}

#[test]
fn the_rules_page_by_page() {
    let (scenarios, mut all) = (scenarios(), vec![]);
    for (lang, folder, title, tells) in [
        (Lang::En, "docs/en/rules", "Rules", "Each of these is what `lab explain RULE` prints."),
        (Lang::Fr, "docs/fr/regles", "Règles", "Chacune est ce que montre `lab explain RÈGLE --lang fr`."),
    ] {
        let texts = Texts::of(lang);
        for lab in labs::ALL {
            let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
            let mut page = format!("# {title}{colon} {}\n\n{BY}{tells}\n\n", texts.get(lab.id.as_str()));
            for rule in scenarios.iter().filter(|one| one.lab == lab.id).flat_map(|one| &one.expectations) {
                let parts = explain::about(&rule.rule, &scenarios, texts).expect("a rule of a scenario");
                page += &as_markdown(&parts, 2, &rule.rule);
            }
            assert!(page.len() > 1000 && !page.contains('⟨'), "{}", lab.id.as_str());
            all.push((format!("{folder}/{}.md", lab.id.as_str()), page));
        }
    }
    are(all);
}

/// What the museum showed of a rule is of a server that there is, and can be said in both languages.
#[test]
fn every_example_is_of_a_rule_and_of_a_flaw_of_today() {
    let rules: Vec<String> =
        scenarios().iter().flat_map(|one| &one.expectations).map(|expectation| expectation.rule.clone()).collect();
    let with = rules.iter().filter_map(|rule| Some((rule, explain::examples::of(rule)?)));
    let with: Vec<_> = with.collect();
    assert!(with.len() * 10 > rules.len() * 7, "only {} of {} rules have an example", with.len(), rules.len());
    for (rule, seen) in with {
        let flaw = lab_reference::flawed::find(&seen.flaw).unwrap_or_else(|| panic!("no flaw {}", seen.flaw));
        assert!(flaw.fails.contains(&rule.as_str()), "{} does not fail {rule}", flaw.name);
        for lang in Lang::ALL {
            let said = Texts::of(lang).say(&seen.rule.message);
            assert!(!said.contains('⟨'), "{rule}: {said}");
        }
    }
}

/// The command itself, in both languages; and what it says to a name that there is none of.
#[test]
fn a_rule_is_explained() {
    for lang in Lang::ALL {
        let said = lab(&["explain", "not-held", "--lang", lang.code()]);
        assert!(said.contains("not-held") && said.contains("lab check http://localhost:5000 --only held"), "{said}");
        assert!(said.contains(&Texts::of(lang).get("field-why")), "{said}");
    }
    let bad = |name: &str| {
        let command = ["explain", name, "--lang", "en"];
        let ended = std::process::Command::new(env!("CARGO_BIN_EXE_lab")).args(command).output().expect("lab runs");
        assert_eq!(ended.status.code(), Some(2));
        String::from_utf8_lossy(&ended.stderr).into_owned()
    };
    assert!(bad("not-hold").contains("near ones are: not-held"), "{}", bad("not-hold"));
    assert!(bad("zzz").contains("lab scenario list"), "{}", bad("zzz"));
}
