//! From what was expected and said of each rule to how far each can be trusted.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What one server deserved in one rule, and what was said. A file has one a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where the server is from.
    pub set: String,
    pub server: String,
    pub rule: String,
    /// "pass" or "fail"; "either" where both are right.
    pub expected: String,
    /// The verdict: "pass", "fail", "unknown" or "blocked"; "none" where nothing was said.
    pub said: String,
}

/// What is wrong with what was said. A server that is right loses nothing, so that each of its rules is decided. Of one
/// that is wrong the rest may be blocked, but nothing is unknown.
pub fn differences(lines: &[Line]) -> Vec<String> {
    let whole = lines.iter().all(|line| line.expected != "fail");
    let is_wrong = |line: &&Line| match (line.expected.as_str(), line.said.as_str()) {
        ("either", _) | ("fail", "fail") | ("pass", "pass") => false,
        ("pass", "blocked") => whole,
        _ => true,
    };
    if lines.iter().all(|line| line.said == "none") {
        return vec!["nothing was judged".into()];
    }
    let shown = |line: &Line| format!("{}: should {}, is {}", line.rule, line.expected, line.said);
    lines.iter().filter(is_wrong).map(shown).collect()
}

/// The bounds within which a share lies that was seen `hits` times of `of`: Wilson's score interval, 95 %.
pub fn wilson(hits: u32, of: u32) -> Option<(f64, f64)> {
    /// The 97.5th percentile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return None;
    }
    let (n, share) = (f64::from(of), f64::from(hits) / f64::from(of));
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
}

#[derive(Default)]
struct Count {
    found: u32,
    missed: u32,
    blamed: u32,
    cleared: u32,
    undecided: u32,
}

impl Count {
    fn add(&mut self, line: &Line) {
        match (line.expected.as_str(), line.said.as_str()) {
            ("fail", "fail") => self.found += 1,
            ("fail", _) => self.missed += 1,
            ("pass", "fail") => self.blamed += 1,
            ("pass", "pass") => self.cleared += 1,
            ("pass", _) => self.undecided += 1,
            _ => {}
        }
    }
}

fn share(hits: u32, of: u32) -> String {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    wilson(hits, of).map_or_else(String::new, |(from, to)| {
        format!("{} % ({}–{})", percent(f64::from(hits) / f64::from(of)), percent(from), percent(to))
    })
}

/// The servers, and those of them about which everything that was said is right, by set.
fn servers(lines: &[Line]) -> String {
    let mut of: BTreeMap<(&str, &str), Vec<Line>> = BTreeMap::new();
    for line in lines {
        of.entry((&line.set, &line.server)).or_default().push(line.clone());
    }
    let sets: BTreeSet<&str> = of.keys().map(|(set, _)| *set).collect();
    let mut text = String::from(
        "| servers | right | of them with full marks | wrong | of them with their faults and no other |\n",
    );
    text.push_str("|---|---|---|---|---|\n");
    for set in sets {
        let own = || of.iter().filter(move |((one, _), _)| *one == set).map(|(_, lines)| lines);
        let is_right = |lines: &&Vec<Line>| lines.iter().all(|line| line.expected != "fail");
        let count = |right: bool, good: bool| {
            let counted = own().filter(|lines| is_right(lines) == right && (!good || differences(lines).is_empty()));
            u32::try_from(counted.count()).expect("not so many servers")
        };
        let cell = |right: bool| {
            let (good, all) = (count(right, true), count(right, false));
            let share = share(good, all);
            format!("{all} | {}", if all == 0 { String::new() } else { format!("{good}: {share}") })
        };
        let _ = writeln!(text, "| {set} | {} | {} |", cell(true), cell(false));
    }
    text
}

