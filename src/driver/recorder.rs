//! The one place that orders what happened. Everybody sends to it; it numbers, writes and keeps.

use crate::history::{Event, Header, History, Nanos, Note, Observation, Operation, Record, Writer};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

/// Is told what happens as it is recorded. It may be slow: nobody waits for it.
pub type Follower = std::sync::mpsc::Sender<Followed>;

/// What happened: a request has ended, or something was seen or done.
#[derive(Debug)]
pub enum Followed {
    Operation(Arc<Operation>),
    Observation(Box<Observation>),
}

#[derive(Clone)]
pub struct Recorder {
    messages: UnboundedSender<Message>,
}

enum Message {
    Record(Record),
    /// Wants to know what happens from now on.
    Follow(Follower),
    /// Asks for what was recorded so far.
    Snapshot(oneshot::Sender<Recorded>),
    /// Asks for the same, and nothing is recorded after it.
    Last(oneshot::Sender<Recorded>),
}

/// What was recorded so far, and what went wrong with writing it, if anything did.
pub struct Recorded {
    pub history: History,
    pub write_error: Option<String>,
}

/// Starts recording; with a path, each record is also written there as it comes.
pub fn start(header: Header, path: Option<&Path>) -> std::io::Result<Recorder> {
    let mut writer = path.map(Writer::create).transpose()?;
    if let Some(writer) = &mut writer {
        writer.write(&Record::Header(Box::new(header.clone())))?;
    }
    let (messages, incoming) = unbounded_channel();
    tokio::spawn(record(header, writer, incoming));
    Ok(Recorder { messages })
}

async fn record(header: Header, mut writer: Option<Writer>, mut incoming: UnboundedReceiver<Message>) {
    let mut history = History::new(header);
    let mut write_error = None;
    let mut next = 1;
    let mut follower: Option<Follower> = None;
    while let Some(message) = incoming.recv().await {
        let mut record = match message {
            Message::Record(record) => record,
            Message::Follow(other) => {
                follower = Some(other);
                continue;
            }
            Message::Snapshot(reply) => {
                let _ = reply.send(Recorded { history: history.clone(), write_error: write_error.clone() });
                continue;
            }
            Message::Last(reply) => {
                let _ = reply.send(Recorded { history, write_error });
                return;
            }
        };
        if let Record::Operation(operation) = &mut record {
            operation.id = next;
            next += 1;
        }
        if let Some(Err(error)) = writer.as_mut().map(|writer| writer.write(&record)) {
            write_error = Some(error.to_string());
            writer = None;
        }
        let is_operation = matches!(record, Record::Operation(_));
        let seen = match &record {
            Record::Observation(seen) if follower.is_some() => Some(Followed::Observation(seen.clone())),
            _ => None,
        };
        history.push(record);
        let last = history.operations.last().filter(|_| is_operation).cloned().map(Followed::Operation);
        if let (Some(to), Some(told)) = (&follower, last.or(seen))
            && to.send(told).is_err()
        {
            follower = None;
        }
    }
}

impl Recorder {
    pub fn record(&self, record: Record) {
        // The receiver is gone when the run is over, or the runtime is: nothing is left to record for.
        let _ = self.messages.send(Message::Record(record));
    }

    /// Tells what happens from now on, until the end of recording.
    pub fn follow(&self, follower: Follower) {
        let _ = self.messages.send(Message::Follow(follower));
    }

    /// Everything recorded before this call.
    pub async fn snapshot(&self) -> Recorded {
        let (reply, recorded) = oneshot::channel();
        let _ = self.messages.send(Message::Snapshot(reply));
        recorded.await.expect("the recorder lives as long as its senders")
    }

    /// Everything recorded before this call, and the end of recording: what is judged is what was written.
    pub async fn last(&self) -> Recorded {
        let (reply, recorded) = oneshot::channel();
        let _ = self.messages.send(Message::Last(reply));
        recorded.await.expect("a run ends once")
    }

    pub fn operation(&self, operation: Operation) {
        self.record(Record::Operation(Box::new(operation)));
    }

    pub fn note(&self, at: Nanos, scenario: &str, attempt: u32, event: Event) {
        self.record(Record::Note(Note { at, scenario: scenario.into(), attempt, event }));
    }
}
