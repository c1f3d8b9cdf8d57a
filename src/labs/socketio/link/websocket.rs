use super::First;
use super::cookies::Cookies;
use super::edge::Edge;
use crate::driver::wire::{ExchangeEnd, Upgrade, dial as dial_any};
pub use crate::driver::wire::{SocketEvent, WebSocket};

/// The most that is read of one message.
const MESSAGE_MAX: usize = 1 << 20;

/// Asks for a WebSocket at this path. What it is recorded as, and the WebSocket or why there is none.
pub async fn dial(edge: Edge, path: String, cookies: &mut Cookies) -> (First, Result<WebSocket, String>) {
    let request = edge.request(path, None, cookies);
    let cookie = request.headers.iter().filter(|(name, _)| name == "Cookie");
    let headers = cookie.map(|(_, value)| ("cookie", value.clone())).collect();
    let upgrade = Upgrade { path: request.path.clone(), headers, most: MESSAGE_MAX };
    let (exchange, socket) = dial_any(&**edge.connector(), edge.context.clock, &upgrade).await;
    if let ExchangeEnd::Answered(answer) = &exchange.end {
        cookies.keep(&edge.host(), &request.path, answer);
    }
    (First { request, exchange }, socket)
}
