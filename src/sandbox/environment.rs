//! The environment variables of a submission: these and no others.

use super::layout::text;
use super::purpose::Purpose;
use super::tools::Tools;
use std::path::Path;

/// Settings of the network that installing may need. One that has a password in it is not passed on.
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

/// The environment of a command that uses the programs of this machine.
pub fn with_tools(tools: &Tools, home: &Path, purpose: Purpose) -> Vec<(String, String)> {
    let own = [home.join("venv/bin"), home.join(".local/bin")];
    let path = std::env::join_paths(own.iter().chain(&tools.path)).unwrap_or_default();
    let path = ("PATH".to_owned(), path.to_string_lossy().into_owned());
    std::iter::once(path).chain(settings(home, purpose)).collect()
}

/// The environment without `PATH`: an image has programs of its own.
pub fn settings(home: &Path, purpose: Purpose) -> Vec<(String, String)> {
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
    if purpose == Purpose::Install {
        set.extend(network());
    }
    set
}

/// The settings with which this machine reaches a network.
pub fn network() -> impl Iterator<Item = (String, String)> {
    let given = OF_NETWORK.iter().filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)));
    given.filter(|(_, value)| !value.contains('@'))
}
