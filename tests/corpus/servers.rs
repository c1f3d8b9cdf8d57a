//! Whom `lab` grades here, and what each deserves: the corpus, the museum and the peers.

use crate::common::peers::{self, Peer};
use lab::labs;
use lab::scenario::{self, Scenario, Weight};
use lab_reference::flawed::{FLAWS, Flaw};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    server: Vec<Entry>,
}

/// A server of the corpus, as `corpus.toml` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub lab: String,
    pub language: String,
    pub framework: String,
    pub command: Vec<String>,
    pub needs: String,
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    pub right: String,
    pub wrong: Option<String>,
    pub expect: Expect,
    #[serde(default)]
    pub may: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Expect {
    Word(String),
    Fails(BTreeSet<String>),
}

/// A server that can be started, and the required rules that it must fail.
pub struct Server {
    pub set: &'static str,
    pub name: String,
    /// The labs that it is graded in.
    pub labs: Vec<String>,
    pub folder: PathBuf,
    pub command: Vec<String>,
    /// Of the check.
    pub options: Vec<String>,
    pub env: BTreeMap<String, String>,
    pub fails: BTreeSet<String>,
    /// Failing these is no error, and neither is passing them.
    pub may: BTreeSet<String>,
}

impl Server {
    /// Whether it is this one, or one of this set.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.set == name
    }
}

/// Where the programs are that a command names.
pub struct Programs {
    pub python: PathBuf,
    pub node_path: PathBuf,
    pub bin: PathBuf,
}

impl Programs {
    /// What `tests/corpus/install` prepares.
    pub fn of_the_corpus() -> Self {
        let prepared = peers::root().join("target/corpus");
        Self {
            python: prepared.join("venv/bin/python"),
            node_path: prepared.join("node/node_modules"),
            bin: prepared.join("bin"),
        }
    }

    /// What `tests/peers/install` prepares: enough for some of the corpus.
    pub fn of_the_peers() -> Self {
        let prepared = peers::root().join("target/peers");
        Self {
            python: prepared.join("venv/bin/python"),
            node_path: prepared.join("node/node_modules"),
            bin: prepared.join("bin"),
        }
    }

    fn filled(&self, word: &str) -> String {
        let shown = |path: &Path| path.display().to_string();
        word.replace("{python}", &shown(&self.python))
            .replace("{node}", "node")
            .replace("{bin}", &shown(&self.bin))
            .replace("{lab}", env!("CARGO_BIN_EXE_lab"))
    }
}

pub fn folder(lab: &str) -> PathBuf {
    peers::root().join("tests/corpus").join(if lab == "sse" { "streams" } else { "polling" })
}

pub fn entries() -> Vec<Entry> {
    let text = std::fs::read_to_string(peers::root().join("tests/corpus/corpus.toml")).expect("the list of the corpus");
    toml::from_str::<File>(&text).expect("a list of servers").server
}

/// Whether what the peers need is enough for it.
pub fn runs_on_what_peers_need(entry: &Entry) -> bool {
    ["python", "flask", "node", "express", "java"].contains(&entry.needs.as_str())
}

pub fn of_the_corpus(entry: &Entry, programs: &Programs) -> Server {
    let mut env = entry.env.clone();
    env.insert("NODE_PATH".into(), programs.node_path.display().to_string());
    Server {
        set: "corpus",
        name: entry.name.clone(),
        labs: vec![entry.lab.clone()],
        folder: folder(&entry.lab),
        command: entry.command.iter().map(|word| programs.filled(word)).collect(),
        options: vec![],
        env,
        fails: match &entry.expect {
            Expect::Word(_) => BTreeSet::new(),
            Expect::Fails(rules) => rules.clone(),
        },
        may: entry.may.clone(),
    }
}

/// The museum, without those of its servers that are wrong in advice only: nothing is required of them, and without what
/// cannot be started so.
pub fn museum() -> Vec<Server> {
    let set = |rules: &[&str]| rules.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let one = |flaw: &&'static Flaw| {
        let required: BTreeSet<String> = required(flaw.lab).into_iter().collect();
        let command = format!("{{lab}} serve --flaw {} --hold {{hold}}s --interval 400ms --port", flaw.name);
        let is_several = labs::named(flaw.lab).is_some_and(|lab| lab.driver.several.is_some());
        let (command, options) = if is_several {
            let command = format!("exec {command} $PORT --redis ${{REDIS_URL#redis://}}");
            (vec!["sh".to_owned(), "-c".into(), command], vec!["--redis".into()])
        } else {
            (format!("{command} {{port}}").split(' ').map(str::to_owned).collect(), vec![])
        };
        Server {
            set: "museum",
            name: flaw.name.into(),
            labs: vec![flaw.lab.into()],
            folder: peers::root().into(),
            command: command.iter().map(|word| Programs::of_the_peers().filled(word)).collect(),
            options,
            env: BTreeMap::new(),
            fails: &set(flaw.fails) & &required,
            may: &set(flaw.may_fail()) & &required,
        }
    };
    // Each is started as a first instance, which this one is right as.
    let can_show = |flaw: &&&'static Flaw| flaw.name != "port-in-the-code";
    FLAWS.iter().filter(can_show).map(one).filter(|server| !server.fails.is_empty()).collect()
}

fn contract(peer: &Peer, name: &str) -> String {
    peers::folder(peer.lab).join(name).display().to_string()
}

/// The peers and the reference: correct, but for what they say that they lose.
pub fn peers() -> Vec<Server> {
    let programs = Programs::of_the_peers();
    let all = peers::peers().into_iter().chain(peers::streaming_peers()).chain([peers::reference()]);
    let one = |peer: Peer| Server {
        set: "peers",
        labs: peer.lab.map_or(vec!["long-polling".into(), "sse".into()], |lab| vec![lab.into()]),
        folder: peers::folder(peer.lab),
        command: peer.command.iter().map(|word| programs.filled(word)).collect(),
        options: peer.contract.iter().flat_map(|name| ["--contract".into(), contract(&peer, name)]).collect(),
        env: BTreeMap::from([("NODE_PATH".into(), programs.node_path.display().to_string())]),
        name: peer.name,
        fails: peer.loses,
        may: peer.hides,
    };
    all.map(one).collect()
}

/// The rules of a lab that have points, in the order in which they are judged.
pub fn required(lab: &str) -> Vec<String> {
    static SCENARIOS: LazyLock<Vec<Scenario>> =
        LazyLock::new(|| scenario::embedded(&labs::vocabularies()).expect("the built-in scenarios"));
    let of_it = SCENARIOS.iter().filter(|scenario| scenario.lab.as_str() == lab);
    let rules = of_it.flat_map(|scenario| &scenario.expectations);
    rules.filter(|rule| rule.weight() == Weight::Required).map(|rule| rule.rule.to_string()).collect()
}
