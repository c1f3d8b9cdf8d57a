//! With which commands a student sees again what a rule of this lab found.

use crate::history::RequestRecord;
use crate::labs::again::{ByHand, Shown, curl};
use crate::labs::socketio::again::{ACCENTS, Client, OTHER_ROOM, ROOM};
use crate::labs::socketio::record::TokenGiven;

pub fn by_hand(client: &Client, shown: &Shown) -> ByHand {
    let strangers = [TokenGiven::Bad, TokenGiven::None].map(|gives| client.giving(gives));
    match shown.rule {
        "board-unreachable" => client.reaches(),
        "update-leaves-room" => client.after_alice(OTHER_ROOM),
        "update-mangled" => client.heard_by_alice(&[ACCENTS]),
        "departure-not-announced" => client.leaves_alice(),
        // Two who should hear nothing, in the room in which Bob writes.
        "bad-token-hears" => {
            let both = strangers.map(|one| one.run("mallory", Some(ROOM), &[], 10));
            ByHand {
                commands: vec![format!("({} & {}; wait)", both[0], both[1])],
                meanwhile: vec![client.run("bob", Some(ROOM), &["bonjour"], 2)],
            }
        }
        // Two whom nobody should hear.
        "bad-token-speaks" => {
            let [first, second] = strangers.map(|one| one.run("mallory", Some(ROOM), &["intrus"], 2));
            client.while_alice_listens(format!("{first}; {second}"))
        }
        "bad-token-stays" => ByHand::alone(strangers.map(|one| one.run("mallory", Some(ROOM), &[], 5))),
        "board-dies-on-empty-event" => client.survives_empty(),
        "status-follows" => {
            let path = client.chat.status.clone().unwrap_or_default();
            let asked = RequestRecord { method: "GET".into(), path, ..RequestRecord::default() };
            let ask = curl(client.origin, &asked, "-s");
            ByHand::alone([
                ask.clone(),
                format!("({}) & sleep 2; {ask}; wait", client.run("alice", Some(ROOM), &[], 4)),
            ])
        }
        // What takes a clock, or more than two clients, the scenario shows.
        "update-late" | "board-duplicate-pseudo-harms" => ByHand::default(),
        _ => client.heard_by_alice(&["bonjour"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{FORMAT, Header, History, Tolerance};
    use crate::labs::socketio::again::again;
    use crate::labs::socketio::board::{KIN, contract};

    fn commands(rule: &str) -> Vec<String> {
        let header =
            Header { format: FORMAT.into(), ..Header::new(0, "http://localhost:3000".into(), Tolerance::default()) };
        let (history, contract) = (History::new(header), contract::TABLE.contract(&contract::of_the_text()));
        let shown =
            Shown { rule, origin: "http://localhost:3000", evidence: &[], history: &history, contract: &contract };
        let by_hand = again(&shown, &KIN, by_hand);
        by_hand.commands.into_iter().chain(by_hand.meanwhile).collect()
    }

    #[test]
    fn strangers_come_with_a_bad_token_and_with_none() {
        let all = commands("bad-token-hears").join("\n");
        assert!(all.contains(r#""query":{"pseudo":"mallory","room":"essai","token":"wrong-0000"}"#), "{all}");
        assert!(all.contains(r#""query":{"pseudo":"mallory","room":"essai"}"#), "{all}");
        assert!(all.contains(r#""query":{"pseudo":"bob","room":"essai","token":"12345"}"#), "{all}");
        assert!(all.contains(r#"s.emit("update",{"content":"bonjour"})"#), "{all}");
    }

    #[test]
    fn the_status_is_asked_before_and_while_somebody_is_there() {
        let all = commands("status-follows");
        assert_eq!(all.iter().filter(|one| one.contains("curl -s http://localhost:3000/status")).count(), 2, "{all:?}");
    }
}
