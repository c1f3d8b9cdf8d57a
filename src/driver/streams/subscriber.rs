//! One subscription: opened, listened to, left.

use super::tape::Tape;
use crate::driver::wire::{End, Exchange, Heard, Line, Request, Response};
use crate::driver::world::{Who, World, ask};
use crate::history::{Kind, Lost, Operation, Piece, StreamEnd, Streamed};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub struct Subscriber {
    pub tape: Arc<Mutex<Tape>>,
    close: oneshot::Sender<Lost>,
    task: JoinHandle<Operation>,
}

impl Subscriber {
    pub fn start(world: Arc<World>, who: Who, request: Request) -> Self {
        let tape = Arc::new(Mutex::new(Tape::new(world.clock.now())));
        let (close, closed) = oneshot::channel();
        let task = tokio::spawn(listen(world, who, request, tape.clone(), closed));
        Self { tape, close, task }
    }

    pub fn has_heard(&self) -> bool {
        self.tape.lock().expect("no holder panics").has_event()
    }

    /// It has its head, or never will.
    pub fn has_begun(&self) -> bool {
        self.tape.lock().expect("no holder panics").opened || self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.task.is_finished()
    }

    pub async fn leave(self, world: &World) {
        let _ = self.close.send(Lost::Left);
        let _ = self.task.await;
        let tape = self.tape.lock().expect("no holder panics");
        if let Some(id) = tape.last_id.clone() {
            *world.last_event_id.lock().expect("no holder panics") = Some(id);
        }
        if let Some(interval) = tape.interval() {
            let mut known = world.interval.lock().expect("no holder panics");
            *known = known.max(Some(Duration::from_nanos(interval)));
        }
    }
}

async fn listen(
    world: Arc<World>,
    who: Who,
    request: Request,
    tape: Arc<Mutex<Tape>>,
    closed: oneshot::Receiver<Lost>,
) -> Operation {
    let asked = ask(&request);
    let bytes = request.for_edge(&*world.edge);
    let mut line = match Line::connect(&*world.edge, world.clock).await {
        Ok(line) => line,
        Err(refused) => return world.finish(&who, Kind::Stream, asked, refused),
    };
    if let Err(error) = line.send(&bytes).await {
        return world.finish(&who, Kind::Stream, asked, line.cut(&error));
    }
    let (mut head, mut flood) = (None, false);
    let hear = |heard: Heard<'_>| {
        match heard {
            Heard::Head(response) => {
                head = Some(response.clone());
                tape.lock().expect("no holder panics").opened = true;
            }
            Heard::Piece(at, bytes) => {
                flood = !tape.lock().expect("no holder panics").push(Piece { at, bytes });
                if flood {
                    return Err(Lost::Left);
                }
            }
        }
        Ok(())
    };
    let exchange = line.listen(closed, hear).await;
    let pieces = tape.lock().expect("no holder panics").pieces.clone();
    match head {
        Some(head) => {
            let (exchange, end) = answered(exchange, head, &pieces, flood);
            world.finish_stream(&who, asked, exchange, Streamed { pieces, end })
        }
        None => world.finish(&who, Kind::Stream, asked, exchange),
    }
}

/// The head counts as the answer, with the first bytes of what followed; how the stream ended is told apart from it.
fn answered(exchange: Exchange, head: Response, pieces: &[Piece], flood: bool) -> (Exchange, StreamEnd) {
    let end = match &exchange.end {
        _ if flood => StreamEnd::Flood,
        End::Answered(_) => StreamEnd::Ended,
        End::Unclear(Lost::Left | Lost::NoAnswer) => StreamEnd::Left,
        End::Unclear(Lost::Cut(why) | Lost::NotHttp(why) | Lost::TooLarge(why)) | End::Refused(why) => {
            StreamEnd::Cut(why.clone())
        }
    };
    let body: Vec<u8> =
        pieces.iter().flat_map(|piece| &piece.bytes).copied().take(super::super::kept::EXCERPT).collect();
    (Exchange { end: End::Answered(Response { body, extra: 0, ..head }), ..exchange }, end)
}
