//! What the flawed servers of this lab share: the names that they use, and a relay around the piece that they replace.

pub use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
pub use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub use crate::flawed::support::*;
pub(super) use crate::websocket::{self, capitals, relay};

/// The pages, and these two servers.
pub fn routes(relay: MethodRouter, capitals: MethodRouter) -> Router {
    let pages = Router::new().route("/", get(websocket::relay_page)).route("/capitals", get(websocket::capitals_page));
    finish(pages.route("/relay/socket", relay).route("/capitals/socket", capitals))
}

/// The model answer of exercise 2, for a flaw of exercise 1.
pub fn model_capitals() -> MethodRouter {
    get(capitals::connect).with_state(capitals::Capitals { stopping: never_stopping() })
}

/// The model answer of exercise 1, for a flaw of exercise 2.
pub fn model_relay() -> MethodRouter {
    get(relay::connect).with_state(relay::Relay::new(never_stopping()))
}

/// A server of exercise 1 that does these things in its own way.
pub fn with_relay(ways: Ways) -> Router {
    routes(listening(ways), model_capitals())
}

/// A server of exercise 2 that does these things in its own way.
pub fn with_capitals(ways: Ways) -> Router {
    routes(model_relay(), listening(ways))
}

/// The clients that are connected, in the order in which they came.
#[derive(Clone, Default)]
pub struct Clients(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    next: u64,
    list: Vec<(u64, UnboundedSender<Message>)>,
    /// How many messages there were.
    turn: u64,
}

impl Clients {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().expect("no holder panics")
    }

    /// Puts a new client into the list: its number, and what is sent to it.
    pub fn enter(&self) -> (u64, UnboundedReceiver<Message>) {
        let (sender, receiver) = unbounded_channel();
        let mut inside = self.inside();
        inside.next += 1;
        let id = inside.next;
        inside.list.push((id, sender));
        (id, receiver)
    }

    pub fn remove(&self, id: u64) {
        self.inside().list.retain(|(other, _)| *other != id);
    }

    pub fn list(&self) -> Vec<(u64, UnboundedSender<Message>)> {
        self.inside().list.clone()
    }

    /// Sends something to one client.
    pub fn tell(&self, id: u64, message: Message) {
        for (_, client) in self.list().iter().filter(|(other, _)| *other == id) {
            let _ = client.send(message.clone());
        }
    }

    /// Sends something to all clients but this one.
    pub fn tell_others(&self, id: u64, message: &Message) {
        for (_, client) in self.list().iter().filter(|(other, _)| *other != id) {
            let _ = client.send(message.clone());
        }
    }

    /// Counts one more message.
    pub fn next_turn(&self) -> u64 {
        let mut inside = self.inside();
        inside.turn += 1;
        inside.turn
    }

    pub fn turn(&self) -> u64 {
        self.inside().turn
    }
}

/// How a client went.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// It said so.
    Closed,
    /// Its connection was reset.
    Reset,
    /// What it sent is no text.
    BadText,
}

/// What a server does.
#[derive(Clone, Copy)]
pub struct Ways {
    /// A client sent a text or bytes.
    pub hears: fn(&Clients, u64, Message),
    pub leaves: fn(&Clients, u64, Ending),
}

/// As a relay should do it.
pub const RELAY: Ways = Ways { hears: pass_on, leaves: |clients, id, _| clients.remove(id) };

/// A text goes to all others; bytes are nothing.
pub fn pass_on(clients: &Clients, id: u64, message: Message) {
    if let Message::Text(_) = message {
        clients.tell_others(id, &message);
    }
}

/// What is answered, where a text gets an answer.
pub fn answering(clients: &Clients, id: u64, message: Message, answer: fn(&str) -> String) {
    if let Message::Text(text) = message {
        clients.tell(id, answer(&text).into());
    }
}

/// Has each connection served in these ways.
pub fn listening(ways: Ways) -> MethodRouter {
    let clients = Clients::default();
    get(async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(move |socket| talk(socket, clients, ways)))
}

async fn talk(mut socket: WebSocket, clients: Clients, ways: Ways) {
    let (id, mut outgoing) = clients.enter();
    let ending = loop {
        tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => (ways.hears)(&clients, id, message),
                Some(Ok(_)) => {}
                None => break Ending::Closed,
                Some(Err(error)) => {
                    let is_reset = error.to_string().to_lowercase().contains("reset");
                    break if is_reset { Ending::Reset } else { Ending::BadText };
                }
            },
            Some(message) = outgoing.recv() => if socket.send(message).await.is_err() {
                break Ending::Closed;
            },
        }
    };
    drop(outgoing);
    (ways.leaves)(&clients, id, ending);
}
