//! What it is to see the faults of plain WebSocket again: a client in each terminal, which prints what comes.

use super::shell::Typed;

const ACCENTS: &str = "été « où » 1 < 2 & 3 > 2 \"fin\"";
const LETTERS: &str = "DÉJÀ L'ÉTÉ À NOËL, ÇA BRÛLE";

/// None if the rule is of another lab.
pub fn shows(rule: &str, typed: &Typed) -> Option<bool> {
    let text = typed.first.as_str();
    let said = || text.lines().filter(|line| line.contains("bonjour")).count();
    // The server has closed it, or is gone.
    let is_cut_off = || text.contains("closed: 1006") || text.contains("closed: 1011");
    let shown = match rule {
        "websocket-unreachable" => text.contains("Unexpected server response") || text.contains("ECONNREFUSED"),
        "relay-not-delivered" => said() == 0,
        "relay-mangled" => !text.contains(ACCENTS),
        "relay-binary" => text.contains("bytes:"),
        "relay-lost" => (1..=20).any(|number| !text.lines().any(|line| line == format!("text: {number}"))),
        "relay-twice" => said() > 1,
        "closed-tab-harms" | "broken-connection-harms" => said() == 0,
        "dies-on-odd-frame" | "dies-on-bad-text" => is_cut_off(),
        "capitals-wrong" => !text.contains("BONJOUR"),
        "capitals-ascii-only" => !text.contains(LETTERS),
        "own-message-twice" => said() > 0,
        "ping-unanswered" => !text.contains("pong"),
        "close-unanswered" => text.contains("closed: 1006"),
        _ => return None,
    };
    // Without the client, nothing is heard whatever the server does.
    Some(shown && !typed.errors.contains("Cannot find module"))
}
