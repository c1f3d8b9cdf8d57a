//! With which commands a student sees again, by hand, what a rule found. Two terminals are two clients, each a line of Node.

use super::contract::{Endpoint, Filling, Native};
use super::exercise::Exercise;
use super::record::DoneDetail;
use crate::labs::again::{ByHand, Shown, requests};
use serde_json::json;

const ACCENTS: &str = "été « où » 1 < 2 & 3 > 2 \"fin\"";
const LETTERS: &str = "déjà l'été à noël, ça brûle";

/// Installs the client where it is not there yet: it knows how to send every kind of frame.
const CLIENT: &str = r#"node -e 'require.resolve("ws")' 2>/dev/null || npm install --no-save ws"#;

pub fn again(shown: &Shown) -> ByHand {
    let mut by_hand = typed(shown);
    if by_hand.commands.iter().any(|command| command.contains("require(\"ws\")")) {
        by_hand.commands.insert(0, CLIENT.into());
    }
    by_hand
}

fn typed(shown: &Shown) -> ByHand {
    let Some(Native { websocket }) = Native::of(shown.contract) else { return requests(shown) };
    // The server at which it was seen, where both may show it.
    let seen = shown.evidence.iter().find_map(|operation| DoneDetail::of(operation)).map(|detail| detail.exercise);
    let wanted = match shown.rule {
        "capitals-wrong" | "capitals-ascii-only" => Exercise::Capitals,
        _ => seen.unwrap_or_default(),
    };
    let endpoint = websocket.get(wanted).or_else(|| websocket.all().next().map(|(_, endpoint)| endpoint));
    let Some(endpoint) = endpoint else { return requests(shown) };
    let client = Client { origin: shown.origin, endpoint };
    let listener = client.run(&[], 30);
    let says = |text: &str| client.run(&[client.send(text)], 2);
    let with = |second: String| ByHand { commands: vec![listener.clone()], meanwhile: vec![second] };
    // Somebody leaves, somebody else comes, and then a third one says something.
    let leaver = |does: &[String]| ByHand {
        commands: vec![client.run(does, 1), client.run(&[], 30)],
        meanwhile: vec![client.run(&[client.later("bonjour", 3)], 5)],
    };
    match shown.rule {
        "websocket-unreachable" => ByHand::alone([client.run(&[], 2)]),
        // Another one has come since.
        "capitals-wrong" => {
            ByHand { commands: vec![client.run(&[client.later("bonjour", 2)], 4)], meanwhile: vec![client.run(&[], 4)] }
        }
        "capitals-ascii-only" => ByHand::alone([says(LETTERS)]),
        "own-message-twice" => ByHand::alone([says("bonjour")]),
        "relay-mangled" => with(says(ACCENTS)),
        "relay-lost" => {
            let many: Vec<String> = (1..=20).map(|number| client.send(&number.to_string())).collect();
            with(client.run(&many, 3))
        }
        "closed-tab-harms" => leaver(&[]),
        "broken-connection-harms" => leaver(&["s._socket.resetAndDestroy()".into()]),
        "dies-on-odd-frame" => {
            let odd = ["s.send(Buffer.from([1,2,254]))", "s.send(\"\")", "s.send(\"a\".repeat(1<<20))"];
            with(client.run(&odd.map(String::from), 2))
        }
        "dies-on-bad-text" => with(client.run(&["s.send(Buffer.from([0xc3,0x28]),{binary:false})".into()], 2)),
        "ping-unanswered" => ByHand::alone([client.run(&["s.ping(\"a\")".into()], 2)]),
        "close-unanswered" => ByHand::alone([client.run(&["s.close(1000)".into()], 3)]),
        // What takes a clock, or more than two clients, the scenario shows.
        "relay-late" | "relay-not-to-all" => ByHand::default(),
        _ => with(says("bonjour")),
    }
}

/// A client in a line of Node.
struct Client<'a> {
    origin: &'a str,
    endpoint: &'a Endpoint,
}

impl Client<'_> {
    fn send(&self, text: &str) -> String {
        let filling = Filling { text: text.into(), user: "alice".into(), id: "1".into() };
        format!("s.send({})", json!(filling.message(&self.endpoint.send)))
    }

    /// The same some seconds later.
    fn later(&self, text: &str, seconds: u32) -> String {
        format!("setTimeout(()=>{{{}}},{seconds}000)", self.send(text))
    }

    /// A client that prints what comes, does all this a moment after it is connected, and leaves after so many seconds.
    fn run(&self, does: &[String], seconds: u32) -> String {
        let url = match self.endpoint.url.strip_prefix('/') {
            Some(_) => format!("{}{}", self.origin.replacen("http", "ws", 1), self.endpoint.url),
            None => self.endpoint.url.clone(),
        };
        let protocols = &self.endpoint.subprotocols;
        let protocols = if protocols.is_empty() { String::new() } else { format!(",{}", json!(protocols)) };
        let filling = Filling { text: String::new(), user: "alice".into(), id: "0".into() };
        let first: Vec<String> =
            self.endpoint.first.iter().map(|form| format!("s.send({});", json!(filling.message(form)))).collect();
        let script = format!(
            "const s=new(require(\"ws\"))({}{protocols});\
             s.on(\"message\",(d,b)=>console.log(b?\"bytes:\":\"text:\",b?d:d.toString()));\
             s.on(\"pong\",()=>console.log(\"pong\"));\
             s.on(\"error\",e=>console.log(e.message));\
             s.on(\"close\",(c,r)=>console.log(\"closed:\",c,r.toString()));\
             s.on(\"open\",()=>{{{}setTimeout(()=>{{{}}},300);setTimeout(()=>s.close(),{seconds}000)}})",
            json!(url),
            first.concat(),
            does.join(";"),
        );
        format!("node -e {}", shell_words::quote(&script))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::history::{FORMAT, Header, History, Tolerance};

    fn commands(rule: &str, contract: &Native) -> Vec<String> {
        let header =
            Header { format: FORMAT.into(), ..Header::new(0, "http://localhost:3000".into(), Tolerance::default()) };
        let (history, contract) = (History::new(header), Contract::of(contract));
        let origin = "http://localhost:3000";
        let by_hand = again(&Shown { rule, origin, evidence: &[], history: &history, contract: &contract });
        by_hand.commands.into_iter().chain(by_hand.meanwhile).collect()
    }

    #[test]
    fn clients_talk_in_the_form_of_the_contract() {
        let mut contract = Native::of_the_text();
        let relay = contract.websocket.relay.as_mut().unwrap();
        (relay.url, relay.send) = ("/ws".into(), json!({ "text": "$text" }));
        let shown = commands("relay-mangled", &contract);
        assert_eq!((shown.len(), &*shown[0]), (3, CLIENT), "{shown:?}");
        let words: Vec<Vec<String>> =
            shown[1..].iter().map(|one| shell_words::split(one).expect("whole words")).collect();
        assert_eq!((&*words[1][0], &*words[1][1], words[1].len()), ("node", "-e", 3));
        assert!(words[0][2].contains(r#"("ws://localhost:3000/ws")"#), "{}", words[0][2]);
        assert!(words[1][2].contains(r#"s.send("{\"text\":\"été"#), "{}", words[1][2]);
        let shown = commands("capitals-wrong", &contract);
        assert!(shown[1].contains("ws://localhost:3000/capitals") && shown[1].contains("bonjour"), "{shown:?}");
    }
}
