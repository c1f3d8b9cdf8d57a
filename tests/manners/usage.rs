//! What is wrong with a command line is said in the language that it asks for, and ends with 2.

use super::common::{Ended, Running, lab, run};
use super::grammar::commands;
use clap::Parser;
use clap::error::ErrorKind;
use lab::cli::Cli;
use std::any::TypeId;
use std::net::IpAddr;
use std::time::Duration;

/// What clap would have said.
const OF_CLAP: [&str; 7] =
    ["error:", "tip:", "Usage:", "For more information", "invalid value", "argument", "possible values"];

#[track_caller]
fn wrong(line: &str, lang: &str, words: &[&str]) -> Ended {
    let args = shell_words::split(line).expect("words of a shell");
    let args: Vec<&str> = args.iter().map(String::as_str).chain(["--lang", lang]).collect();
    let ended = run(&args).expect(2, words);
    for word in OF_CLAP {
        assert!(!ended.said().contains(word), "lab {line}: {}", ended.said());
    }
    ended
}

/// Each kind of fault that a command line can have, with what must be said of it in English and in French.
const FAULTS: [(&str, &[&str], &[&str]); 20] = [
    ("check x --lan", &["no option --lan here; did you mean --lang?"], &["l’option --lan", "vouliez-vous dire --lang"]),
    ("check x --nothing", &["no option --nothing here", "--help says more"], &["--nothing n’existe pas ici"]),
    ("check a b c", &["c is not expected here"], &["c n’est pas attendu ici"]),
    (
        "chek x",
        &["no command chek; did you mean check?"],
        &["la commande chek n’existe pas ; vouliez-vous dire check ?"],
    ),
    ("help nothing", &["no command nothing"], &["la commande nothing n’existe pas"]),
    ("check", &["this is missing: <URL>", "usage: lab check"], &["il manque : <URL>", "utilisation : lab check"]),
    ("grade --merge a b", &["this is missing: --out <DIR>"], &["il manque : --out <DIR>"]),
    ("check x --reference", &["cannot be used with --reference"], &["ne peut pas être utilisé avec --reference"]),
    (
        "check x --seed 1 --seed 2",
        &["--seed <N> cannot be given twice"],
        &["--seed <N> ne peut pas être donné deux fois"],
    ),
    ("check x --quiet=1", &["--quiet takes no value"], &["--quiet ne prend pas de valeur"]),
    ("check x --contract=", &["--contract <FILE> needs a value"], &["--contract <FILE> demande une valeur"]),
    ("grade x --isolation=", &["needs a value: auto, bubblewrap"], &["demande une valeur : auto, bubblewrap"]),
    ("grade x --isolation podmn", &["it can be: auto,", "did you mean podman?"], &["mais : auto,", "dire podman ?"]),
    ("check x --hold-min 9", &["cannot be \"9\": write a time"], &["« 9 » : écrivez une durée avec son unité"]),
    ("serve --interval 1ms", &["10ms is the shortest"], &["10ms est la plus courte"]),
    ("serve --redis localhost", &["as in localhost:6379"], &["comme localhost:6379"]),
    ("load x --waiters 50001", &["a whole number from 1 to 50000"], &["un nombre entier de 1 à 50000"]),
    ("grade x --round 0", &["a number above 0"], &["un nombre au-dessus de 0"]),
    ("check x --pass-mark nan", &["a number that is not negative"], &["un nombre qui n’est pas négatif"]),
    ("serve --host home", &["an IP address is wanted"], &["il faut une adresse IP"]),
];

#[test]
fn each_kind_of_fault_is_told_in_both_languages() {
    for (line, english, french) in FAULTS {
        wrong(line, "en", english);
        wrong(line, "fr", french);
    }
}

/// What we look for ourselves, once the grammar has taken it.
#[test]
fn names_that_nothing_has_are_told_in_both_languages() {
    for (line, english, french) in [
        ("check 9 --only nap", &["no scenario \"nap\"", "held"][..], &["le scénario « nap » n’existe pas", "held"][..]),
        ("check 9 --lab chess", &["no lab \"chess\""], &["le TP « chess » n’existe pas", "les TP sont : long-polling"]),
        ("check 9 --hold-min 9s --hold-max 3s", &["(9s) is not under the longest (3s)"], &["(9s) n’est pas sous"]),
        ("check 9 --report-tap /no/x", &["cannot write /no/x"], &["/no/x ne peut pas être écrit"]),
        ("check 9 --start no-such-program", &["cannot start \"no-such-program\""], &["ne peut pas être démarré"]),
        ("scenario show nap", &["no scenario \"nap\""], &["le scénario « nap » n’existe pas"]),
        ("serve --flaw nap", &["no flaw \"nap\""], &["le défaut « nap » n’existe pas"]),
        ("grade src --shard 3/2", &["\"3/2\" is no part"], &["« 3/2 » n’est pas une partie d’une classe"]),
        ("grade src --weight chess=2", &["write LAB=WEIGHT"], &["écrivez LAB=WEIGHT"]),
        ("grade src --files 30", &["worth 30 of 20"], &["ne peuvent pas valoir 30 sur 20"]),
        ("grade src --image x", &["--isolation podman"], &["ajoutez --isolation podman"]),
        ("grade src --student nobody", &["no submission \"nobody\""], &["le travail « nobody » n’est pas"]),
    ] {
        wrong(line, "en", english);
        wrong(line, "fr", french);
    }
}

/// However it is asked for, and wherever in the line.
#[test]
fn a_wrong_line_is_answered_in_the_language_that_it_asks_for() {
    let french = ["l’option --nothing n’existe pas ici"];
    run(&["--lang", "fr", "check", "--nothing"]).expect(2, &french);
    run(&["--lang=fr", "check", "--nothing"]).expect(2, &french);
    run(&["check", "--nothing", "--lang=fr"]).expect(2, &french);
    Running::start(lab(&["check", "--nothing"]).env("LC_ALL", "fr_FR.UTF-8")).finish().expect(2, &french);
    let english = ["there is no option --nothing here"];
    Running::start(lab(&["check", "--nothing", "--lang", "en"]).env("LC_ALL", "fr_FR.UTF-8"))
        .finish()
        .expect(2, &english);
    run(&["check", "--nothing", "--lang"]).expect(2, &english);
    run(&["check", "--lang", "de"]).expect(2, &["--lang <LANG> cannot be \"de\"; it can be: en, fr"]);
}

/// A minus begins no option here: what is wrong is the value, and that is said with what is wanted.
#[test]
fn every_option_that_takes_a_number_or_a_time_says_what_is_wrong_with_a_negative_one() {
    let numbers = [TypeId::of::<u16>(), TypeId::of::<u64>(), TypeId::of::<usize>(), TypeId::of::<f64>()];
    let others = [TypeId::of::<Duration>(), TypeId::of::<IpAddr>()];
    let mut tried = 0;
    for (path, command) in commands() {
        for option in command.get_opts() {
            let takes = option.get_value_parser().type_id();
            if numbers.iter().chain(&others).all(|kind| takes != *kind) {
                continue;
            }
            let long = format!("--{}", option.get_long().expect("a long name"));
            let line = format!("{} {long}", path.join(" "));
            for value in ["-1", "-1s", "-.5", "-5:1"] {
                let words = format!("lab {line} {value}");
                let error = Cli::try_parse_from(words.split_whitespace()).expect_err("a negative value");
                assert_eq!(error.kind(), ErrorKind::ValueValidation, "{words}: {error}");
            }
            wrong(&format!("{line} -1"), "fr", &[&long, "ne peut pas être « -1 » : "]);
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}
