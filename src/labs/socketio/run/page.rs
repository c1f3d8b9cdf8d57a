//! Asks for the page, and for the client library that it names.

use super::ChatRunner;
use crate::driver::wire::{ExchangeEnd, Request, Response};
use crate::driver::{Extra, documents, kept};
use crate::history::Outcome;
use crate::labs::socketio::library::is_library_path;
use crate::labs::socketio::record::{ChatKind, ChatRole};

impl ChatRunner {
    pub(super) async fn read(&mut self, with_library: bool) {
        let path = self.state.chat.page.clone();
        let answer = self.get(&path).await;
        let Some(answer) = answer.filter(|_| with_library) else { return };
        let text = String::from_utf8_lossy(&answer.body);
        let scripts = documents::scripts_of_page(self.context(), &path, &text);
        if let Some(library) = scripts.iter().find(|script| is_library_path(script)) {
            self.get(library).await;
        }
    }

    async fn get(&self, path: &str) -> Option<Response> {
        let request: Request = self.context().get(path);
        let caller = self.caller.with(ChatRole::Reader.name(), 0);
        let exchange = self.context().exchange_within(&caller, &request, self.context().late()).await;
        let answer = match &exchange.end {
            ExchangeEnd::Answered(response) => Some(response.clone()),
            _ => None,
        };
        let (kind, record) = (ChatKind::Page.name(), kept::request(&request));
        let operation = self.context().record(&caller, kind, record, exchange, Extra::default());
        if matches!(operation.outcome, Outcome::Refused(_)) {
            self.look_for_life().await;
        }
        answer
    }
}
