//! The wire to a browser: each call has an answer in time, or an error; events go to whoever listens to their session.

use super::BrowserError;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};

/// An answer takes no longer, on a very busy machine too, unless its caller says so. A page that spins never answers.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// A message that is longer is dropped: no call of ours asks for so much.
const LONGEST: usize = 32 << 20;

/// Something that happened in a page, or in the browser itself.
#[derive(Debug)]
pub struct Event {
    pub at: Instant,
    pub method: String,
    pub params: Value,
}

type Answer = oneshot::Sender<Result<Value, String>>;
type Listener = mpsc::UnboundedSender<Event>;

#[derive(Default)]
struct State {
    is_gone: bool,
    waiting: HashMap<u64, Answer>,
    /// By the session; those of the browser itself have an empty one.
    listeners: HashMap<String, Listener>,
}

pub struct Link {
    outgoing: mpsc::UnboundedSender<Vec<u8>>,
    state: Mutex<State>,
    next: AtomicU64,
}

impl Link {
    pub fn new(
        writer: impl AsyncWrite + Send + Unpin + 'static,
        reader: impl AsyncRead + Send + Unpin + 'static,
    ) -> Arc<Self> {
        let (outgoing, messages) = mpsc::unbounded_channel();
        let link = Arc::new(Self { outgoing, state: Mutex::default(), next: AtomicU64::new(1) });
        tokio::spawn(write(writer, messages));
        tokio::spawn(read(reader, Arc::downgrade(&link)));
        link
    }

    /// Calls something of a session, or of the browser if that is empty.
    pub async fn call(&self, session: &str, method: &str, params: Value) -> Result<Value, BrowserError> {
        self.call_within(session, method, params, PATIENCE).await
    }

    pub async fn call_within(
        &self,
        session: &str,
        method: &str,
        params: Value,
        patience: Duration,
    ) -> Result<Value, BrowserError> {
        let (answer, answered) = oneshot::channel();
        let id = self.send(session, method, params, Some(answer))?;
        match tokio::time::timeout(patience, answered).await {
            Ok(Ok(Ok(result))) => Ok(result),
            Ok(Ok(Err(why))) => Err(BrowserError::Refused { call: method.into(), why }),
            Ok(Err(_)) => Err(BrowserError::Gone),
            Err(_) => {
                self.state.lock().expect("no holder panics").waiting.remove(&id);
                Err(BrowserError::Slow(method.into()))
            }
        }
    }

    /// The same, and nobody waits for the answer.
    pub fn tell(&self, session: &str, method: &str, params: Value) {
        // A browser that is gone needs to be told nothing.
        let _ = self.send(session, method, params, None);
    }

    fn send(&self, session: &str, method: &str, params: Value, answer: Option<Answer>) -> Result<u64, BrowserError> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let mut state = self.state.lock().expect("no holder panics");
        if state.is_gone {
            return Err(BrowserError::Gone);
        }
        if let Some(answer) = answer {
            state.waiting.insert(id, answer);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.outgoing.send(bytes).map_err(|_| BrowserError::Gone)?;
        Ok(id)
    }

    /// Everything that happens in a session from now on.
    pub fn listen(&self, session: &str) -> mpsc::UnboundedReceiver<Event> {
        let (listener, events) = mpsc::unbounded_channel();
        self.state.lock().expect("no holder panics").listeners.insert(session.into(), listener);
        events
    }

    pub fn stop_listening(&self, session: &str) {
        self.state.lock().expect("no holder panics").listeners.remove(session);
    }

    fn came(&self, message: &[u8], at: Instant) {
        let Ok(mut message) = serde_json::from_slice::<Value>(message) else { return };
        let mut state = self.state.lock().expect("no holder panics");
        if let Some(id) = message["id"].as_u64() {
            let Some(answer) = state.waiting.remove(&id) else { return };
            let error = message.get("error").map(|error| error["message"].as_str().unwrap_or_default().to_owned());
            // Whoever asked may have stopped waiting.
            let _ = answer.send(error.map_or_else(|| Ok(message["result"].take()), Err));
        } else if let Some(method) = message["method"].as_str().map(str::to_owned) {
            let session = message["sessionId"].as_str().unwrap_or_default();
            if let Some(listener) = state.listeners.get(session) {
                let _ = listener.send(Event { at, method, params: message["params"].take() });
            }
        }
    }