/// The tables, as Markdown. Rules come in the order in which they first stand in `lines`.
pub fn tables(lines: &[Line]) -> String {
    let (mut order, mut counts) = (vec![], BTreeMap::<&str, Count>::new());
    for line in lines {
        if !order.contains(&line.rule.as_str()) {
            order.push(&line.rule);
        }
        counts.entry(&line.rule).or_default().add(line);
    }
    let mut text = servers(lines);
    text.push_str(
        "\n| rule | should fail | found | blamed wrongly, of | precision (95 %) | recall (95 %) | undecided |\n",
    );
    text.push_str("|---|---|---|---|---|---|---|\n");
    let mut all = Count::default();
    let mut row = |name: &str, count: &Count| {
        let Count { found, missed, blamed, cleared, undecided } = count;
        let _ = writeln!(
            text,
            "| {name} | {} | {found} | {blamed} of {} | {} | {} | {undecided} |",
            found + missed,
            blamed + cleared,
            share(*found, found + blamed),
            share(*found, found + missed),
        );
    };
    for rule in order {
        let count = &counts[rule];
        all.found += count.found;
        all.missed += count.missed;
        all.blamed += count.blamed;
        all.cleared += count.cleared;
        all.undecided += count.undecided;
        row(&format!("`{rule}`"), count);
    }
    row("all", &all);
    text
}

const START: &str = "<!-- figures: written by `./prove corpus` -->";
const END: &str = "<!-- end of figures -->";

/// The text with these tables in their place.
pub fn placed(text: &str, tables: &str) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{START}\n\n{tables}\n{END}{after}"))
}

fn line(rule: &str, expected: &str, said: &str) -> Line {
    let [rule, expected, said] = [rule, expected, said].map(String::from);
    Line { set: "corpus".into(), server: "one".into(), rule, expected, said }
}

#[test]
fn wilsons_interval_has_its_known_values() {
    // Published values: Newcombe (1998), table I, method 3.
    for (hits, of, from, to) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let (low, high) = wilson(hits, of).expect("something was seen");
        assert!((low - from).abs() < 5e-5 && (high - to).abs() < 5e-5, "{hits} of {of}: {low} to {high}");
    }
    let (all, none) = (wilson(20, 20).expect("some"), wilson(0, 20).expect("some"));
    assert!((all.0 - (1.0 - none.1)).abs() < 1e-12 && (all.1 - 1.0).abs() < 1e-12, "{all:?} mirrors {none:?}");
    assert_eq!(wilson(0, 0), None);
}

#[test]
fn what_is_blocked_or_unknown_counts_as_it_should() {
    let right = [line("a", "pass", "pass"), line("b", "either", "fail")];
    assert!(differences(&right).is_empty());
    let blocked = [line("a", "pass", "pass"), line("b", "pass", "blocked")];
    assert_eq!(differences(&blocked), ["b: should pass, is blocked"]);
    let wrong = [line("a", "fail", "fail"), line("b", "pass", "blocked")];
    assert!(differences(&wrong).is_empty());
    let undecided = [line("a", "fail", "unknown"), line("b", "pass", "unknown"), line("c", "pass", "none")];
    assert_eq!(differences(&undecided).len(), 3);
}

#[test]
fn the_tables_say_what_was_counted() {
    let lines =
        [line("a", "fail", "fail"), line("a", "fail", "blocked"), line("a", "pass", "fail"), line("b", "pass", "pass")];
    let tables = tables(&lines);
    assert!(tables.contains("| `a` | 2 | 1 | 1 of 1 | 50 % (9–91) | 50 % (9–91) | 0 |"), "{tables}");
    assert!(tables.contains("| `b` | 0 | 0 | 0 of 1 |  |  | 0 |"), "{tables}");
    assert!(tables.contains("| corpus | 0 |  | 1 | 0: 0 % (0–79) |"), "{tables}");
    let text = format!("before\n{START}\nold\n{END}\nafter\n");
    let placed = placed(&text, &tables).expect("a place");
    assert!(placed.starts_with("before\n") && placed.ends_with("after\n") && !placed.contains("old"), "{placed}");
}
