//! All that a submission has of an environment.

use super::isolation::{Phase, text};
use super::tools::Tools;
use std::path::Path;

/// Settings of the network that installing may need. One with a password in it stays with the instructor.
const OF_NETWORK: [&str; 22] = [
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "PIP_CERT",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_DEFAULT_TIMEOUT",
    "npm_config_registry",
    "NPM_CONFIG_REGISTRY",
    "GOPROXY",
    "GOSUMDB",
];

/// The environment of what runs with the programs of this machine.
pub fn environment(tools: &Tools, home: &Path, phase: Phase) -> Vec<(String, String)> {
    let own = [home.join("venv/bin"), home.join(".local/bin")];
    let path = std::env::join_paths(own.iter().chain(&tools.path)).unwrap_or_default();
    let path = ("PATH".to_owned(), path.to_string_lossy().into_owned());
    std::iter::once(path).chain(settings(home, phase)).collect()
}

/// The environment, but for where programs are.
pub fn settings(home: &Path, phase: Phase) -> Vec<(String, String)> {
    let home = text(home);
    let mut set: Vec<(String, String)> = [
        ("HOME", home.as_str()),
        ("USER", "student"),
        ("LANG", "C.UTF-8"),
        ("TERM", "dumb"),
        // What it prints is read while it runs.
        ("PYTHONUNBUFFERED", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    if phase == Phase::Install {
        set.extend(network());
    }
    set
}

/// What this machine needs to be told to reach a network.
pub fn network() -> impl Iterator<Item = (String, String)> {
    let given = OF_NETWORK.iter().filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)));
    given.filter(|(_, value)| !value.contains('@'))
}
