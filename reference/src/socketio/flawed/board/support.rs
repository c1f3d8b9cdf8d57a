//! What the flawed boards share: the names that they use, and the board around the piece that they replace.

pub use super::super::support::*;
pub(in crate::socketio) use crate::socketio::board::{self, Boards, Editor, Update};
pub use socketioxide::extract::{AckSender, State};

/// The page, its client, the status and this board, at the paths of the lab text.
pub fn routes(engine: Engine) -> Router {
    let status = Router::new().route("/status", get(socketio::board_status)).with_state(engine.io.clone());
    super::super::support::routes(get(socketio::board_page), engine).merge(status)
}

/// The model answer with another handler for a new client, which says as well who may connect.
pub fn with_connect<T: Send + Sync + 'static>(connect: impl ConnectHandler<LocalAdapter, T>) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/board", connect);
    routes(engine)
}

/// The model answer with another handler for `update`.
pub fn with_update<T: Send + Sync + 'static>(update: impl MessageHandler<LocalAdapter, T> + Clone) -> Router {
    let connect = async move |socket: SocketRef, boards: State<Boards>, others: State<Others>| {
        board::connect(socket.clone(), boards, others).await;
        socket.on("update", update);
    };
    with_connect(connect.with(board::authorise))
}

/// The model answer with another handler for the end of a connection.
pub fn with_leave<T: Send + Sync + 'static>(leave: impl DisconnectHandler<LocalAdapter, T> + Clone) -> Router {
    let connect = async move |socket: SocketRef, boards: State<Boards>, others: State<Others>| {
        board::connect(socket.clone(), boards, others).await;
        socket.on_disconnect(leave);
    };
    with_connect(connect.with(board::authorise))
}

/// Who writes and what, if it is a content.
pub fn written_by<E>(socket: &SocketRef, update: Result<Update, E>) -> Option<(Editor, String)> {
    Some((socket.extensions.get()?, update.ok()?.content))
}

/// An update as it should go out.
pub fn update_of(Editor { pseudo, .. }: &Editor, content: &str) -> Value {
    json!({ "pseudo": pseudo, "content": content })
}

/// What should be told of who leaves.
pub fn has_left(Editor { pseudo, .. }: &Editor) -> Value {
    json!({ "message": format!("{pseudo} a quitté le tableau.") })
}

/// Lets everybody in, whatever the token is.
pub async fn let_in(socket: SocketRef, TryData(editor): TryData<Editor>) -> Result<(), String> {
    socket.extensions.insert(editor.map_err(|why| why.to_string())?);
    Ok(())
}

/// Whether it should have been let in.
pub fn has_the_token(socket: &SocketRef) -> bool {
    socket.extensions.get::<Editor>().is_some_and(|editor| editor.token == admin::TOKEN)
}
