//! Socket.IO as a route: its requests are answered on its own thread.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::any,
};
use socketioxide::{SocketIo, SocketIoBuilder};
use tower::ServiceExt;

use super::thread::Thread;

/// A Socket.IO server that has started.
pub struct Engine {
    pub io: SocketIo,
    pub route: Router,
    thread: Arc<Thread>,
}

impl Engine {
    pub fn start(builder: SocketIoBuilder) -> Self {
        let thread = Arc::new(Thread::start().expect("the system can start a thread"));
        let (service, io) = builder.build_svc();
        let route = Router::new().route(
            "/socket.io/",
            any({
                let thread = thread.clone();
                async move |request: Request| -> Response {
                    // A WebSocket begins as a request too, and stays on the thread that answered it.
                    match thread.run(service.oneshot(request)).await {
                        Some(Ok(answer)) => answer.map(Body::new),
                        Some(Err(never)) => match never {},
                        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                    }
                }
            }),
        );
        Self { io, route, thread }
    }

    /// Starts a task on its thread, beside it.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.thread.spawn(task);
    }
}
