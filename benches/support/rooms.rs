//! The stamping server of a chat: Engine.IO and Socket.IO over WebSocket alone, on one thread as Node has. Each message
//! holds the moment when it was put together. `join` brings a client into a room, `say` tells the room.

use super::clock;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};

type Sink = Rc<tokio::sync::Mutex<SplitSink<WebSocketStream<TcpStream>, Message>>>;
type Rooms = Rc<RefCell<BTreeMap<String, Vec<Sink>>>>;

/// Serves until it is ended.
pub fn run() {
    let listener = super::server::listener();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::from_std(listener).expect("it does not block");
        let rooms = Rooms::default();
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            tokio::task::spawn_local(serve(stream, rooms.clone()));
        }
    });
}

async fn serve(stream: TcpStream, rooms: Rooms) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let small = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
    let (sink, mut came) = accept_async_with_config(stream, Some(small)).await.ok()?.split();
    let sink: Sink = Rc::new(tokio::sync::Mutex::new(sink));
    let say = async |text: String| sink.lock().await.send(Message::text(text)).await.ok();
    // It asks for no ping as long as a round takes: that is not what is measured.
    let open =
        json!({"sid": "s", "upgrades": [], "pingInterval": 280_000, "pingTimeout": 20_000, "maxPayload": 1_000_000});
    say(format!("0{open}")).await?;
    while let Some(Ok(message)) = came.next().await {
        let Ok(text) = message.to_text() else { continue };
        if text.starts_with("40") {
            say(r#"40{"sid":"n"}"#.into()).await?;
            continue;
        }
        let Some(packet) = text.strip_prefix("42") else { continue };
        let event = packet.find('[').and_then(|start| serde_json::from_str::<Value>(&packet[start..]).ok())?;
        let room = event[1].as_str().unwrap_or_default().to_owned();
        match event[0].as_str() {
            Some("join") => {
                rooms.borrow_mut().entry(room).or_default().push(sink.clone());
                say(r#"42["joined"]"#.into()).await?;
            }
            _ => {
                let members = rooms.borrow().get(&room).cloned().unwrap_or_default();
                for member in members {
                    let told = json!(["said", {"sent": clock::now()}]);
                    // A client that has left meanwhile is not missed.
                    let _ = member.lock().await.send(Message::text(format!("42{told}"))).await;
                }
            }
        }
    }
    None
}
