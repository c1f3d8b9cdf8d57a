//! What it is to see the faults of a chat again: Alice's terminal is the first, and what Bob does is in the second.

use super::shell::Typed;

/// What Alice must not read.
const SECRET: &str = "chut";
/// What is said in such a try, and by whom.
const SAID: &str = "bonjour";
const ACCENTS: &str = "été « où » 1 < 2 & 3 > 2 \"fin\"";

pub fn shows(rule: &str, typed: &Typed) -> bool {
    // Without the client, nothing is heard whatever the server does.
    if typed.errors.contains("Cannot find module") {
        return false;
    }
    let text = typed.first.as_str();
    let said_to = |text: &'_ str| text.lines().filter(|line| line.contains(SAID)).count();
    let of_bob = || text.lines().filter(|line| line.contains("bob") && !line.contains(SAID)).count();
    match rule {
        "sio-unreachable" => !text.contains("transport: ") || typed.errors.contains("curl: (7)"),
        "needs-websocket-option" => !text.starts_with("HTTP/1.1 200"),
        "protocol-2" => !text.contains("\r\n\r\n0{"),
        "cors-open" => text.contains("access-control-allow-origin"),
        "chat-page-missing" => text.contains("HTTP/1.1 404"),
        "no-websocket" => text.contains("transport: polling"),
        // Carol is in another room, or in none, and Alice speaks.
        "join-announced-elsewhere" => text.contains("alice"),
        "outsider-heard" => said_to(text) > 0,
        // Bob speaks in the first, before whom Alice has come in the second.
        "message-leaves-room" => said_to(&typed.second) > 0,
        "sender-unnamed" => typed.second.lines().any(|line| line.contains(SAID) && !line.contains("bob")),
        "message-mangled" => !text.contains(ACCENTS),
        "messages-lost" => (1..=20).any(|number| !text.contains(&quoted(number))),
        "out-of-order" => !(1..=20).filter_map(|number| text.find(&quoted(number))).is_sorted(),
        // Bob has come, and has left.
        "join-not-announced" | "leave-not-announced" | "abrupt-leave-not-announced" => of_bob() < 2,
        "message-not-delivered" | "sender-not-echoed" => said_to(text) == 0,
        "newcomer-not-told" => !text.lines().any(|line| line.contains("alice") && !line.contains(SAID)),
        "message-twice" => said_to(text).max(said_to(&typed.second)) > 1,
        // Alice is on the instance on which something is wrong, Bob on the first.
        "second-instance-missing" => typed.errors.contains("curl: (7)"),
        "local-delivery-lost" => said_to(text) == 0,
        "not-across" if typed.second.contains(SECRET) => text.contains(SECRET),
        "not-across" if typed.second.contains(&quoted(20)) => (1..=20).any(|number| !text.contains(&quoted(number))),
        "not-across" => said_to(text) == 0,
        "twice-across" => said_to(text) > 1,
        "mangled-across" => !text.contains(ACCENTS),
        "notices-one-instance" => of_bob() == 0,
        // Nobody answers any more.
        "dies-on-empty-event" => typed.errors.contains("curl: (7)"),
        _ => false,
    }
}

/// A number as Node prints a text.
fn quoted(number: u32) -> String {
    format!("'{number}'")
}