    /// Nothing will be answered any more.
    fn ended(&self) {
        let mut state = self.state.lock().expect("no holder panics");
        state.is_gone = true;
        state.waiting.clear();
        state.listeners.clear();
    }
}

async fn write(mut writer: impl AsyncWrite + Unpin, mut messages: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(message) = messages.recv().await {
        if writer.write_all(&message).await.is_err() {
            return;
        }
        let _ = writer.flush().await;
    }
}

/// Reads messages, each of which ends with a zero.
async fn read(mut reader: impl AsyncRead + Unpin, link: Weak<Link>) {
    let (mut message, mut is_too_long, mut part) = (Vec::new(), false, vec![0; 1 << 16]);
    while let Ok(read @ 1..) = reader.read(&mut part).await {
        let at = Instant::now();
        for piece in part[..read].split_inclusive(|byte| *byte == 0) {
            let (content, is_end) =
                piece.split_last().filter(|(last, _)| **last == 0).map_or((piece, false), |(_, rest)| (rest, true));
            is_too_long |= message.len() + content.len() > LONGEST;
            if is_too_long {
                message.clear();
            } else {
                message.extend_from_slice(content);
            }
            if is_end {
                let Some(link) = link.upgrade() else { return };
                if !std::mem::take(&mut is_too_long) {
                    link.came(&message, at);
                }
                message.clear();
            }
        }
    }
    if let Some(link) = link.upgrade() {
        link.ended();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{DuplexStream, duplex};

    /// A link, and the browser's two ends of it.
    fn linked() -> (Arc<Link>, DuplexStream, DuplexStream) {
        let (ours, asked) = duplex(1 << 16);
        let (answers, theirs) = duplex(1 << 16);
        (Link::new(ours, theirs), asked, answers)
    }

    async fn heard(asked: &mut DuplexStream) -> Value {
        let mut bytes = vec![];
        loop {
            match asked.read_u8().await.unwrap() {
                0 => return serde_json::from_slice(&bytes).unwrap(),
                byte => bytes.push(byte),
            }
        }
    }

    #[tokio::test]
    async fn answers_find_who_asked_in_whichever_order_and_pieces_they_come() {
        let (link, mut asked, mut answers) = linked();
        let ask = |method: &'static str| {
            let link = link.clone();
            tokio::spawn(async move { link.call("s", method, json!({})).await })
        };
        let mut events = link.listen("s");
        let (first, second) = (ask("A.first"), ask("A.second"));
        let messages = [heard(&mut asked).await, heard(&mut asked).await];
        let id = |name: &str| messages.iter().find(|one| one["method"] == name).unwrap()["id"].clone();
        assert_eq!(messages[0]["sessionId"], "s");
        let reply = format!(
            "{}\0{}\0{}\0",
            json!({ "id": id("A.second"), "result": { "x": 2 } }),
            json!({ "method": "A.happened", "sessionId": "s", "params": { "y": 3 } }),
            json!({ "id": id("A.first"), "error": { "message": "no" } }),
        );
        for piece in reply.as_bytes().chunks(7) {
            answers.write_all(piece).await.unwrap();
        }
        assert_eq!(second.await.unwrap(), Ok(json!({ "x": 2 })));
        assert_eq!(first.await.unwrap(), Err(BrowserError::Refused { call: "A.first".into(), why: "no".into() }));
        let event = events.recv().await.unwrap();
        assert_eq!((event.method.as_str(), &event.params["y"]), ("A.happened", &json!(3)));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gets_no_answer_is_told_so_in_time_and_who_talks_to_nobody_at_once() {
        let (link, _asked, answers) = linked();
        let call = link.call("", "A.slow", json!({}));
        assert_eq!(call.await, Err(BrowserError::Slow("A.slow".into())));
        let waiting = tokio::spawn({
            let link = link.clone();
            async move { link.call("", "A.lost", json!({})).await }
        });
        tokio::task::yield_now().await;
        drop(answers);
        assert_eq!(waiting.await.unwrap(), Err(BrowserError::Gone));
        assert_eq!(link.call("", "A.late", json!({})).await, Err(BrowserError::Gone));
    }
}
