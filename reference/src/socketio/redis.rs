//! The other instances of this server, reached through Redis.
//!
//! Each instance tells its own clients at once, and publishes what it told. It subscribes to the same channel, and tells
//! its own clients what the others published. It never publishes that again, or a message would go round for ever.
//!
//! There is no client library here: two commands are all that is used, and written out they are short. Each needs a
//! connection of its own, since one that has subscribed may not publish. While Redis is away each instance serves its
//! own clients; what the others miss meanwhile stays missed, since Redis keeps nothing of what is published.

use std::{io, time::Duration};

use serde::{Deserialize, Serialize};
use socketioxide::SocketIo;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
    time::sleep,
};

use super::notice::Notice;

/// The channel that all instances share.
pub const CHANNEL: &str = "chat";

/// How long to wait before Redis is tried again.
pub const PAUSE: Duration = Duration::from_millis(250);

/// How many notices may wait to be published. What is said while that many wait is told on this instance alone.
const WAITING: usize = 4096;

/// The most bytes of one reply that are read.
const LIMIT: usize = 1024 * 1024;

/// What is published: a notice, and which instance it comes from.
#[derive(Debug, Serialize, Deserialize)]
pub struct Published {
    pub from: u64,
    #[serde(flatten)]
    pub notice: Notice,
}

/// The other instances, if there are any.
#[derive(Debug, Clone, Default)]
pub struct Others(Option<mpsc::Sender<Notice>>);

impl Others {
    /// The other instances, and what is to be published to them: `connect` must be run with it.
    pub fn channel() -> (Self, mpsc::Receiver<Notice>) {
        let (sender, outbox) = mpsc::channel(WAITING);
        (Self(Some(sender)), outbox)
    }

    /// Has it told by the others. Nobody waits for this: notices leave in the order in which they were told here.
    pub fn tell(&self, notice: Notice) {
        if let Some(outbox) = &self.0 {
            let _ = outbox.try_send(notice);
        }
    }
}

/// Stays in touch with the others through the Redis at `address`, such as `localhost:6379`, for ever.
pub async fn connect(address: String, io: SocketIo, mut outbox: mpsc::Receiver<Notice>) {
    // Each instance knows by this number what it published itself.
    let me = rand::random();
    tokio::join!(
        async {
            while publish(&address, me, &mut outbox).await.is_err() {
                sleep(PAUSE).await;
            }
        },
        async {
            loop {
                // Both an error and the end of the connection mean that Redis is gone.
                let _ = relay(&address, me, &io).await;
                sleep(PAUSE).await;
            }
        }
    );
}

/// Publishes what is in the outbox until nobody can put anything there. An error means that Redis is gone.
pub async fn publish(address: &str, me: u64, outbox: &mut mpsc::Receiver<Notice>) -> io::Result<()> {
    let (replies, mut commands) = open(address).await?;
    let mut replies = replies.lines();
    loop {
        tokio::select! {
            notice = outbox.recv() => {
                let Some(notice) = notice else { return Ok(()) };
                let text = serde_json::to_string(&Published { from: me, notice })?;
                commands.write_all(&command(&["PUBLISH", CHANNEL, &text])).await?;
            }
            // Redis answers with the number of subscribers, which nobody needs to know. It is read all the same, to
            // learn at once when Redis goes away, and not only with the next notice, which would be lost.
            reply = replies.next_line() => { reply?.ok_or(io::ErrorKind::UnexpectedEof)?; }
        }
    }
}

/// Tells what the other instances publish. It ends only with the connection.
async fn relay(address: &str, me: u64, io: &SocketIo) -> io::Result<()> {
    let mut subscription = Subscription::open(address).await?;
    loop {
        let Published { from, notice } = subscription.next().await?;
        if from != me {
            notice.tell(io).await;
        }
    }
}

/// A connection that has subscribed.
pub struct Subscription {
    replies: BufReader<OwnedReadHalf>,
    /// The connection ends where this is dropped.
    _commands: OwnedWriteHalf,
}

impl Subscription {
    pub async fn open(address: &str) -> io::Result<Self> {
        let (replies, mut commands) = open(address).await?;
        commands.write_all(&command(&["SUBSCRIBE", CHANNEL])).await?;
        Ok(Self { replies, _commands: commands })
    }

    /// What is published next, by whichever instance. An error means that Redis is gone.
    pub async fn next(&mut self) -> io::Result<Published> {
        loop {
            let reply = reply(&mut self.replies).await?;
            let [kind, _, text] = &reply[..] else { continue };
            // What cannot be read is of somebody else who uses the channel.
            if kind == "message"
                && let Ok(published) = serde_json::from_str(text)
            {
                return Ok(published);
            }
        }
    }
}

/// A connection to Redis: its replies, and where commands go.
pub async fn open(address: &str) -> io::Result<(BufReader<OwnedReadHalf>, OwnedWriteHalf)> {
    let connection = TcpStream::connect(address).await?;
    connection.set_nodelay(true)?;
    let (replies, commands) = connection.into_split();
    Ok((BufReader::new(replies), commands))
}

/// A command as Redis reads it: how many words there are, and each after its length in bytes.
pub fn command(words: &[&str]) -> Vec<u8> {
    let written = words.iter().map(|word| format!("${}\r\n{word}\r\n", word.len()));
    format!("*{}\r\n{}", words.len(), written.collect::<String>()).into_bytes()
}

/// A reply that is a list, as each message to a subscriber is; numbers in it as text.
async fn reply(replies: &mut BufReader<OwnedReadHalf>) -> io::Result<Vec<String>> {
    let mut list = Vec::new();
    for _ in 0..size(&line(replies).await?, '*')? {
        let head = line(replies).await?;
        if let Some(number) = head.strip_prefix(':') {
            list.push(number.to_owned());
            continue;
        }
        // The text, and the end of its line.
        let mut text = vec![0; size(&head, '$')? + 2];
        replies.read_exact(&mut text).await?;
        text.truncate(text.len() - 2);
        list.push(String::from_utf8(text).map_err(io::Error::other)?);
    }
    Ok(list)
}

/// The number after this mark.
fn size(head: &str, mark: char) -> io::Result<usize> {
    let size = head.strip_prefix(mark).and_then(|size| size.parse().ok());
    size.filter(|size| *size <= LIMIT).ok_or_else(|| io::Error::other(format!("Redis answers {head:?}")))
}

async fn line(replies: &mut BufReader<OwnedReadHalf>) -> io::Result<String> {
    let mut line = String::new();
    match replies.read_line(&mut line).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line.trim_end().to_owned()),
    }
}
