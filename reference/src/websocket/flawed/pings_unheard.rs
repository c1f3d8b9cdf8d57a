//! The frames are read by hand, and only texts and the close are known: a ping is skipped. Proxies and servers ask by a
//! ping who is still there, and cut off who does not answer. A frame with opcode 9 is answered by one with opcode 10.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "pings-unheard",
    row: "",
    lab: "websocket",
    fails: &["ping-unanswered"],
    may_fail: &[],
    source: include_str!("pings_unheard.rs"),
    serve: |listener, time| run(listener, time, app),
};

use axum::http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

const LONGEST: u64 = 4 << 20;

/// The opcode of the next frame, and its bytes.
async fn read_frame(from: &mut (impl AsyncRead + Unpin)) -> io::Result<(u8, Vec<u8>)> {
    let (first, second) = (from.read_u8().await?, from.read_u8().await?);
    let length = match second & 127 {
        126 => u64::from(from.read_u16().await?),
        127 => from.read_u64().await?,
        length => u64::from(length),
    };
    let mut mask = [0; 4];
    from.read_exact(&mut mask).await?;
    let mut bytes = vec![0; usize::try_from(length.min(LONGEST)).map_err(io::Error::other)?];
    from.read_exact(&mut bytes).await?;
    bytes.iter_mut().zip(mask.iter().cycle()).for_each(|(byte, mask)| *byte ^= mask);
    Ok((first & 15, bytes))
}

async fn write_frame(to: &mut (impl AsyncWrite + Unpin), opcode: u8, bytes: &[u8]) -> io::Result<()> {
    let mut frame = vec![128 | opcode];
    match bytes.len() {
        length @ 0..=125 => frame.push(length as u8),
        length @ 126..=65535 => frame.extend([&[126][..], &(length as u16).to_be_bytes()].concat()),
        length => frame.extend([&[127][..], &(length as u64).to_be_bytes()].concat()),
    }
    frame.extend_from_slice(bytes);
    to.write_all(&frame).await?;
    to.flush().await
}

async fn talk(request: Request, clients: Clients) -> io::Result<()> {
    let upgraded = hyper::upgrade::on(request).await.map_err(io::Error::other)?;
    let (mut from, mut to) = split(hyper_util::rt::TokioIo::new(upgraded));
    let (id, mut outgoing) = clients.enter();
    tokio::spawn(async move {
        while let Some(message) = outgoing.recv().await {
            let opcode = if let Message::Close(_) = message { 8 } else { 1 };
            if write_frame(&mut to, opcode, &message.into_data()).await.is_err() {
                return;
            }
        }
    });
    while let Ok((opcode, bytes)) = read_frame(&mut from).await {
        match (opcode, String::from_utf8(bytes)) {
            (1, Ok(text)) => pass_on(&clients, id, text.into()),
            (8, _) => clients.tell(id, Message::Close(None)),
            _ => {}
        }
    }
    clients.remove(id);
    Ok(())
}

fn app(_: Duration) -> Router {
    let clients = Clients::default();
    let relay = get(async move |request: Request| {
        let Some(key) = request.headers().get(SEC_WEBSOCKET_KEY) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let accept = derive_accept_key(key.as_bytes());
        tokio::spawn(talk(request, clients));
        let headers = [(CONNECTION, "upgrade"), (UPGRADE, "websocket"), (SEC_WEBSOCKET_ACCEPT, &*accept)];
        (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
    });
    routes(relay, model_capitals())
}
