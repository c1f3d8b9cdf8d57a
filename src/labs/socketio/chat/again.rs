//! With which commands a student sees again what a rule of this lab found.

use crate::labs::again::{ByHand, Shown, requests};
use crate::labs::socketio::again::{ACCENTS, Client, OTHER_ROOM, ROOM};

pub fn by_hand(client: &Client, shown: &Shown) -> ByHand {
    match shown.rule {
        "protocol-2" | "cors-open" | "recovery" | "needs-websocket-option" => ByHand::alone([client.engine("polling")]),
        "sio-unreachable" => client.reaches(),
        "chat-page-missing" => requests(shown),
        // Compared by eye: what the page emits, and what the lab text has.
        "events-renamed" => ByHand::default(),
        "no-websocket" => ByHand::alone([client.run("alice", None, &[], 3)]),
        "join-announced-elsewhere" => ByHand {
            commands: vec![client.run("carol", Some(OTHER_ROOM), &[], 30)],
            meanwhile: vec![client.run("alice", Some(ROOM), &["bonjour"], 2)],
        },
        // Somebody else has joined since.
        "message-leaves-room" => client.after_alice(OTHER_ROOM),
        "sender-unnamed" => client.after_alice(ROOM),
        "outsider-heard" | "membership-checked" => {
            client.while_alice_listens(client.speak("bob", None, ROOM, &["bonjour"], 2))
        }
        "message-mangled" => client.heard_by_alice(&[ACCENTS]),
        "messages-lost" | "out-of-order" => {
            let many: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
            let many: Vec<&str> = many.iter().map(String::as_str).collect();
            client.while_alice_listens(client.run("bob", Some(ROOM), &many, 3))
        }
        "leave-not-announced" => client.leaves_alice(),
        // A process that is killed says no farewell.
        "abrupt-leave-not-announced" => {
            client.while_alice_listens(format!("timeout -s KILL 3 {}", client.run("bob", Some(ROOM), &[], 30)))
        }
        "sender-not-echoed" | "acks" | "newcomer-not-told" => {
            ByHand::alone([client.run("alice", Some(ROOM), &["bonjour"], 2)])
        }
        "message-twice" => client.while_alice_listens(client.twice("bob")),
        "history" => {
            ByHand::alone([client.run("alice", Some(ROOM), &["bonjour"], 2), client.run("bob", Some(ROOM), &[], 2)])
        }
        "dies-on-empty-event" | "survives-empty-event" => client.survives_empty(),
        // What takes a clock, or more than two clients, the scenario shows.
        "message-late"
        | "leave-announced-elsewhere"
        | "duplicate-pseudo-harms"
        | "old-room-heard"
        | "leaves-old-room"
        | "pseudo-forged"
        | "pseudo-kept" => ByHand::default(),
        _ => client.heard_by_alice(&["bonjour"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{FORMAT, Header, History, Tolerance};
    use crate::labs::socketio::again::CLIENT;
    use crate::labs::socketio::again::again;
    use crate::labs::socketio::chat::{KIN, contract::TABLE};
    use crate::labs::socketio::contract::Chat;

    fn commands(rule: &str, chat: &Chat) -> Vec<String> {
        let header =
            Header { format: FORMAT.into(), ..Header::new(0, "http://localhost:3000".into(), Tolerance::default()) };
        let (history, contract) = (History::new(header), TABLE.contract(chat));
        let origin = "http://localhost:3000";
        let by_hand =
            again(&Shown { rule, origin, evidence: &[], history: &history, contract: &contract }, &KIN, by_hand);
        by_hand.commands.into_iter().chain(by_hand.meanwhile).collect()
    }

    #[test]
    fn two_clients_talk_in_the_words_of_the_contract() {
        let mut chat = Chat::of_the_text();
        chat.namespace = "/chat".into();
        let shown = commands("message-mangled", &chat);
        assert_eq!((shown.len(), &*shown[0]), (3, CLIENT), "{shown:?}");
        let shown = &shown[1..];
        let words: Vec<Vec<String>> = shown.iter().map(|one| shell_words::split(one).expect("whole words")).collect();
        assert_eq!((&*words[1][0], &*words[1][1], words[1].len()), ("node", "-e", 3));
        assert!(words[0][2].contains(r#"("http://localhost:3000/chat")"#), "{}", words[0][2]);
        assert!(words[0][2].contains(r#"s.emit("join room",{"username":"alice","room":"essai"})"#), "{}", words[0][2]);
        assert!(words[1][2].contains(r#""message":"été « où » 1 < 2 & 3 > 2 \"fin\""})"#), "{}", words[1][2]);
    }

    #[test]
    fn who_joins_by_the_handshake_emits_no_join() {
        let mut chat = Chat::of_the_text();
        chat.join = None;
        chat.handshake.query.insert("room".into(), "$room".into());
        let shown = commands("join-not-announced", &chat);
        assert!(
            shown[1..].iter().all(
                |one| one.contains(r#","query":{"room":"essai"}"#) || one.contains(r#"{"query":{"room":"essai"}}"#)
            ),
            "{shown:?}"
        );
        assert!(shown.iter().all(|one| !one.contains("join room")), "{shown:?}");
    }
}
